import { accuracyBounds, missableClasses } from '../core/accuracyBounds.ts';
import { totalCount } from '../core/classCounts.ts';
import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { predictionsSpeakForRun } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { valuesOf } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'accuracy-permits-missed-class';
/** Room of a number of right rows beside its printing. */
const rounding = 1e-6;
/** Classes that the sentence names. */
const named = 3;

/**
 * The errors that an accuracy leaves are enough to miss a whole class: a bound, no judgement.
 *
 * Reads the last validation accuracy of a settled run and the counts of the very rows it was measured on. Gives the exact
 * lowest and highest balanced accuracy, and the most classes that may be missed at once. Fires if that holds a class of
 * two rows or more. Silent with predictions that speak for the run, with counts of training rows only, and where the
 * accuracy is no whole number of these rows.
 */
export const accuracyPermitsMissedClass: Rule = {
  id,
  title: 'Accuracy permits a missed class',
  severity: 'information',
  verb: 'may',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy', 'constant-predictor', 'validation-at-chance'],
  check,
  say: message,
  sayRelated: () => '',
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, validationSize } = evidence;
  const counts = evidence.classCounts.validation;
  if (log === undefined || counts === undefined || validationSize?.exact !== true) return undefined;
  if (predictionsSpeakForRun(evidence) || !isSettled(log.run, evidence.finished, limits.rules))
    return undefined;
  const rows = validationSize.value;
  const last = valuesOf(log.run, 'validation', 'accuracy').at(-1);
  if (last === undefined || totalCount(counts) !== rows) return undefined;
  const { reading, epoch } = last;
  const right = Math.round(reading.value * rows);
  if (Math.abs(reading.value * rows - right) > reading.tolerance * rows + rounding) return undefined;
  const errors = rows - right;
  const bounds = accuracyBounds(counts.values(), errors);
  const classes = missableClasses(counts, errors);
  if (bounds === undefined || !classes.some((label) => counts.get(label)! >= 2)) return undefined;
  return {
    rule: id,
    severity: 'information',
    verb: 'may',
    location: placeIn(log, reading),
    evidence: {
      accuracy: reading.value,
      errors,
      rows,
      low: bounds.low,
      high: bounds.high,
      missable: bounds.missable,
      classes: bounds.classes,
      epoch,
      moreClasses: Math.max(0, classes.length - named),
    },
    names: { classes },
    related: [],
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { accuracy, errors, rows, low, high, missable, classes, moreClasses } = evidence;
  const all = names['classes'] ?? [];
  const listed = all.slice(0, named).map((label) => say.label(label));
  const more = moreClasses! > 0 ? ` and ${say.count(moreClasses!)} more` : '';
  const who = `${listed.join(', ')}${more}`;
  const many =
    missable === 1
      ? `${who} may be missed completely`
      : `${say.count(missable!)} of ${say.count(classes!)} classes may be missed completely (${who})`;
  return (
    `Accuracy ${say.rate(accuracy!)} leaves ${say.count(errors!)} of ${say.count(rows!)} rows wrong: ${many}. ` +
    `Balanced accuracy lies between ${say.rate(low!)} and ${say.rate(high!)}; this log cannot tell where. ` +
    `Write the predictions of the validation rows to a file to see the recall of each class.`
  );
}
