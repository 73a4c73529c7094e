import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { presentClasses } from '../metrics/balancedAccuracy.ts';
import { cohenKappa } from '../metrics/cohenKappa.ts';
import { f1 } from '../metrics/f1.ts';
import { geometricMean } from '../metrics/geometricMean.ts';
import type { MatrixClassMetric } from '../metrics/matrixMetric.ts';
import { matthewsCorrelation } from '../metrics/matthewsCorrelation.ts';
import { macroMean, weightedMean } from '../metrics/means.ts';
import type { OverallMetric } from '../metrics/metric.ts';
import { precision } from '../metrics/precision.ts';
import { recall } from '../metrics/recall.ts';
import { specificity } from '../metrics/specificity.ts';
import { linearWeightedKappa, quadraticWeightedKappa } from '../metrics/weightedKappa.ts';
import type { Definition, QuantityKind } from './definition.ts';
import { mean, ofAnswers, valueOf } from './definition.ts';

const macroPrecision = macroMean('macroPrecision', precision);
const macroRecall = macroMean('macroRecall', recall);

/** What is logged as precision, F1, specificity, geometric mean or agreement, over all classes. */
export const means: readonly Definition[] = [
  ofMetric(
    macroMean('macroF1', f1),
    'f1',
    'macro F1 (mean of the F1 of the classes)',
    'scikit-learn, torchmetrics',
  ),
  ofMatrix(
    'f1OfMeans',
    'f1',
    'F1 of macro precision and macro recall',
    'many scripts; Sokolova and Lapalme (2009)',
    (matrix) => {
      const [p, r] = [
        macroPrecision.resampled?.(matrix, undefined),
        macroRecall.resampled?.(matrix, undefined),
      ];
      return p === undefined || r === undefined || p + r === 0 ? undefined : (2 * p * r) / (p + r);
    },
  ),
  ofMatrix(
    'definedMacroF1',
    'f1',
    'macro F1 without the classes that are never predicted',
    'yardstick 1.4 f_meas',
    (matrix) =>
      // yardstick makes F1 of precision and recall, so that either being undefined leaves the class out.
      meanOfDefined(matrix, f1, (index) => matrix.support[index]! > 0 && matrix.predicted[index]! > 0),
  ),
  ofMatrix(
    'macroF1OfOutputs',
    'f1',
    'macro F1 over all outputs (a class without rows counts 0)',
    "Keras F1Score(average='macro')",
    (matrix) => (matrix.size === 0 ? undefined : sumOf(matrix, f1) / matrix.size),
  ),
  ofMetric(
    weightedMean('weightedF1', f1),
    'f1',
    'weighted F1 (each class by its rows)',
    'scikit-learn, torchmetrics, Keras F1Score',
  ),
  ofMetric(
    macroPrecision,
    'precision',
    'macro precision (a class that is never predicted counts 0)',
    'scikit-learn, torchmetrics',
  ),
  ofMatrix(
    'definedMacroPrecision',
    'precision',
    'macro precision without the classes that are never predicted',
    'yardstick 1.4; scikit-learn, zero_division=nan',
    (matrix) => meanOfDefined(matrix, precision, (index) => matrix.predicted[index]! > 0),
  ),
  ofMetric(
    weightedMean('weightedPrecision', precision),
    'precision',
    'weighted precision (each class by its rows)',
    'scikit-learn, torchmetrics',
  ),
  ofMatrix('macroSpecificity', 'specificity', 'macro specificity', 'torchmetrics, yardstick', (matrix) =>
    meanOfDefined(matrix, specificity, (index) => matrix.support[index]! > 0),
  ),
  ofMetric(
    geometricMean,
    'geometricMean',
    'K-th root of the product of the recalls',
    "imbalanced-learn geometric_mean_score, 'multiclass'",
  ),
  ofMatrix(
    'correctedGeometricMean',
    'geometricMean',
    'the same with a recall of 0 taken as 0.001',
    'imbalanced-learn geometric_mean_score, correction=0.001',
    (matrix) => {
      const recalls = presentClasses(matrix).map((index) => recall.classValue(matrix, index) || 0.001);
      const logarithm = mean(recalls.map(Math.log));
      return logarithm === undefined ? undefined : Math.exp(logarithm);
    },
  ),
  ofMatrix(
    'geometricMeanOfMeans',
    'geometricMean',
    'root of macro recall times macro specificity',
    "imbalanced-learn geometric_mean_score, 'macro'",
    (matrix) => {
      const rates = [recall, specificity].map((of) =>
        meanOfDefined(matrix, of, (index) => matrix.support[index]! > 0),
      );
      return rates.includes(undefined) ? undefined : Math.sqrt(rates[0]! * rates[1]!);
    },
  ),
  ofMatrix(
    'meanGeometricMean',
    'geometricMean',
    'mean over classes of the root of recall times specificity',
    'imbalanced-learn, the mean of average=None',
    (matrix) =>
      mean(
        presentClasses(matrix).map((index) =>
          Math.sqrt((recall.classValue(matrix, index) ?? 0) * (specificity.classValue(matrix, index) ?? 0)),
        ),
      ),
  ),
  ofMetric(matthewsCorrelation, 'agreement', 'Matthews correlation', 'scikit-learn, torchmetrics, yardstick'),
  ofMetric(cohenKappa, 'agreement', "Cohen's kappa", 'scikit-learn, caret, torchmetrics'),
  ofMetric(
    linearWeightedKappa,
    'agreement',
    'linear weighted kappa (in the declared order of the classes)',
    "scikit-learn cohen_kappa_score, weights='linear'",
  ),
  ofMetric(
    quadraticWeightedKappa,
    'agreement',
    'quadratic weighted kappa (in the declared order of the classes)',
    "scikit-learn cohen_kappa_score, weights='quadratic'",
  ),
];

