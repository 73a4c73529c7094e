import { readPrinted } from '../analysis/reconcileTable.ts';
import { Unusable } from './unusable.ts';

/** A number of a log as it was typed, with its name there. */
export interface LoggedValue {
  readonly name?: string;
  readonly text: string;
}

/** `val_acc=0.66`, `val_acc=66.3%`, or the number alone. */
export function readLoggedValue(word: string): LoggedValue {
  const at = word.lastIndexOf('=');
  const name = word.slice(0, Math.max(0, at)).trim();
  const text = word.slice(at + 1).trim();
  if (readPrinted(text) === undefined)
    throw new Unusable(`--value ${word} holds no number. Give one as it is logged, such as val_acc=0.66.`);
  return { ...(name === '' ? {} : { name }), text };
}

/** Rows in a batch. */
export function readBatch(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value > 0) return value;
  throw new Unusable(`--batch ${text} is not a number of rows. Give one such as 32.`);
}
