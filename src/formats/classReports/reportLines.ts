import type { ClassReport } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import { arrayLines } from './arrayLines.ts';
import { caretStatistics } from './caretStatistics.ts';
import { labelledLines } from './labelledLines.ts';
import { joinMatrices, reportOfMatrix } from './matrixReports.ts';
import { isTitle } from './printedMatrix.ts';
import type { MatrixWriter, PrintedMatrix } from './printedMatrix.ts';
import { reportRemarks } from './reportChecks.ts';
import { sklearnLines } from './sklearnLines.ts';
import { wekaLines } from './wekaLines.ts';

/** What printed a report: scikit-learn or imbalanced-learn, Weka, or what prints matrices alone. */
export type ReportWriter = 'sklearn' | 'weka' | MatrixWriter;

/** Gathers the classification results in the lines of a text, whatever printed them. */
export interface ReportLines {
  readonly line: (text: string, line: number) => void;
  /** The reports whose last line was seen, in their order, with the confusion matrices printed beside them. */
  reports(): readonly ClassReport[];
  problems(): readonly Problem[];
  /** What printed the first report; of none what printed the first that could not be read. */
  writer(): ReportWriter | undefined;
}

/** Classes of one report; a caller that reads on behalf of a person gives its own limit. */
const usualClasses = 1_000;

interface Found {
  readonly writer: ReportWriter;
  readonly line: number;
  readonly report?: ClassReport;
  readonly problems: readonly Problem[];
}

/**
 * The reports of scikit-learn with their matrices, the evaluations of Weka, and the confusion matrices that stand alone.
 *
 * With `isNamed` the file's name calls its only array a confusion matrix, where nothing in the file does.
 */
export function reportLines(mostClasses = usualClasses, isNamed = false): ReportLines {
  const sklearn = sklearnLines(mostClasses);
  const weka = wekaLines();
  const arrays = arrayLines();
  const labelled = labelledLines();
  const statistics = caretStatistics();

  const found = (): readonly Found[] => {
    const isOnly = isNamed && arrays.isPure();
    const all = [...arrays.matrices(), ...labelled.matrices()].sort((a, b) => a.line - b.line);
    const { reports, free } = joinMatrices(sklearn.reports(), all);
    const alone = free.filter(({ isTitled, counts }) => (isTitled || isOnly) && counts.length <= mostClasses);
    return [
      ...reports.map((report) => ({ writer: 'sklearn' as const, line: report.line, report, problems: [] })),
      ...weka
        .reports()
        .map((report) => ({ writer: 'weka' as const, line: report.line, report, problems: [] })),
      ...alone.map((matrix) => ofMatrix(matrix, nextLine(matrix, all))),
    ].sort((a, b) => a.line - b.line);
  };

  const ofMatrix = (matrix: PrintedMatrix, next: number): Found => {
    const { writer, line } = matrix;
    if (!statistics.agree(matrix, next)) {
      const message =
        'The statistics below this confusion matrix are not those of its counts: one of the two was changed or cut. Not read.';
      return { writer, line, problems: [{ kind: 'skipped', message, line }] };
    }
    const read = reportOfMatrix(matrix);
    if ('problem' in read) return { writer, line, problems: [read.problem] };
    const accuracy = statistics.accuracyOf(line, next);
    const { accuracy: own, ...rest } = read.report;
    const report =
      own === undefined || accuracy === undefined
        ? read.report
        : { ...rest, accuracy: { ...own, span: accuracy.span } };
    return { writer, line, report, problems: read.problems };
  };

  const reportsOf = (all: readonly Found[]): ClassReport[] => all.flatMap(({ report }) => report ?? []);

  return {
    line: (text, line) => {
      const isTitleLine = isTitle(text);
      sklearn.line(text, line);
      weka.line(text, line);
      arrays.line(text, line, isTitleLine);
      labelled.line(text, line, isTitleLine);
      statistics.line(text, line);
    },
    reports: () => reportsOf(found()),
    problems: () => {
      const all = found();
      return [
        ...sklearn.problems(),
        ...weka.problems(),
        ...arrays.problems(),
        ...labelled.problems(),
        ...all.flatMap(({ problems }) => problems),
        ...reportsOf(all).flatMap(reportRemarks),
      ];
    },
    writer: () => {
      const all = found();
      const first = all.find(({ report }) => report !== undefined) ?? all[0];
      if (first !== undefined) return first.writer;
      if (weka.problems().length > 0) return 'weka';
      return arrays.problems().length > 0 ? 'array' : labelled.problems().length > 0 ? 'table' : undefined;
    },
  };
}

function nextLine({ line }: PrintedMatrix, all: readonly PrintedMatrix[]): number {
  return all.find((other) => other.line > line)?.line ?? Infinity;
}
