import type { ClassReports } from '../../core/classReport.ts';
import type { Format, ReadResult } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { reportLines } from './reportLines.ts';

/** What a log is recognised with at least is 0.6: a log that also holds a report stays a log. */
const confidence = 0.5;

/** The text of scikit-learn's `classification_report`, also of imbalanced-learn's, in any surrounding text. */
export const classificationReport: Format<ClassReports> = {
  id: 'classificationReport',
  title: 'Classification report of scikit-learn (text)',
  kind: 'classReport',
  recognise: (head) => {
    const lines = reportLines();
    const splitter = lineSplitter(head.text.length, lines.line);
    splitter.push(head.text);
    if (head.complete) splitter.end();
    return lines.reports().length > 0 ? confidence : 0;
  },
  reader: ({ limits }) => {
    const lines = reportLines(limits.classes);
    const feed = linesOfBytes(limits, lines.line);
    const result = (): ReadResult<ClassReports> => {
      const [first, ...others] = lines.reports();
      const problems = [...lines.problems(), ...overlongProblem(feed, limits)];
      if (first !== undefined)
        return { document: { kind: 'classReport', reports: [first, ...others] }, problems };
      const message = 'Holds no complete classification report: nothing to read.';
      return { problems: [...problems, { kind: 'refused', message }] };
    };
    return lineReader(feed, result);
  },
};
