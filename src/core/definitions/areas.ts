import { presentClasses } from '../metrics/balancedAccuracy.ts';
import { macroAveragePrecision } from '../metrics/macroAveragePrecision.ts';
import type { MetricInput } from '../metrics/metric.ts';
import { macroOneVsOneRocAuc, weightedOneVsOneRocAuc } from '../metrics/oneVsOneRocAuc.ts';
import { macroRocAuc, weightedRocAuc } from '../metrics/rocAucMeans.ts';
import { precisionRecallCurve } from '../precisionRecallCurve.ts';
import type { PredictionTable } from '../predictionTable.ts';
import { rankClass } from '../ranking.ts';
import type { Ranking } from '../ranking.ts';
import { binnedRocArea } from './binnedArea.ts';
import type { Definition } from './definition.ts';
import { mean, ofOrder, valueOf } from './definition.ts';
import { usersOf } from './means.ts';

/** Scores that are sorted all together at most: 4 million take about one second. */
export const mostSortedScores = 4_000_000;

/** What is logged as an area under a curve, over all classes. */
export const areas: readonly Definition[] = [
  roc(
    'macroRocAuc',
    'macro ROC AUC, one class against the rest',
    "scikit-learn multi_class='ovr'; torchmetrics",
    (input) => valueOf(macroRocAuc.compute(input)),
  ),
  roc(
    'weightedRocAuc',
    'weighted ROC AUC, one class against the rest',
    "scikit-learn multi_class='ovr', weighted",
    (input) => valueOf(weightedRocAuc.compute(input)),
  ),
  roc(
    'macroOneVsOneRocAuc',
    'ROC AUC over all pairs of classes',
    "scikit-learn multi_class='ovo'; yardstick (Hand and Till); pROC",
    (input) => valueOf(macroOneVsOneRocAuc.compute(input)),
  ),
  roc(
    'weightedOneVsOneRocAuc',
    'ROC AUC over all pairs of classes, by their rows',
    "scikit-learn multi_class='ovo', weighted",
    (input) => valueOf(weightedOneVsOneRocAuc.compute(input)),
  ),
  roc(
    'microRocAuc',
    'micro ROC AUC (all outputs in one ranking)',
    "scikit-learn average='micro'",
    (input) => pooled(input)?.rocAuc,
  ),
  roc('binnedMicroRocAuc', 'micro ROC AUC at 200 thresholds', 'Keras AUC() on softmax outputs', ({ table }) =>
    binnedRocArea(table),
  ),
  area(
    'macroAveragePrecision',
    'macro average precision (step sum)',
    'scikit-learn, torchmetrics, yardstick',
    (input) => valueOf(macroAveragePrecision.compute(input)),
  ),
  area(
    'weightedAveragePrecision',
    'weighted average precision (step sum)',
    'scikit-learn, weighted',
    ({ matrix, ranking }) => {
      const present = presentClasses(matrix);
      const parts = present.map(
        (index) => (ranking(index)?.averagePrecision ?? NaN) * matrix.support[index]!,
      );
      return parts.reduce((sum, part) => sum + part, 0) / matrix.total;
    },
  ),
  area(
    'microAveragePrecision',
    'micro average precision (all outputs in one ranking)',
    "scikit-learn average='micro'",
    (input) => pooled(input)?.averagePrecision,
  ),
  area(
    'macroPrecisionRecallArea',
    'macro area under the precision-recall curve by trapezoids',
    'scikit-learn auc(recall, precision); yardstick pr_auc',
    ({ table, matrix }) => {
      const present = presentClasses(matrix);
      const found = present
        .map((index) => trapezoidArea(table, index))
        .filter((value) => value !== undefined);
      return found.length < present.length ? undefined : mean(found);
    },
  ),
];

/** What is logged as the area of one class. */
export function areasOfOneClass(labels: readonly string[]): readonly Definition[] {
  return labels.flatMap((label, index) => {
    const users = usersOf(index, labels.length);
    return [
      roc(`rocAuc:${label}`, `ROC AUC of class '${label}'`, users, ({ ranking }) => ranking(index)?.rocAuc),
      area(
        `averagePrecision:${label}`,
        `average precision of class '${label}'`,
        users,
        ({ ranking }) => ranking(index)?.averagePrecision,
      ),
      area(
        `precisionRecallArea:${label}`,
        `area under the precision-recall curve of class '${label}' by trapezoids`,
        users,
        ({ table }) => trapezoidArea(table, index),
      ),
    ];
  });
}

function roc(id: string, title: string, usedBy: string, value: Definition['value']): Definition {
  return ofOrder({ id, title, usedBy, kinds: ['rocAuc'], value: withScores(value) });
}

function area(id: string, title: string, usedBy: string, value: Definition['value']): Definition {
  return ofOrder({ id, title, usedBy, kinds: ['prAuc'], value: withScores(value) });
}

function withScores(value: Definition['value']): Definition['value'] {
  return (input) => (input.table.scores === undefined ? undefined : value(input));
}

/** All N·K outputs as one binary ranking; undefined beyond what is sorted at most. */
function pooled({ table }: MetricInput): Ranking | undefined {
  const { scores, actual, labels, weights } = table;
  if (scores === undefined || scores.length > mostSortedScores) return undefined;
  const classes = labels.length;
  const truth = new Int32Array(scores.length);
  for (let row = 0; row < actual.length; row++) truth[row * classes + actual[row]!] = 1;
  const both = new Float64Array(2 * scores.length);
  for (let place = 0; place < scores.length; place++) both[2 * place + 1] = scores[place]!;
  return rankClass(
    {
      ...table,
      labels: ['no', 'yes'],
      actual: truth,
      scores: both,
      ...(weights === undefined
        ? {}
        : {
            weights: {
              ...weights,
              values: truth.length === 0 ? weights.values : repeated(weights.values, classes),
            },
          }),
    },
    1,
  );
}

function repeated(values: Float64Array, times: number): Float64Array {
  return Float64Array.from(
    { length: values.length * times },
    (_, place) => values[Math.floor(place / times)]!,
  );
}

/** From recall 0 with precision 1 on, as scikit-learn's curve begins. */
function trapezoidArea(table: PredictionTable, index: number): number | undefined {
  const curve = precisionRecallCurve(table, index);
  if (curve === undefined) return undefined;
  let [recall, precision, sum] = [0, 1, 0];
  for (let point = 0; point < curve.recall.length; point++) {
    sum += ((curve.recall[point]! - recall) * (curve.precision[point]! + precision)) / 2;
    [recall, precision] = [curve.recall[point]!, curve.precision[point]!];
  }
  return sum;
}
