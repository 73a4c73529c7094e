import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Split } from '../../core/trainingRun.ts';
import { clean } from '../clean.ts';
import { numbers } from '../numbers.ts';
import { reconciledNotes } from '../reconciledNotes.ts';
import { splitWord } from './headline.ts';

/** One quantity over the epochs. */
export interface Track {
  readonly split: Split;
  /** One value an epoch, undefined where there is none. */
  readonly values: readonly (number | undefined)[];
}

/** An epoch by its index, with its value. */
export interface Best {
  readonly at: number;
  readonly value: number;
}

/** What the two charts say together, as facts of the log: `accuracy` and `loss` are the first track of each. */
export function curveNotes(
  run: RunAnalysis,
  accuracy: Track | undefined,
  loss: Track | undefined,
  bestAccuracy: Best | undefined,
  bestLoss: Best | undefined,
): string[] {
  return [
    ...movementNote(accuracy, loss),
    ...bestEpochsNote(run, accuracy, bestAccuracy, bestLoss),
    ...reconciledNotes(run),
    ...notFiniteNote(run),
  ];
}

/** What can be said of final values, which have no curves. */
export function finalNotes(run: RunAnalysis): string[] {
  return [...reconciledNotes(run), ...notFiniteNote(run)];
}

function movementNote(accuracy: Track | undefined, loss: Track | undefined): string[] {
  if (accuracy === undefined || loss?.split !== accuracy.split || accuracy.split === 'train') return [];
  const ofAccuracy = movement(accuracy, numbers.rate);
  const ofLoss = movement(loss, numbers.loss);
  if (ofAccuracy === undefined || ofLoss === undefined) return [];
  const word = splitWord(accuracy.split);
  return [`${word} accuracy ${ofAccuracy} while ${word.toLowerCase()} loss ${ofLoss}.`];
}

/** `went from 0.41 to 0.72`; undefined for fewer than two values. */
function movement({ values }: Track, say: (value: number) => string): string | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return undefined;
  const from = say(known[0]!);
  const to = say(known.at(-1)!);
  return from === to ? `ended where it began, at ${to},` : `went from ${from} to ${to}`;
}

/** Where accuracy and loss name different epochs, and how little may lie between them. */
function bestEpochsNote(
  run: RunAnalysis,
  accuracy: Track | undefined,
  best: Best | undefined,
  lowest: Best | undefined,
): string[] {
  const there = lowest === undefined ? undefined : accuracy?.values[lowest.at];
  if (best === undefined || lowest === undefined || there === undefined || there >= best.value) return [];
  const epochOf = ({ at }: Best): string => `${run.epochs[at]!.epoch}`;
  const size =
    accuracy?.split === 'validation' && run.validationSize?.exact === true ? run.validationSize : undefined;
  const rows = size === undefined ? 0 : Math.round((best.value - there) * size.value);
  const apart = rows === 0 ? '' : `, ${numbers.count(rows)} of ${numbers.count(size!.value)} rows fewer`;
  return [
    `Accuracy is highest at epoch ${epochOf(best)} (${numbers.rate(best.value)}), loss lowest at epoch ${epochOf(lowest)} (accuracy there ${numbers.rate(there)}${apart}).`,
  ];
}

function notFiniteNote({ epochs, unnumbered }: RunAnalysis): string[] {
  const odd = epochs.flatMap(({ epoch, readings }) =>
    readings
      .filter(({ value }) => typeof value !== 'number')
      .map(({ split, metric }) => ({ epoch, split, metric })),
  );
  const [first] = odd;
  if (first === undefined) return [];
  const name = `${first.split === undefined ? '' : `${splitWord(first.split).toLowerCase()} `}${clean(first.metric, 60)}`;
  if (unnumbered === true) {
    return [
      odd.length === 1
        ? `The ${name} is not a finite number.`
        : `${numbers.count(odd.length)} values are not finite numbers, the first the ${name}.`,
    ];
  }
  if (odd.length === 1)
    return [`The ${name} of epoch ${first.epoch} is not a finite number; the chart leaves it out.`];
  return [
    `${numbers.count(odd.length)} logged values are not finite numbers, the first the ${name} of epoch ${first.epoch}; the charts leave them out.`,
  ];
}
