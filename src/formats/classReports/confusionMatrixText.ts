import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { headReports, textReportReader } from './textReport.ts';

/** As for a report: a log that also holds a matrix stays a log. */
const confidence = 0.5;
/** What nothing in a file calls a confusion matrix is one by the name of the file: without it, 0.45 would be no recognition. */
const confidenceByName = 0.55;
const fileNames = /confusion|conf_?mat/i;

/** A confusion matrix that NumPy, PyTorch, TensorFlow, pandas or a table of anyone's own prints, in any surrounding text. */
export const confusionMatrixText: Format<ClassReports> = {
  id: 'confusionMatrixText',
  title: 'Confusion matrix (text)',
  kind: 'classReport',
  recognise: (head) => {
    const writer = headReports(head).writer();
    if (writer === 'array' || writer === 'table') return confidence;
    if (writer !== undefined || !fileNames.test(head.name)) return 0;
    return headReports(head, true).writer() === 'array' ? confidenceByName : 0;
  },
  reader: textReportReader('Holds no whole confusion matrix: nothing to read.', true),
};
