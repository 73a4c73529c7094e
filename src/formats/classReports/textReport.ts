import type { ClassReports } from '../../core/classReport.ts';
import type { Format, Head, ReadResult } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { reportLines } from './reportLines.ts';
import type { ReportLines } from './reportLines.ts';

/** What the start of a file holds of classification results; of a JSON object nothing, whatever is written in it. */
export function headReports(head: Head, isNamed = false): ReportLines {
  const lines = reportLines(undefined, isNamed);
  if (/^\s*\{\s*(?:"|\})/.test(head.text)) return lines;
  const splitter = lineSplitter(head.text.length, lines.line);
  splitter.push(head.text);
  if (head.complete) splitter.end();
  return lines;
}

/**
 * A reader of all classification results in a text, whatever printed them: the formats differ in what they are
 * recognised by. Where there are none, the file is refused for the first that could not be read, else with `nothing`.
 */
export function textReportReader(nothing: string, isNamed = false): Format<ClassReports>['reader'] {
  return ({ limits }) => {
    const lines = reportLines(limits.classes, isNamed);
    const feed = linesOfBytes(limits, lines.line);
    const result = (): ReadResult<ClassReports> => {
      const reports = lines.reports();
      const problems = [...lines.problems(), ...overlongProblem(feed, limits)];
      if (reports.length > 0) return { document: { kind: 'classReport', reports }, problems };
      const [fault, ...others] = lines.problems();
      if (fault === undefined) return { problems: [...problems, { kind: 'refused', message: nothing }] };
      return { problems: [{ ...fault, kind: 'refused' }, ...others, ...overlongProblem(feed, limits)] };
    };
    return lineReader(feed, result);
  };
}
