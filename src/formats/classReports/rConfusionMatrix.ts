import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { headReports, textReportReader } from './textReport.ts';

const confidence = 0.5;

/** What R prints of a confusion matrix: caret's `confusionMatrix`, randomForest, ranger, a table with named axes. */
export const rConfusionMatrix: Format<ClassReports> = {
  id: 'rConfusionMatrix',
  title: 'Confusion matrix of R (caret, randomForest, table)',
  kind: 'classReport',
  recognise: (head) => (headReports(head).writer() === 'r' ? confidence : 0),
  reader: textReportReader('Holds no whole confusion matrix: nothing to read.'),
};
