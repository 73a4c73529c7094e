import type { Finding } from '../core/finding.ts';
import type { Limits, LogLimits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { findReading, placeIn } from '../core/trainingRun.ts';
import type { Split, TrainingRun } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';
import { namedEpochs } from './series.ts';
import type { Value } from './series.ts';

const id = 'averaged-metric-is-accuracy';
/** Columns whose name does not say how they average over classes. */
const metrics = ['recall', 'f1', 'precision'] as const;
/** Room for the last bits of a quotient. */
const rounding = 1e-9;

/**
 * A logged recall, F1 or precision is accuracy under another name.
 *
 * The average over classes weighted by their rows makes accuracy of recall, the micro average of all three. Fires if a
 * metric whose name does not say its average equals the accuracy of the same rows, within the printing of both, wherever
 * both are logged: in 3 distinct values or more, or in one or two printed with 4 decimals or more. Values of 0 and 1 do
 * not count. Exact, no test. Information where only recall is equal and the class counts are equal, or not known: then
 * the macro average is accuracy too, or may be.
 */
export const averagedMetricIsAccuracy: Rule = {
  id,
  title: 'An averaged metric is accuracy',
  severity: 'warning',
  verb: 'is',
  problems: ['multiclass', 'binary'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The accuracy ${evidence['epochs'] === 0 ? 'beside it' : 'of the same epoch'}: ${say.rate(evidence['accuracy']!)}.`,
};

function check(evidence: RunEvidence, { rules: { log: limits } }: Limits): Finding | undefined {
  const { log } = evidence;
  if (log === undefined) return undefined;
  const splits = ['validation', 'test', 'train'] as const;
  for (const split of log.run.unnumbered === true ? [...splits, undefined] : splits) {
    const equal = metrics.flatMap((metric) => {
      const pairs = equalPairs(log.run, split, metric, limits);
      return pairs === undefined ? [] : [{ metric, pairs }];
    });
    const [first] = equal;
    if (first === undefined) continue;
    const names = equal.map(({ metric }) => metric);
    const sizes = names.every((metric) => metric === 'recall') ? classSizes(evidence) : 'unequal';
    const pair = first.pairs[0]!;
    return {
      rule: id,
      severity: sizes === 'unequal' ? 'warning' : 'information',
      verb: 'is',
      location: placeIn(log, pair.value),
      evidence: {
        value: pair.value.value,
        accuracy: pair.accuracy.value,
        epochs: namedEpochs(log.run, first.pairs.length),
        ...(log.run.unnumbered === true ? {} : { epoch: pair.epoch }),
        metrics: names.length,
        equalCounts: sizes === 'equal' ? 1 : 0,
        unknownCounts: sizes === 'unknown' ? 1 : 0,
      },
      names: { split: split === undefined ? [] : [split], metrics: names },
      related: [{ location: placeIn(log, pair.accuracy), what: 'accuracy' }],
    };
  }
  return undefined;
}

interface Pair {
  readonly epoch: number;
  readonly value: Value;
  readonly accuracy: Value;
}

/** The epochs with both values; undefined where one differs, or too few are left to exclude chance. */
function equalPairs(
  run: TrainingRun,
  split: Split | undefined,
  metric: string,
  limits: LogLimits,
): Pair[] | undefined {
  const pairs = run.epochs.flatMap((epoch): Pair[] => {
    const value = findReading(epoch, split, metric);
    const accuracy = findReading(epoch, split, 'accuracy');
    return value === undefined || accuracy === undefined ? [] : [{ epoch: epoch.epoch, value, accuracy }];
  });
  const isEqual = ({ value, accuracy }: Pair): boolean =>
    Math.abs(value.value - accuracy.value) <= value.tolerance + accuracy.tolerance + rounding;
  if (!pairs.every(isEqual)) return undefined;
  const telling = pairs.filter(
    ({ value: { value, tolerance } }) => value > tolerance && value < 1 - tolerance,
  );
  const distinct = new Set(telling.map(({ value }) => value.value)).size;
  const isFine = telling.every(
    ({ value, accuracy }) => Math.max(value.tolerance, accuracy.tolerance) <= limits.equalTolerance,
  );
  return distinct >= limits.equalValues || (distinct > 0 && isFine) ? pairs : undefined;
}

function classSizes({ classCounts: { validation, train } }: RunEvidence): 'equal' | 'unequal' | 'unknown' {
  const counts = [...(validation ?? train ?? [])].map(([, count]) => count);
  if (counts.length < 2) return 'unknown';
  return counts.every((count) => count === counts[0]) ? 'equal' : 'unequal';
}

const words: ReadonlyMap<string, string> = new Map([
  ['recall', 'recall'],
  ['f1', 'F1'],
  ['precision', 'precision'],
]);

function message({ evidence, names }: Finding, say: Say): string {
  const { value, epochs, equalCounts, unknownCounts } = evidence;
  const split = names['split']?.[0] ?? '';
  const metrics = (names['metrics'] ?? []).map((metric) => words.get(metric) ?? metric);
  const list =
    metrics.length < 2 ? metrics.join('') : `${metrics.slice(0, -1).join(', ')} and ${metrics.at(-1)!}`;
  const where =
    epochs === 0
      ? `(${say.rate(value!)})`
      : epochs === 1
        ? `(${say.rate(value!)}, ${say.count(epochs)} epoch)`
        : `in all ${say.count(epochs!)} epochs (${say.rate(value!)} in the first)`;
  const subject =
    split === ''
      ? list.charAt(0).toUpperCase() + list.slice(1)
      : `${split === 'train' ? 'Training' : split === 'test' ? 'Test' : 'Validation'} ${list}`;
  const equals = metrics.length > 1 ? 'equal' : 'equals';
  if (equalCounts === 1) {
    return (
      `${subject} ${equals} accuracy ${where}: with classes of one size every average of recall is accuracy. ` +
      `It tells nothing more; log the recall of each class.`
    );
  }
  if (unknownCounts === 1) {
    return (
      `${subject} ${equals} accuracy ${where}: that is the weighted or micro average, or the macro average of classes ` +
      `of one size. It is accuracy again and tells nothing more; log the recall of each class.`
    );
  }
  const average = metrics.some((metric) => metric !== 'recall')
    ? 'micro average'
    : 'weighted or micro average';
  return (
    `${subject} ${equals} accuracy ${where}: that is the ${average}, which is accuracy again and says nothing of ` +
    `small classes. Log the macro average (scikit-learn: average='macro') or the recall of each class.`
  );
}
