import type { ClassReport } from '../core/classReport.ts';
import { evaluateReport } from '../core/evaluateReport.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { TrainingLog } from '../core/trainingRun.ts';
import { runId } from './attachPredictions.ts';
import type { FormattedFile } from './attachPredictions.ts';
import type { SourceDocument } from './context.ts';

/** One classification report of a file. */
export interface ReportFile {
  /** The run that it is shown as: the path of its file, of a log with `#report`. */
  readonly id: string;
  readonly path: string;
  readonly format: string;
  readonly report: ClassReport;
  readonly evaluation: Evaluation;
  /** Files that say the same of these rows: a report beside the matrix of its rows. */
  readonly copies?: readonly FormattedFile[];
  /** True if no report was printed, and the log's counts of right and wrong rows amount to one. */
  readonly counted?: true;
}

/** The classification reports of a document, in their order. */
export function reportFiles(
  { path, format, result }: SourceDocument,
  confidence: number,
  evaluateTable: (table: PredictionTable) => Evaluation,
): ReportFile[] {
  const { document } = result;
  const file = (report: ClassReport, id: string): ReportFile => {
    return { id, path, format, report, evaluation: evaluateReport(report, confidence, evaluateTable) };
  };
  if (document?.kind === 'classReport') {
    return document.reports.map((report, index) => file(report, runId(path, index)));
  }
  if (document?.kind !== 'log') return [];
  return lastReports(document).map((report, index) =>
    file(report, `${path}#report${index === 0 ? '' : String(index + 1)}`),
  );
}

/** Of each training in a log the reports after its last epoch; where none is, the last one: earlier models trained on. */
function lastReports({ runs, reports = [] }: TrainingLog): readonly ClassReport[] {
  const beginnings = runs.map(({ epochs }) => epochs[0]?.line ?? 0);
  const trainingOf = ({ line }: ClassReport): number =>
    beginnings.filter((begin) => begin <= line).length - 1;
  return [-1, ...runs.keys()].flatMap((training) => {
    const own = reports.filter((report) => trainingOf(report) === training);
    const end = runs[training]?.epochs.at(-1)?.line ?? -1;
    const final = own.filter(({ line }) => line > end);
    return final.length > 0 ? final : own.slice(-1);
  });
}

/** Rows of each class that has any, of a report that lists all classes by their numbers of rows. */
export function supportsOf({ report, evaluation }: ReportFile): ReadonlyMap<string, number> | undefined {
  if (report.accuracy === undefined || evaluation.weighted) return undefined;
  return new Map(report.classes.flatMap(({ label, support }) => (support > 0 ? [[label, support]] : [])));
}
