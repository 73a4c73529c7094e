import type { ReportedClass } from '../core/classReport.ts';
import type { ClassEvaluation, Evaluation } from '../core/evaluation.ts';
import type { Problem } from '../core/problem.ts';
import type { PredictionFile } from './attachPredictions.ts';
import { byFolder, folderOf, nameOf } from './paths.ts';
import { supportsOf } from './reportFiles.ts';
import type { ReportFile } from './reportFiles.ts';

/** Room for the last bits of a quotient, besides what was printed. */
const rounding = 1e-9;

interface Copy {
  readonly path: string;
  readonly format: string;
}

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
  const ofFiles = originals(reports, files);
  const others = reports.filter((report) => !ofFiles.has(report));
  // A matrix says more than the report of its rows, and is asked first.
  const matrices = others.filter(({ report }) => report.matrixAlone === true);
  const ofMatrices = originals(
    others.filter((report) => !matrices.includes(report)),
    matrices,
  );
  return {
    files: files.map((file) => ({ ...file, ...named('reports', copiesOf(ofFiles, file)) })),
    reports: others
      .filter((report) => !ofMatrices.has(report))
      .map((report) => ({ ...report, ...named('copies', copiesOf(ofMatrices, report)) })),
    problems: [
      ...files.map((file) => [file, ofFiles] as const),
      ...matrices.map((one) => [one, ofMatrices] as const),
    ].flatMap(([original, known]) =>
      copiesOf(known, original).map(({ path }) => ({
        kind: 'note' as const,
        message: `${nameOf(path)} says of these rows what they show, so both count once.`,
        file: original.path,
      })),
    ),
  };
}

type Original = Pick<PredictionFile, 'path' | 'evaluation'> & Partial<Pick<PredictionFile, 'table'>>;

/** Which of several originals each report was made of, where it is one and no other. */
function originals(
  reports: readonly ReportFile[],
  from: readonly Original[],
): ReadonlyMap<ReportFile, Original> {
  const near = byFolder(from);
  return new Map(
    reports.flatMap((report): [ReportFile, Original][] => {
      const fitting = (near.get(folderOf(report.path)) ?? []).filter((one) => says(report, one));
      return fitting.length === 1 ? [[report, fitting[0]!]] : [];
    }),
  );
}

function copiesOf(known: ReadonlyMap<ReportFile, Original>, original: Original): readonly Copy[] {
  const copies = [...known].flatMap(([{ path, format }, of]) =>
    of === original ? [[path, { path, format }] as const] : [],
  );
  return [...new Map(copies).values()];
}

/** A property, left out where its list is empty. */
function named<Name extends string>(
  name: Name,
  list: readonly Copy[],
): { readonly [key in Name]?: readonly Copy[] } {
  return list.length === 0 ? {} : ({ [name]: list } as { readonly [key in Name]?: readonly Copy[] });
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
