import type { Head } from '../format.ts';
import type { DeclinedKind } from './declined.ts';
import { declinedKind } from './declined.ts';

/** Characters of a line that may be a class. */
const longestAnswer = 60;
/** Lines below which a file may be anything. */
const leastLines = 3;

/** A column of predictions, or of true classes, saved alone. */
export const answersAlone: DeclinedKind = declinedKind(
  'answersAlone',
  isAnswers,
  'Holds one value a line and nothing beside it, so not both the true and the predicted class. Put both in one table, as y_true and y_pred.',
);

function isAnswers({ name, text, complete }: Head): boolean {
  if (!/pred|submission|y_?(?:true|test)|answers/i.test(name) || !/\.(?:csv|tsv|txt)$/i.test(name))
    return false;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (!complete) lines.pop();
  const isValue = (line: string): boolean => line.length <= longestAnswer && /^[^\s,;:=]+$/.test(line.trim());
  return lines.length >= leastLines && lines.every(isValue);
}
