import type { ToldOf } from '../../core/trainingRun.ts';
import { countsHead } from './countsHead.ts';
import { dictionaryCounts, inlineCounts, listCounts } from './literalCounts.ts';
import type { Counts } from './literalCounts.ts';
import { rowNumbers } from './rowNumbers.ts';

/** What a line says of class counts: the counts, or that a list of them follows, or that they are of rows drawn anew. */
export type CountsLine =
  | { readonly kind: 'counts'; readonly of: ToldOf; readonly counts: Counts }
  | { readonly kind: 'heading'; readonly of: ToldOf; readonly indent: number }
  | { readonly kind: 'resampled' };

/** Counts behind the words that announce them, or the heading of a list of them. */
export function countsLine(message: string): CountsLine | undefined {
  return (
    enclosedCounts(message) ??
    sizedCounts(message) ??
    listedCounts(message) ??
    heading(message, message.length)
  );
}

/** `Val: 2393 samples - {'a': 2000, 'b': 393}`: counts that come to the number of rows before them. */
function sizedCounts(message: string): CountsLine | undefined {
  const open = message.indexOf('{');
  const sizes = open <= 0 ? [] : rowNumbers(message.slice(0, open));
  const [size] = sizes;
  if (size === undefined || sizes.length > 1) return undefined;
  const counts = dictionaryCounts(message, open);
  const sum = [...(counts?.values() ?? [])].reduce((all, count) => all + count, 0);
  return counts !== undefined && sum === size.rows ? { kind: 'counts', of: size.of, counts } : undefined;
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
