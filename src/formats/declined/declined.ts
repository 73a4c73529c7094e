import type { Head } from '../format.ts';

/** What a file is that is none of ours, and why nothing is said of it or what to do instead, in one line. */
export interface Explanation {
  readonly message: string;
  /** Zero-based line that shows it, where one does. */
  readonly line?: number;
}

/**
 * A kind of file that is recognised and left in peace. It is asked only of a file that no format takes, and its
 * sentence must be true of every file that gets it: where the content leaves a doubt, it says nothing.
 */
export interface DeclinedKind {
  /** camelCase, stable: `sourceCode`. */
  readonly id: string;
  /** Present if no reader could make a table of it, whatever the person calls it. */
  readonly isNoTable?: true;
  explain(head: Head): Explanation | undefined;
}

/** A kind with one sentence: `Is a pickle. Not read. …`. */
export function declinedKind(id: string, matches: (head: Head) => boolean, message: string): DeclinedKind {
  return { id, explain: (head) => (matches(head) ? { message } : undefined) };
}