/** What is logged of one class. */
export function ofOneClass(labels: readonly string[]): readonly Definition[] {
  const measures: readonly (readonly [MatrixClassMetric, QuantityKind, string])[] = [
    [recall, 'recall', 'recall'],
    [precision, 'precision', 'precision'],
    [f1, 'f1', 'F1'],
    [specificity, 'specificity', 'specificity'],
  ];
  return measures.flatMap(([metric, kind, word]) =>
    labels.map((label, index) =>
      ofMatrix(
        `${metric.id}:${label}`,
        kind,
        `${word} of class '${label}'`,
        usersOf(index, labels.length),
        (matrix) => metric.classValue(matrix, index),
      ),
    ),
  );
}

/** Of two classes each framework takes one for the positive one. */
export function usersOf(index: number, classes: number): string {
  if (classes !== 2) return 'average=None';
  return index === 0
    ? 'caret, yardstick, MLmetrics: the first level is the event'
    : 'scikit-learn, torchmetrics, Keras: the class of label 1 is positive';
}

function ofMetric(metric: OverallMetric, kind: QuantityKind, title: string, usedBy: string): Definition {
  return ofAnswers({
    id: metric.id,
    title,
    usedBy,
    kinds: [kind],
    value: (input) => valueOf(metric.compute(input)),
  });
}

function ofMatrix(
  id: string,
  kind: QuantityKind,
  title: string,
  usedBy: string,
  value: (matrix: ConfusionMatrix) => number | undefined,
): Definition {
  return ofAnswers({ id, title, usedBy, kinds: [kind], value: ({ matrix }) => value(matrix) });
}

function sumOf(matrix: ConfusionMatrix, of: MatrixClassMetric): number {
  let sum = 0;
  for (let index = 0; index < matrix.size; index++) sum += of.classValue(matrix, index) ?? 0;
  return sum;
}

function meanOfDefined(
  matrix: ConfusionMatrix,
  of: MatrixClassMetric,
  counts: (index: number) => boolean,
): number | undefined {
  const values = Array.from({ length: matrix.size }, (_, index) =>
    counts(index) ? of.classValue(matrix, index) : undefined,
  );
  return mean(values.filter((value) => value !== undefined));
}
