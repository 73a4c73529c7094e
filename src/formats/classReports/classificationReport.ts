import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { headReports, textReportReader } from './textReport.ts';

/** What a log is recognised with at least is 0.6: a log that also holds a report stays a log. */
const confidence = 0.5;

/** The text of scikit-learn's `classification_report`, also of imbalanced-learn's, in any surrounding text. */
export const classificationReport: Format<ClassReports> = {
  id: 'classificationReport',
  title: 'Classification report of scikit-learn (text)',
  kind: 'classReport',
  recognise: (head) => (headReports(head).writer() === 'sklearn' ? confidence : 0),
  reader: textReportReader('Holds no complete classification report: nothing to read.'),
};
