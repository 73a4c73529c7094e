import { aucInterval } from '../core/aucInterval.ts';
import type { ClassEvaluation } from '../core/evaluation.ts';
import type { Finding } from '../core/finding.ts';
import type { Interval } from '../core/intervals.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import { precisionRecallCurve } from '../core/precisionRecallCurve.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { rankingPlace } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { areColumnsPermuted } from './scoreColumns.ts';

const id = 'roc-hides-rare-class';

/** Classes that the sentence names besides the first. */
const namedBeside = 2;

/** One rare class with both areas. */
interface Ranked {
  readonly index: number;
  readonly label: string;
  readonly rows: number;
  readonly area: number;
  readonly precision: number;
}

/**
 * The ROC AUC of a rare class is high, and its average precision is low.
 *
 * Of each class below a tenth of the rows: the lower bound of ROC AUC (Hanley and McNeil, inverted) is 0.85 at least and
 * the upper bound of average precision (Wilson, of as many rows as the class has) below 0.5, at a confidence of
 * 1 − 0.05/m for m such classes: with one of them these are the intervals of the evaluation. Both must hold, so no
 * further correction is due. Frequency weights count as rows. Silent without scores, under importance weights, and where
 * the scores stand in the columns of other classes. Source: Saito and Rehmsmeier 2015.
 */
export const rocHidesRareClass: Rule = {
  id,
  title: 'ROC AUC hides a rare class',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: (what, { evidence, names }, say) =>
    what === 'predictions'
      ? `The scores of ${say.count(evidence['allRows']!)} rows.`
      : `The first row whose actual class is ${say.label(names['classes']?.[0] ?? '')}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { predictions } = evidence;
  if (predictions === undefined || predictions.table.weights?.kind === 'importance') return undefined;
  const { table, evaluation } = predictions;
  const { rareShare, rareArea, rarePrecision } = limits.rules.predictions;
  const allRows = evaluation.perClass.reduce((sum, { support }) => sum + support, 0);
  const rare = evaluation.perClass
    .map((one, index) => ranked(one, index))
    .filter((one) => one !== undefined)
    .filter(({ rows }) => rows < rareShare * allRows);
  const confidence = 1 - limits.rules.alpha / rare.length;
  const hidden = rare
    .filter((one) => {
      const { area, precision } = intervals(one, allRows, confidence);
      return area[0] >= rareArea && precision[1] < rarePrecision;
    })
    .sort((a, b) => a.precision - b.precision || a.rows - b.rows || a.index - b.index);
  const [first] = hidden;
  if (first === undefined || areColumnsPermuted(table, limits.rules.predictions)) return undefined;
  const { precision } = intervals(first, allRows, confidence);
  const curve = precisionRecallCurve(table, first.index);
  const half = curve?.recall.findIndex((recall) => recall >= 0.5) ?? -1;
  const numbered = hidden.flatMap(({ area, precision: average, rows }, at): [string, number][] => {
    const suffix = at === 0 ? '' : String(at + 1);
    return [
      [`rocAuc${suffix}`, area],
      [`averagePrecision${suffix}`, average],
      [`rows${suffix}`, rows],
    ];
  });
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    ...rankingPlace(evidence, predictions, first.index),
    evidence: {
      ...Object.fromEntries(numbered),
      confidence,
      averagePrecisionLow: precision[0],
      averagePrecisionHigh: precision[1],
      allRows,
      ...(half < 0 ? {} : { precisionAtHalf: curve!.precision[half]! }),
      moreClasses: Math.max(0, hidden.length - 1 - namedBeside),
    },
    names: { classes: hidden.map(({ label }) => label) },
  };
}

function ranked({ label, support, metrics }: ClassEvaluation, index: number): Ranked | undefined {
  const area = metrics.get('rocAuc');
  const precision = metrics.get('averagePrecision');
  if (area?.kind !== 'value' || precision?.kind !== 'value') return undefined;
  return { index, label, rows: support, area: area.value, precision: precision.value };
}

function intervals(
  { area, precision, rows }: Ranked,
  allRows: number,
  confidence: number,
): { area: Interval; precision: Interval } {
  return {
    area: aucInterval(area, rows, allRows - rows, confidence),
    precision: wilson(precision * rows, rows, confidence),
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { rocAuc, averagePrecision, confidence, rows, allRows, precisionAtHalf, moreClasses } = evidence;
  const [first = '', ...others] = names['classes'] ?? [];
  const named = others.slice(0, namedBeside).map((label, position) => {
    const [area, average] = [`rocAuc${position + 2}`, `averagePrecision${position + 2}`];
    return `${say.label(label)} ${say.rate(evidence[area]!)} and ${say.rate(evidence[average]!)}`;
  });
  const more = moreClasses! > 0 ? ` and ${say.count(moreClasses!)} more` : '';
  const also = named.length === 0 ? '' : ` Also ${named.join(', ')}${more}.`;
  const half =
    precisionAtHalf === undefined
      ? ''
      : `: at the score that finds half of them, ${say.percent(precisionAtHalf)} of the answers are right`;
  return (
    `ROC AUC ${say.rate(rocAuc!)} of ${say.label(first)} hides an average precision of ${say.rate(averagePrecision!)} ` +
    `(${say.percent(confidence!)} ${say.interval(evidence['averagePrecisionLow']!, evidence['averagePrecisionHigh']!)}). ` +
    `${say.label(first)} has ${say.count(rows!)} of ${say.count(allRows!)} rows${half}.${also} ` +
    `Compare models by average precision, and choose the threshold by precision and recall.`
  );
}
