import type { FileReport } from '../analysis/analysis.ts';
import type { ReadReport } from '../engine/client.ts';
import { arraysBeside } from './arraysBeside.ts';
import { openOptions, type ProjectConfig } from './config.ts';
import type { Work } from './context.ts';
import { openClassNames } from './openClassNames.ts';
import { analysisPath, inFile } from './paths.ts';

/** A file that was opened, and files beside it that hold other parts of its table. */
export interface OpenedPredictions {
  readonly report: ReadReport | undefined;
  readonly beside: readonly string[];
}

/**
 * Opens a file in the engine as what it is, with what lies beside it of the same table. The files that name its classes
 * are opened before it, as an editor has them open.
 */
export async function openPredictions(
  work: Work,
  file: string,
  config: ProjectConfig,
): Promise<OpenedPredictions> {
  const report = await openOne(work, file, config);
  const beside: string[] = [];
  for (const other of report?.format === 'numpyArray' ? await arraysBeside(file) : []) {
    const read = await openOne(work, other, config);
    if (read?.format !== undefined) beside.push(other);
  }
  return { report, beside };
}

/** As what it is, else as predictions, since the person says that it holds some. */
async function openOne(
  { args, engine }: Work,
  file: string,
  config: ProjectConfig,
): Promise<ReadReport | undefined> {
  const path = analysisPath(file);
  await openClassNames(engine, path);
  const open = async (format: { format?: string }): Promise<ReadReport | undefined> =>
    engine.open(path, { kind: 'file', path: file }, { ...openOptions(args, config, path), ...format });
  const report = await open({});
  if (report === undefined || report.format !== undefined) return report;
  // Nothing in it says so, but the person does: then its columns can be named, or asked for.
  await engine.close(path);
  const called = await open({ format: 'predictions' });
  const isDeclared = openOptions(args, config, path).columns !== undefined;
  // What the file is says more than which columns it lacks.
  return refusal(report) !== undefined && refusal(called) !== undefined && !isDeclared ? report : called;
}

/** Why a file cannot be evaluated, in one line with its place; undefined if it can. */
export function whyNot(file: string, report: ReadReport | undefined): string | undefined {
  if (report === undefined) return `${file}: was not read.`;
  if (report.role === 'log') {
    return `${file}: this is a training log, not a prediction file. Use \`imbalance-lens inspect ${file}\`.`;
  }
  if (report.role === 'classCounts') {
    return `${file}: this holds class counts, not predictions. Give it with --class-counts.`;
  }
  const refused = refusal(report);
  if (refused !== undefined && report.question !== undefined) {
    return `${file}: ${refused} ${columnsText(report.question.columns)}`.trimEnd();
  }
  const line = report.problems.find(({ kind }) => kind === 'refused')?.line;
  if (refused !== undefined) {
    return line === undefined ? inFile(file, refused) : `${file}:${line + 1}: ${refused}`;
  }
  if (report.role === undefined) {
    return `${file}: not recognised as a prediction file or a classification report. It needs a row for each sample with the true and the predicted class, or a probability for each class.`;
  }
  return undefined;
}

/** Why a file was not read. */
export function refusal(report: FileReport | undefined): string | undefined {
  return report?.problems.find(({ kind }) => kind === 'refused')?.message;
}

/** Columns named in a complaint. */
const mostColumns = 12;

function columnsText(columns: readonly string[]): string {
  const names = columns.slice(0, mostColumns).map((name) => `"${name}"`);
  const more = columns.length - names.length;
  if (columns.length === 0) return '';
  return `Its columns: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
