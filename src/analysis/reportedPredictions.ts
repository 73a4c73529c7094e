import type { ReportedClass } from '../core/classReport.ts';
import type { ClassEvaluation, Evaluation } from '../core/evaluation.ts';
import type { Problem } from '../core/problem.ts';
import type { FormattedFile, PredictionFile } from './attachPredictions.ts';
import { groupedBy } from './groupedBy.ts';
import { folderOf, nameOf } from './paths.ts';
import { supportsOf } from './reportFiles.ts';
import type { ReportFile } from './reportFiles.ts';

/** Room for the last bits of a quotient, besides what was printed. */
const rounding = 1e-9;

/** Predictions with the reports that say the same of them, and the reports that stand for themselves. */
export interface Reported {
  readonly files: readonly PredictionFile[];
  readonly reports: readonly ReportFile[];
  readonly problems: readonly (Problem & { readonly file: string })[];
}

/**
 * Takes reports and confusion matrices for what they are beside the predictions that they were made of, and a report
 * beside a matrix: the same numbers of rows by class, and every printed value that of the rows, of one file of the folder
 * and no other. They add nothing then, and would say everything twice.
 */
export function withReports(files: readonly PredictionFile[], reports: readonly ReportFile[]): Reported {
  const ofFiles = covered(reports, files);
  const others = reports.filter((report) => !ofFiles.reports.has(report));
  // A matrix says more than the report of its rows.
  const isMatrix = ({ report }: ReportFile): boolean => report.matrixAlone === true;
  const ofMatrices = covered(
    others.filter((report) => !isMatrix(report)),
    others.filter(isMatrix),
  );
  return {
    files: files.map((file) => {
      const own = ofFiles.copies.get(file);
      return own === undefined ? file : { ...file, reports: [...own.values()] };
    }),
    reports: others.flatMap((report) => {
      const own = ofMatrices.copies.get(report);
      if (ofMatrices.reports.has(report)) return [];
      return [own === undefined ? report : { ...report, copies: [...own.values()] }];
    }),
    problems: [...ofFiles.copies, ...ofMatrices.copies].flatMap(([{ path: file }, own]) =>
      [...own.keys()].map((path) => {
        const message = `${nameOf(path)} says of these rows what they show, so both count once.`;
        return { kind: 'note' as const, message, file };
      }),
    ),
  };
}

type Original = Pick<PredictionFile, 'path' | 'evaluation'> & Partial<Pick<PredictionFile, 'table'>>;

/** The reports that were made of one of several originals and no other, and their files by original, each once. */
interface Covered {
  readonly reports: ReadonlySet<ReportFile>;
  readonly copies: ReadonlyMap<Original, ReadonlyMap<string, FormattedFile>>;
}

function covered(reports: readonly ReportFile[], from: readonly Original[]): Covered {
  const near = groupedBy(from, ({ path }) => folderOf(path));
  const found = new Set<ReportFile>();
  const copies = new Map<Original, Map<string, FormattedFile>>();
  for (const report of reports) {
    const { path, format } = report;
    const [original, ...others] = (near.get(folderOf(path)) ?? []).filter((one) => says(report, one));
    if (original === undefined || others.length > 0) continue;
    found.add(report);
    const own = copies.get(original) ?? new Map<string, FormattedFile>();
    copies.set(original, own.set(path, { path, format }));
  }
  return { reports: found, copies };
}

/** True if a report is of the rows of a prediction file or a matrix, by all that it prints. */
function says(file: ReportFile, { path, evaluation, table }: Original): boolean {
  const supports = supportsOf(file);
  const { report } = file;
  if (file.path === path || supports === undefined || table?.weights !== undefined) return false;
  const rows = evaluation.perClass.filter(({ support }) => support > 0);
  if (rows.length !== supports.size || rows.some(({ label, support }) => supports.get(label) !== support))
    return false;
  const accuracy = valueOf(evaluation, 'accuracy');
  if (accuracy === undefined || !isPrinted(report.accuracy, accuracy)) return false;
  const matrix = file.evaluation.confusionMatrix;
  if (report.cells !== undefined && matrix !== undefined)
    return isSameMatrix(file.evaluation, matrix, evaluation);
  return report.classes.every((one) => {
    const measured = evaluation.perClass.find(({ label }) => label === one.label);
    return measured !== undefined && isSameClass(one, measured);
  });
}

function isSameMatrix(
  { labels }: Evaluation,
  matrix: readonly (readonly number[])[],
  { labels: others, confusionMatrix }: Evaluation,
): boolean {
  const place = labels.map((label) => others.indexOf(label));
  return (
    confusionMatrix !== undefined &&
    labels.length === others.length &&
    !place.includes(-1) &&
    matrix.every((cells, actual) =>
      cells.every((count, answer) => confusionMatrix[place[actual]!]![place[answer]!] === count),
    )
  );
}

function isSameClass(one: ReportedClass, { metrics }: ClassEvaluation): boolean {
  return (['recall', 'precision', 'f1'] as const).every((name) => {
    const printed = one[name];
    const measured = metrics.get(name);
    // What is not defined is printed as 0, or not at all.
    if (measured?.kind !== 'value') return printed === undefined || printed.value === 0;
    return printed === undefined || isPrinted(printed, measured.value);
  });
}

function isPrinted(printed: ReportFile['report']['accuracy'], value: number): boolean {
  return printed !== undefined && Math.abs(printed.value - value) <= printed.tolerance + rounding;
}

function valueOf({ metrics }: Evaluation, id: string): number | undefined {
  const measured = metrics.get(id);
  return measured?.kind === 'value' ? measured.value : undefined;
}
