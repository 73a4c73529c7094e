import type { Finding } from '../core/finding.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { findReading, placeIn } from '../core/trainingRun.ts';
import { classAnswers } from './classAnswers.ts';
import { countedRows } from './countedRows.ts';
import { headerCell, predictionsSpeakForRun } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { valuesOf } from './series.ts';

const id = 'validation-set-too-small';

/**
 * The validation set has too few rows, in all or of a class, for its numbers to decide anything.
 *
 * Fires if the half-width of the accuracy's Wilson interval is above 0.10, or if a class has fewer than 9 rows: none of 8
 * found is still no proof that it is lost, so every rule about classes is silent there. Smaller half-widths and the
 * intervals of the classes stand beside each number anyway. Reads predictions that speak for the run, or the last
 * validation accuracy of a log with an exact number of rows.
 */
export const validationSetTooSmall: Rule = {
  id,
  title: 'The validation set is too small',
  severity: 'information',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy', 'constant-predictor', 'never-predicted-class'],
  check,
  say: message,
  sayRelated: () => '',
};

/** What is known of the size of a validation set. */
interface Sized {
  readonly rows: number;
  readonly right: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly location: Location;
}

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const sized = predictionsSpeakForRun(evidence) ? sizeOfAnswers(evidence) : sizeOfLog(evidence);
  if (sized === undefined) return undefined;
  const { rows, right, counts, location } = sized;
  const [low, high] = wilson(right, rows, limits.confidence);
  const halfWidth = (high - low) / 2;
  const few = [...counts]
    .filter(([, count]) => count < limits.rules.neverPredictedRows)
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  const isWide = halfWidth > limits.rules.log.smallHalfWidth;
  if (!isWide && few.length === 0) return undefined;
  const [smallest] = few;
  return {
    rule: id,
    severity: 'information',
    verb: 'is',
    location,
    evidence: {
      rows,
      accuracy: right / rows,
      halfWidth,
      low,
      high,
      confidence: limits.confidence,
      wide: isWide ? 1 : 0,
      ...(smallest === undefined
        ? {}
        : { classRows: smallest[1], oneRow: 1 / smallest[1], fewClasses: few.length }),
    },
    names: smallest === undefined ? {} : { classes: few.map(([label]) => label) },
    related: [],
  };
}

function sizeOfAnswers(evidence: RunEvidence): Sized | undefined {
  const answers = classAnswers(evidence);
  if (answers?.results.wholeRows !== true) return undefined;
  const { rows, correct, classes } = answers.results;
  if (correct === undefined) return undefined;
  const { predictions } = evidence;
  return {
    rows,
    right: correct,
    counts: new Map(classes.map((one) => [one.label, one.rows])),
    location: predictions === undefined ? answers.accuracyPlace().location : headerCell(predictions),
  };
}

function sizeOfLog(evidence: RunEvidence): Sized | undefined {
  const { log, validationSize } = evidence;
  if (log === undefined || validationSize?.exact !== true) return undefined;
  const last = valuesOf(log.run, 'validation', 'accuracy').at(-1)?.reading;
  const first = log.run.epochs
    .map((epoch) => findReading(epoch, 'validation', 'accuracy'))
    .find((reading) => reading !== undefined);
  if (last === undefined || first === undefined || last.value < 0 || last.value > 1) return undefined;
  const rows = validationSize.value;
  return {
    rows,
    right: Math.min(rows, Math.round(last.value * rows)),
    counts: countedRows(evidence)?.counts ?? new Map<string, number>(),
    location: placeIn(log, first),
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { rows, accuracy, low, high, confidence, classRows, oneRow, fewClasses, wide } = evidence;
  const [label] = names['classes'] ?? [];
  const whole = `accuracy ${say.rate(accuracy!)} of ${say.count(rows!)} rows is known to ${say.interval(low!, high!)} (${say.percent(confidence!)})`;
  const folds =
    'Score every row once instead: cross-validation by class, repeated (scikit-learn: RepeatedStratifiedKFold).';
  if (label === undefined) {
    const sentence = whole.charAt(0).toUpperCase() + whole.slice(1);
    return `${sentence}: too few rows to choose between models. ${folds}`;
  }
  const more = fewClasses! > 1 ? ` (the smallest of ${say.count(fewClasses!)} such classes)` : '';
  const also = wide === 1 ? ` And ${whole}.` : '';
  return (
    `${say.label(label)} has ${say.count(classRows!)} of ${say.count(rows!)} rows to measure on${more}: one row is ` +
    `${say.rate(oneRow!)} of its recall, and even none found would not show that it is lost.${also} ${folds}`
  );
}
