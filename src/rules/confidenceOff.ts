import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { fitTemperature } from '../core/temperature.ts';
import { lossPlace } from './places.ts';
import { holdsProbabilities } from '../core/holdsProbabilities.ts';
import type { Rule, Say } from './rule.ts';
import { areColumnsPermuted } from './scoreColumns.ts';

const id = 'confidence-off';

/**
 * The mean probability of the predicted classes is not the accuracy.
 *
 * With confidence p of the predicted class of each of n rows, z = mean(p − correct) / √(Σ p(1 − p)/n²). Fires if
 * |z| > 2.58 (1 %) and the gap is above 0.03: Warning for a model that is too sure, Information for one that is too
 * modest. Frequency weights count as rows. Silent without scores, with importance weights, and where scores are no
 * probabilities (outside [0, 1], or rows that do not sum to 1 within printing). Never by a threshold on the expected
 * calibration error, which is 0.07 on average for a perfectly calibrated model at 200 rows.
 */
export const confidenceOff: Rule = {
  id,
  title: 'Confidence is not accuracy',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The scores of ${say.count(evidence['rows']!)} rows.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { predictions } = evidence;
  if (predictions === undefined || areColumnsPermuted(predictions.table, limits.rules.predictions)) {
    return undefined;
  }
  const measured = confidenceGap(predictions.table);
  if (measured === undefined) return undefined;
  const { confidence, accuracy, rows, error } = measured;
  const gap = confidence - accuracy;
  const { confidenceErrors, confidenceGap: least } = limits.rules;
  if (!(Math.abs(gap) > least && Math.abs(gap) > confidenceErrors * error)) return undefined;
  const fitted = fitTemperature(predictions.table);
  return {
    rule: id,
    severity: gap > 0 ? 'warning' : 'information',
    verb: 'shows',
    ...lossPlace(evidence, predictions),
    evidence: {
      confidence,
      accuracy,
      rows,
      gap,
      difference: Math.abs(gap),
      errors: error > 0 ? gap / error : 0,
      ...(fitted === undefined
        ? {}
        : {
            temperature: fitted.temperature,
            lossBefore: fitted.before,
            lossAfter: fitted.after,
            zeroRows: fitted.zeroRows,
          }),
    },
    names: {},
    related: lossPlace(evidence, predictions).related,
  };
}

/** Mean confidence and accuracy, with the standard error of their difference if the scores are true probabilities. */
function confidenceGap(
  table: PredictionTable,
): { confidence: number; accuracy: number; rows: number; error: number } | undefined {
  const { scores, actual, predicted, labels, weights } = table;
  if (scores === undefined || weights?.kind === 'importance' || !holdsProbabilities(table)) return undefined;
  const classes = labels.length;
  let rows = 0;
  let confidence = 0;
  let correct = 0;
  let variance = 0;
  const present = new Set<number>();
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    const score = scores[row * classes + predicted[row]!]!;
    rows += weight;
    confidence += weight * score;
    variance += weight * score * (1 - score);
    if (predicted[row] === actual[row]) correct += weight;
    if (weight > 0) present.add(actual[row]!);
  }
  if (!(rows > 0) || present.size < 2) return undefined;
  return { confidence: confidence / rows, accuracy: correct / rows, rows, error: Math.sqrt(variance) / rows };
}

function message({ evidence }: Finding, say: Say): string {
  const { confidence, accuracy, rows, gap, difference } = evidence;
  const what = gap! > 0 ? 'too sure' : 'too modest';
  const meaning =
    gap! > 0
      ? 'The predicted labels may be fine, but a high probability promises more than it holds.'
      : 'The predicted labels are better than their probabilities say.';
  return (
    `The model is ${what}: mean confidence ${say.rate(confidence!)}, accuracy ${say.rate(accuracy!)} ` +
    `(${say.rate(difference!)} apart over ${say.count(rows!)} rows, more than chance explains). ${meaning} ${remedy(evidence, say)}`
  );
}

function remedy({ temperature, lossBefore, lossAfter, zeroRows }: Finding['evidence'], say: Say): string {
  if (temperature === undefined)
    return 'Compare the probabilities with how often they come true before you use them.';
  const gain =
    zeroRows === 0 ? `: log loss ${say.loss(lossBefore!)} becomes ${say.loss(lossAfter!)} on these rows` : '';
  return `Divide the logits by a temperature of ${say.rate(temperature)}${gain}; the predicted labels stay as they are.`;
}
