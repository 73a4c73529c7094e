import type { Head } from '../format.ts';
import { declinedKind } from './declined.ts';
import type { DeclinedKind } from './declined.ts';

function holds(...patterns: readonly RegExp[]): (head: Head) => boolean {
  return ({ text }) => patterns.every((pattern) => pattern.test(text));
}

/** Logs of trainings that look like those of a classifier; the first that fits. */
export const otherLogs: readonly DeclinedKind[] = [
  declinedKind(
    'detectronDetector',
    holds(/"fast_rcnn\/cls_accuracy"/),
    "Is the log of a detector: it holds no accuracy of a classifier. 'fast_rcnn/cls_accuracy' is of proposed regions, most of which are background. Not read.",
  ),
  declinedKind(
    'detector',
    holds(/^\s*\{/, /"(?:loss_(?:rpn_cls|bbox|box_reg)|(?:coco\/)?bbox_mAP)"/),
    'Is the log of a detector: it holds losses and average precisions of boxes, and no accuracy of a classifier. Not read.',
  ),
  declinedKind(
    'linearModels',
    holds(/^-- Epoch \d+\s*$/m, /^Norm: [^,\n]{1,40}, NNZs: [^\n]{0,200}Avg\. loss: /m),
    "Holds what scikit-learn's SGD models print: the losses of a linear model, or of one for each class after the other, and no accuracy. These are no epochs of one classifier. Not read. Print a classification_report of the predictions.",
  ),
  declinedKind(
    'catboostUnnamed',
    holds(/^\d+:\t(?:learn|test): \S+\t.*total: /m),
    'Holds iterations of CatBoost, whose lines do not name their metric: it may be one of a regression. Not read. Read catboost_info/catboost_training.json, which the same training writes, or print eval_metric beside them.',
  ),
  declinedKind(
    'scoreOfUnknownKind',
    holds(/^(?:Validation score: |\[\d+\/\d+\] \d+ trees?, .*score: )/m),
    'Holds iterations of scikit-learn with a score on held-out rows, whose values do not show whether it is the accuracy of a classifier or the R² of a regressor. Not read. Print a classification_report of the predictions.',
  ),
  declinedKind(
    'lossesOfIterations',
    holds(/^(?:Iteration \d+, loss = \S+\s*$| {1,20}Iter {1,20}Train Loss |\[\d+\/\d+\] \d+ trees?, )/m),
    'Holds the losses of iterations of scikit-learn and no accuracy: a classifier and a regressor print the same. Not read. Print a classification_report of the predictions.',
  ),
  declinedKind(
    'spacyOtherPipeline',
    holds(/^E +# +LOSS /m),
    "Is spaCy's table of a training without text categories that exclude each other (textcat): its scores are not those of a classifier with one class a row. Not read.",
  ),
];
