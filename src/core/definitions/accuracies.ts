import type { ConfusionMatrix } from '../confusionMatrix.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { adjustedBalancedAccuracy } from '../metrics/adjustedBalancedAccuracy.ts';
import { presentClasses, balancedAccuracy } from '../metrics/balancedAccuracy.ts';
import { macroMean } from '../metrics/means.ts';
import type { MetricInput } from '../metrics/metric.ts';
import { recall } from '../metrics/recall.ts';
import { specificity } from '../metrics/specificity.ts';
import { topKAccuracy } from '../metrics/topKAccuracy.ts';
import type { Definition } from './definition.ts';
import { mean, ofAnswers, ofOrder, ofScores, valueOf } from './definition.ts';

const macroRecall = macroMean('macroRecall', recall);

/** What is logged as accuracy. */
export const accuracies: readonly Definition[] = [
  ofAnswers({
    id: 'accuracy',
    title: 'accuracy (= micro recall, precision and F1 = weighted recall)',
    usedBy: "scikit-learn accuracy_score, Keras, torchmetrics Accuracy(task='multiclass')",
    kinds: ['accuracy', 'recall', 'precision', 'f1'],
    value: (input) => valueOf(accuracy.compute(input)),
  }),
  ofAnswers({
    id: 'balancedAccuracy',
    title: 'balanced accuracy (macro recall of the classes with rows)',
    usedBy: 'scikit-learn balanced_accuracy_score; yardstick recall, macro',
    kinds: ['accuracy', 'recall'],
    value: (input) => valueOf(balancedAccuracy.compute(input)),
  }),
  ofAnswers({
    id: 'macroRecall',
    title: 'macro recall (a class that is only predicted counts 0)',
    usedBy: 'torchmetrics MulticlassAccuracy by default, scikit-learn recall_score, macro',
    kinds: ['accuracy', 'recall'],
    value: (input) => valueOf(macroRecall.compute(input)),
  }),
  ofAnswers({
    id: 'adjustedBalancedAccuracy',
    title: 'adjusted balanced accuracy (0 for guessing)',
    usedBy: 'scikit-learn balanced_accuracy_score, adjusted=True',
    kinds: ['accuracy'],
    value: (input) => valueOf(adjustedBalancedAccuracy.compute(input)),
  }),
  ofAnswers({
    id: 'meanOfRecallAndSpecificity',
    title: 'mean over classes of (recall + specificity) / 2',
    usedBy: 'caret and yardstick balanced accuracy; ROC AUC of the predicted labels',
    kinds: ['accuracy', 'rocAuc'],
    value: ({ matrix }) => meanOfBoth(matrix),
  }),
  ofAnswers({
    id: 'elementwiseAccuracy',
    title: 'accuracy counted per output, answers as one-hot rows',
    usedBy: 'scikit-learn and torchmetrics on one-hot labels',
    kinds: ['accuracy'],
    value: ({ matrix }) =>
      matrix.total > 0 ? 1 - (2 * (1 - matrix.correct / matrix.total)) / matrix.size : undefined,
  }),
  ofScores(
    {
      id: 'elementwiseScoreAccuracy',
      title: 'accuracy counted per output, scores above 0.5 as yes',
      usedBy: "Keras BinaryAccuracy (metrics=['accuracy'] with binary cross-entropy)",
      kinds: ['accuracy'],
      value: (input) => thresholded(input)?.outputs,
    },
    true,
  ),
  ofScores(
    {
      id: 'exactMatch',
      title: 'rows whose outputs are all on the right side of 0.5',
      usedBy: 'scikit-learn accuracy_score on scores > 0.5; torchmetrics MultilabelExactMatch',
      kinds: ['accuracy'],
      value: (input) => thresholded(input)?.rows,
    },
    true,
  ),
  ofScores(
    {
      id: 'thresholdRecall',
      title: 'rows whose true class scores above 0.5',
      usedBy: 'Keras Recall() on softmax outputs',
      kinds: ['recall'],
      value: (input) => thresholded(input)?.found,
    },
    true,
  ),
  ofScores(
    {
      id: 'thresholdPrecision',
      title: 'right ones among all scores above 0.5',
      usedBy: 'Keras Precision() on softmax outputs',
      kinds: ['precision'],
      value: (input) => thresholded(input)?.right,
    },
    true,
  ),
  ofOrder({
    id: 'highestScoreAccuracy',
    title: 'accuracy of the class with the highest score',
    usedBy: 'argmax of the scores, where the file names other answers',
    kinds: ['accuracy'],
    value: highestScoreAccuracy,
  }),
  ...[2, 3, 5].map((k) =>
    ofOrder({
      id: `top${k}Accuracy`,
      title: `top-${k} accuracy`,
      usedBy:
        k === 5 ? 'Keras TopKCategoricalAccuracy by default' : `scikit-learn top_k_accuracy_score, k=${k}`,
      kinds: ['accuracy', 'topK'],
      value: (input) => topK(input, k),
    }),
  ),
];

function meanOfBoth(matrix: ConfusionMatrix): number | undefined {
  const halves = presentClasses(matrix).map((index) => {
    const rate = specificity.classValue(matrix, index);
    return rate === undefined ? undefined : ((recall.classValue(matrix, index) ?? 0) + rate) / 2;
  });
  const known = halves.filter((half) => half !== undefined);
  return known.length < halves.length ? undefined : mean(known);
}

/** What a threshold of 0.5 makes of the scores. */
interface Thresholded {
  /** Share of outputs on the right side. */
  readonly outputs: number;
  /** Share of rows with all outputs on the right side. */
  readonly rows: number;
  /** Share of rows whose true class lies above. */
  readonly found: number;
  /** Share of true classes among the outputs above; undefined without any. */
  readonly right: number | undefined;
}

function thresholded({ table, matrix }: MetricInput): Thresholded | undefined {
  const { scores, actual, labels, weights } = table;
  if (scores === undefined || !(matrix.total > 0)) return undefined;
  const classes = labels.length;
  let [outputs, rows, found, above] = [0, 0, 0, 0];
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    let right = 0;
    for (let index = 0; index < classes; index++) {
      const isAbove = scores[row * classes + index]! > 0.5;
      if (isAbove) above += weight;
      if (isAbove === (actual[row] === index)) right++;
    }
    outputs += weight * right;
    if (right === classes) rows += weight;
    if (scores[row * classes + actual[row]!]! > 0.5) found += weight;
  }
  return {
    outputs: outputs / classes / matrix.total,
    rows: rows / matrix.total,
    found: found / matrix.total,
    right: above > 0 ? found / above : undefined,
  };
}

function highestScoreAccuracy({ table, matrix }: MetricInput): number | undefined {
  const { scores, actual, labels, weights } = table;
  if (scores === undefined || !(matrix.total > 0)) return undefined;
  const classes = labels.length;
  let right = 0;
  for (let row = 0; row < actual.length; row++) {
    let highest = 0;
    for (let index = 1; index < classes; index++) {
      if (scores[row * classes + index]! > scores[row * classes + highest]!) highest = index;
    }
    if (highest === actual[row]) right += weights?.values[row] ?? 1;
  }
  return right / matrix.total;
}

/** 1 where there are no more than `k` classes: every answer holds them all. */
function topK(input: MetricInput, k: number): number | undefined {
  if (input.table.scores === undefined) return undefined;
  return input.table.labels.length <= k ? 1 : valueOf(topKAccuracy(k).compute(input));
}
