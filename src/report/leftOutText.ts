import type { LeftOut, Several } from '../analysis/leftOut.ts';
import { clean } from './clean.ts';
import { numbers } from './numbers.ts';

/** Where a person reads what was left out, which decides what they can do about it. */
export type WalkedBy = 'editor' | 'commandLine';

/** What a walk passed over, why, and how to have it read all the same: one line. */
export function leftOutText(leftOut: LeftOut, by: WalkedBy): string {
  return sentencesOf(leftOut, by).join(' ');
}

/** Only what is said where room is scarce: that there are more files than are read. */
export function olderText({ older }: LeftOut, by: WalkedBy): string | undefined {
  if (older === undefined) return undefined;
  const ways: Readonly<Record<WalkedBy, string>> = {
    editor:
      'To see others, open their folder by itself, or list what is not to be read in the setting imbalanceLens.files.exclude.',
    commandLine: 'To see others, name their folder.',
  };
  return (
    `Of ${numbers.count(older.found)} files that may be logs or predictions the newest ${numbers.count(older.taken)} are read, ` +
    `those of a run together. ${ways[by]}`
  );
}

function sentencesOf(leftOut: LeftOut, by: WalkedBy): string[] {
  const { large, links, deep, unreadable, entries } = leftOut;
  const openIt = by === 'editor' ? 'open it by itself' : 'name it';
  const older = olderText(leftOut, by);
  const sentences = older === undefined ? [] : [older];
  if (entries !== undefined) {
    sentences.push(
      `Only the first ${numbers.count(entries)} entries of folders were looked at; to see a folder that is missing, ${openIt}.`,
    );
  }
  if (large !== undefined) {
    const way = by === 'editor' ? 'Evaluate Predictions reads one' : 'name one to read it';
    sentences.push(
      `Not read, because a file of its kind is read as a whole: ${listed(large, `${numbers.count(Math.round(large.bytes / 1_048_576))} MB`)}; ${way}.`,
    );
  }
  if (links !== undefined) {
    sentences.push(
      `Links that lead out of the folder are not followed: ${listed(links)}; to see what one leads to, ${openIt}.`,
    );
  }
  if (deep !== undefined)
    sentences.push(`Folders that lie too deep are not looked into: ${listed(deep)}; to see one, ${openIt}.`);
  if (unreadable !== undefined)
    sentences.push(`Folders that this user may not read: ${listed(unreadable)}; check their permissions.`);
  return sentences;
}

function listed({ count: all, first }: Several, more?: string): string {
  const example = more === undefined ? clean(first) : `${clean(first)} (${more})`;
  return all === 1 ? example : `${example} and ${numbers.count(all - 1)} more`;
}
