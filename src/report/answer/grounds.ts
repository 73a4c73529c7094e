import type { RunAnalysis } from '../../analysis/analysis.ts';
import { isKnown } from '../../core/countRange.ts';
import type { Finding } from '../../core/finding.ts';
import type { Interval } from '../../core/intervals.ts';
import { type Epoch, findReading, type Reading } from '../../core/trainingRun.ts';
import type { AnswerKind } from '../../protocol/panel.ts';
import { speaksForRun } from '../../rules/places.ts';
import type { Rule } from '../../rules/rule.ts';
import { breakingFinding } from '../broken.ts';
import { shownFindings } from '../findingText.ts';
import { valueOf } from '../metricText.ts';
import { intervalOf } from '../panel/headline.ts';
import { runReferenceLines } from '../referenceLines.ts';
import { verdictOf } from '../sentences.ts';

/** Room of a number of right rows beside its printing. */
const rounding = 1e-6;

/** One sentence of the answer and how sure it is. */
export interface Sentence {
  readonly kind: AnswerKind;
  readonly text: string;
}

/** The accuracy that an answer speaks of: of the predictions, else the last of validation in the log. */
export interface GroundAccuracy {
  readonly value: number;
  readonly interval?: Interval;
  /** Rows that are right, and of how many, where that is known. */
  readonly right?: number;
  readonly rows?: number;
  /** True if the logged accuracy is no whole number of these rows: then `right` is rounded down. */
  readonly isAbout?: boolean;
}

/** All that the parts of the answer are made from. */
export interface AnswerGrounds {
  readonly run: RunAnalysis;
  /** Sentences of the verdict, which are not said again. */
  readonly said: readonly string[];
  /** Shown findings by rule. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** True if a finding says that the numbers are wrong: nothing is then concluded from them. */
  readonly isBroken: boolean;
  /** Epochs of the log; none where the predictions are those of another model or of other rows. */
  readonly epochs: readonly Epoch[];
  readonly classes?: number;
  readonly accuracy?: GroundAccuracy;
  /** The last validation loss of the log, where it is a number. */
  readonly loss?: number;
  /** True if Keras wrote the log. */
  readonly isKeras: boolean;
  /** True if trees were boosted: there is no dropout, no augmentation and no softmax to apply twice. */
  readonly isBoosted: boolean;
}

export function answerGrounds(run: RunAnalysis, registry: readonly Rule[]): AnswerGrounds {
  const shown = shownFindings(run.findings);
  const standing =
    run.evaluation === undefined || speaksForRun({ epochs: run.epochs, averagesExactly: false }, run.match);
  const epochs = standing ? run.epochs : [];
  const classes = Math.max(runReferenceLines(run).classes ?? 0, run.evaluation?.labels.length ?? 0);
  const accuracy = accuracyOf(run);
  const loss = validationValues(epochs, 'loss').at(-1)?.value;
  return {
    run,
    said: verdictOf(run, registry).sentences,
    findings: new Map(shown.map((finding) => [finding.rule, finding])),
    isBroken: breakingFinding(run) !== undefined,
    epochs,
    ...(classes > 1 ? { classes } : {}),
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(loss === undefined ? {} : { loss }),
    isKeras: isKeras(run),
    isBoosted: boostedFormats.has(logFormat(run) ?? ''),
  };
}

function accuracyOf(run: RunAnalysis): GroundAccuracy | undefined {
  const { evaluation } = run;
  if (evaluation !== undefined) {
    const measured = valueOf(evaluation.metrics.get('accuracy'));
    if (measured === undefined) return undefined;
    const { value, interval } = measured;
    const right = evaluation.perClass.reduce((sum, { found }) => sum + found.least, 0);
    const rows = evaluation.perClass.reduce((sum, { support }) => sum + support, 0);
    const whole =
      evaluation.perClass.every(({ found }) => isKnown(found)) &&
      Number.isInteger(right) &&
      Number.isInteger(rows) &&
      !evaluation.weighted;
    return { value, ...(interval === undefined ? {} : { interval }), ...(whole ? { right, rows } : {}) };
  }
  const last = validationValues(run.epochs, 'accuracy').at(-1)?.reading;
  if (last === undefined || last.value < 0 || last.value > 1) return undefined;
  const interval = intervalOf(run, last);
  if (interval === undefined) return { value: last.value };
  const rows = run.validationSize!.value;
  const right = wholeRows(last, rows);
  return {
    value: last.value,
    interval,
    right: right ?? Math.floor(last.value * rows),
    rows,
    isAbout: right === undefined,
  };
}

/** The right rows that an accuracy is the share of; undefined where it is no whole number of so many rows. */
export function wholeRows(
  { value, tolerance }: Reading & { value: number },
  rows: number,
): number | undefined {
  const right = Math.round(value * rows);
  return Math.abs(value * rows - right) <= tolerance * rows + rounding ? right : undefined;
}

/** The finite values of a validation metric with their epochs, in order. */
export function validationValues(epochs: readonly Epoch[], metric: 'accuracy' | 'loss') {
  return epochs.flatMap((epoch) => {
    const reading = findReading(epoch, 'validation', metric);
    return reading === undefined ? [] : [{ epoch: epoch.epoch, value: reading.value, reading }];
  });
}

/** The epoch of the largest value (the first of equals), or of the smallest. */
export function bestOf<T extends { readonly value: number }>(
  values: readonly T[],
  sign: 1 | -1,
): T | undefined {
  return values.reduce<T | undefined>(
    (best, one) => (best === undefined || sign * one.value > sign * best.value ? one : best),
    undefined,
  );
}

const boostedFormats: ReadonlySet<string> = new Set(['boostingText', 'catboostTraining']);

function logFormat({ files }: RunAnalysis): string | undefined {
  return files.find(({ role }) => role === 'log')?.format;
}

/** Tables with Keras' header may be another's; numbers of double precision show that they are. */
function isKeras(run: RunAnalysis): boolean {
  const format = logFormat(run);
  if (format === 'kerasText') return true;
  if (format !== 'kerasCsvLogger' && format !== 'kerasHistoryJson') return false;
  const values = validationValues(run.epochs, 'loss');
  return values.length > 0 && values.every(({ value }) => Math.fround(value) === value);
}

/** True if the verdict holds these words already. */
export function isSaid({ said }: AnswerGrounds, words: string): boolean {
  return said.some((sentence) => sentence.includes(words));
}
