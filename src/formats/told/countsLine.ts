import type { ToldOf } from '../../core/trainingRun.ts';
import { countsHead } from './countsHead.ts';
import { dictionaryCounts, inlineCounts, listCounts } from './literalCounts.ts';
import type { Counts } from './literalCounts.ts';

/** What a line says of class counts: the counts, or that a list of them follows, or that they are of rows drawn anew. */
export type CountsLine =
  | { readonly kind: 'counts'; readonly of: ToldOf; readonly counts: Counts }
  | { readonly kind: 'heading'; readonly of: ToldOf; readonly indent: number }
  | { readonly kind: 'resampled' };

/** Counts behind the words that announce them, or the heading of a list of them. */
export function countsLine(message: string): CountsLine | undefined {
  return enclosedCounts(message) ?? listedCounts(message) ?? heading(message, message.length);
}

/** `Class distribution: {'cat': 56, 'dog': 238}`, `Class counts: [56 238]`. */
function enclosedCounts(message: string): CountsLine | undefined {
  const open = message.search(/[{[](?=\s*[\w'"-])/);
  if (open <= 0) return undefined;
  const before = message.slice(0, open).replace(/(?:\w{0,20}Counter|dict|array|tensor)\($/, '');
  const head = countsHead(before, true);
  if (head === undefined) return undefined;
  const counts = dictionaryCounts(message, open) ?? listCounts(message, open);
  if (counts === undefined) return undefined;
  return head.resampled ? { kind: 'resampled' } : { kind: 'counts', of: head.of, counts };
}

/** `Class distribution: cat: 56, dog: 238`, or nothing behind the colon. */
function listedCounts(message: string): CountsLine | undefined {
  for (const { index } of message.matchAll(/:(?=\s|$)/g)) {
    const rest = message.slice(index + 1).trim();
    if (rest === '') return heading(message, index);
    const head = countsHead(message.slice(0, index), false);
    if (head === undefined) continue;
    const counts = inlineCounts(rest);
    if (counts === undefined) return undefined;
    return head.resampled ? { kind: 'resampled' } : { kind: 'counts', of: head.of, counts };
  }
  return undefined;
}

function heading(message: string, end: number): CountsLine | undefined {
  const head = countsHead(message.slice(0, end), false);
  if (head === undefined) return undefined;
  if (head.resampled) return { kind: 'resampled' };
  return { kind: 'heading', of: head.of, indent: message.length - message.trimStart().length };
}
