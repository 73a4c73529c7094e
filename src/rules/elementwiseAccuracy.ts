import { totalCount } from '../core/classCounts.ts';
import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';
import { valuesOf } from './series.ts';

const id = 'elementwise-accuracy';

/**
 * Accuracy is counted by outputs and not by rows.
 *
 * Binary cross-entropy on one-hot labels makes Keras' 'accuracy' the share of right outputs, K a row; a model that
 * answers nothing then has (K − 1)/K. Needs the class counts of the validation rows, n, and the number of classes K > 2.
 * Fires if a·n is no whole number in 3 distinct logged accuracies a or more (or in 3 that are all (K − 1)/K) while a·n·K is
 * one in all; exact, no test.
 * Silent where the printed digits cannot tell one output of n·K from the next.
 */
export const elementwiseAccuracy: Rule = {
  id,
  title: 'Accuracy is counted by outputs',
  severity: 'warning',
  verb: 'is',
  problems: ['multiclass'],
  suppressedBy: ['loss-not-finite'],
  check,
  say: message,
  sayRelated: () => '',
};

function check({ log, classCounts, validationSize }: RunEvidence, limits: Limits): Finding | undefined {
  const counts = classCounts.validation;
  const classes = Math.max(counts?.size ?? 0, classCounts.train?.size ?? 0);
  if (log === undefined || counts === undefined || classes < 3) return undefined;
  // What the steps of the accuracy tell is what is in question here.
  const stated = validationSize?.source === 'setting' ? validationSize.value : totalCount(counts);
  const values = valuesOf(log.run, 'validation', 'accuracy');
  const { wholeRoom, equalValues } = limits.rules.log;
  const outputs = stated * classes;
  const isWhole = (value: number, parts: number): boolean =>
    Math.abs(value * parts - Math.round(value * parts)) <= wholeRoom;
  if (!values.every(({ reading }) => reading.tolerance * outputs <= wholeRoom)) return undefined;
  if (!values.every(({ reading }) => isWhole(reading.value, outputs))) return undefined;
  const broken = values.filter(({ reading }) => !isWhole(reading.value, stated));
  const first = broken[0];
  const distinct = new Set(broken.map(({ reading }) => Math.round(reading.value * outputs))).size;
  // One value over and over is chance, unless it is that of a model that answers nothing.
  const isNothing = broken.every(({ reading }) => Math.round(reading.value * outputs) === outputs - stated);
  if (first === undefined || (distinct < equalValues && !(isNothing && broken.length >= equalValues)))
    return undefined;
  const { value } = first.reading;
  return {
    rule: id,
    severity: 'warning',
    verb: 'is',
    location: placeIn(log, first.reading),
    evidence: {
      accuracy: value,
      rows: stated,
      classes,
      outputs,
      rightRows: value * stated,
      rightOutputs: Math.round(value * outputs),
      zero: (classes - 1) / classes,
      epoch: first.epoch,
      epochs: broken.length,
    },
    names: {},
    related: [],
  };
}

function message({ evidence }: Finding, say: Say): string {
  const { accuracy, rows, classes, outputs, rightOutputs, zero, epochs } = evidence;
  return (
    `Accuracy ${say.rate(accuracy!)} is counted by outputs, not by rows: ${say.count(rightOutputs!)} of ${say.count(outputs!)} ` +
    `(${say.count(rows!)} rows of ${say.count(classes!)} classes; no whole number of rows in ${say.count(epochs!)} epochs). ` +
    `A model that answers nothing scores ${say.rate(zero!)} so. In Keras compile with metrics=['categorical_accuracy'], ` +
    `and with categorical_crossentropy if each row has one class.`
  );
}
