import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { headReports, textReportReader } from './textReport.ts';

const confidence = 0.5;

/** What Weka prints of a classifier: of each training the last evaluation, which is of rows that were not trained on. */
export const wekaEvaluation: Format<ClassReports> = {
  id: 'wekaEvaluation',
  title: 'Evaluation of Weka (text)',
  kind: 'classReport',
  recognise: (head) => {
    const writer = headReports(head).writer();
    if (writer === 'weka') return confidence;
    // The matrix of a large model stands far below its text.
    const begins = writer === undefined && !head.complete;
    return begins && /^Correctly Classified Instances {2,}\d/m.test(head.text) ? confidence : 0;
  },
  reader: textReportReader('Holds no evaluation of Weka with its confusion matrix: nothing to read.'),
};
