import { roleOf } from '../analysis/analysis.ts';
import type { Analysis, FileReport } from '../analysis/analysis.ts';
import { comparePredictions } from '../analysis/comparePredictions.ts';
import type { AnalysisContext, SourceDocument } from '../analysis/context.ts';
import { formatList } from '../analysis/formatList.ts';
import type { FormatEntry } from '../analysis/formatList.ts';
import { drawnCurve } from '../analysis/drawnCurve.ts';
import { reconcileTable } from '../analysis/reconcileTable.ts';
import type { Reconciliation, ReconcileQuestion } from '../analysis/reconcileTable.ts';
import { outlineOf } from '../analysis/outlineOf.ts';
import type { ComparisonResult } from '../core/comparison/comparison.ts';
import type { Limits } from '../core/limits.ts';
import type { Outline } from '../core/outline.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Document } from '../formats/format.ts';
import type { CurveReply, OpenOptions, RowsQuery, RowsReply } from '../protocol/engine.ts';
import { nameOf } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import { FollowedDocument } from './followedDocument.ts';
import { NamesNear } from './namesNear.ts';
import type { ReadStep } from './followedDocument.ts';
import type { EngineParts } from './parts.ts';
import { thinEpochs } from './thinEpochs.ts';

/** What reading a file came to: `step` says what happened, `problems` what could not be read. */
export interface ReadReport extends FileReport {
  readonly step: ReadStep;
  /** Bytes of the file at this look. */
  readonly size: number;
}

/**
 * The documents that are open, by path, and what is asked of them, which waits for what is being read. It knows no process and no file system, so that it
 * runs in a child process, in a worker and in tests alike.
 */
export interface Session {
  /** Reads a document, in the place of one with the same path; undefined if a later call for the path took over. */
  open(path: string, source: ByteSource, options: OpenOptions): Promise<ReadReport | undefined>;
  /** Reads what was added since; starts again if the file was truncated, replaced or rewritten. */
  append(path: string): Promise<ReadReport | undefined>;
  /** Stops what is being read for the path. */
  cancel(path: string): void;
  close(path: string): void;
  /** The analysis of the open documents, or of those with the given paths. */
  analyse(context: AnalysisContext, paths?: readonly string[]): Promise<Analysis>;
  /** Rows of one cell of the confusion matrix of a prediction file. */
  query(path: string, query: RowsQuery): Promise<RowsReply>;
  /** The precision-recall curve of one class; undefined without scores or without a row of the class. */
  curve(path: string, classIndex: number): Promise<CurveReply | undefined>;
  /** What a file of scalars, of arrays or a Parquet file holds; undefined for any other. */
  outline(path: string): Promise<Outline | undefined>;
  /** The formats that a file can be read as. */
  formats(): readonly FormatEntry[];
  /** Which definitions give the logged numbers on the rows of a prediction file. */
  reconcile(path: string, question: ReconcileQuestion): Promise<Reconciliation>;
  /** Two prediction files of the same rows compared, or why they are not. */
  compare(paths: readonly [string, string], limits: Limits): Promise<ComparisonResult>;
}

/** Bytes of one run's epochs in a reply: 1 MB stalls the host that takes it in for 1 to 4 ms. */
const epochsBudget = 1_000_000;

/** Rows of one reply: more than anyone reads at a time. */
const rowsAtOnce = 1_000;

export function createSession(parts: EngineParts): Session {
  const documents = new Map<string, FollowedDocument>();
  const names = new NamesNear();

  const read = async (path: string, held: FollowedDocument): Promise<ReadReport | undefined> => {
    const step = await held.catchUp();
    if (step === undefined || documents.get(path) !== held) return undefined;
    return { ...reportOf(path, held, true), step, size: held.size };
  };

  const close = (path: string): void => {
    documents.get(path)?.cancel();
    documents.delete(path);
    names.remove(path);
  };

  const tableOf = async (path: string): Promise<PredictionTable> => {
    const held = known(documents, path);
    const isPart = held.format?.kind === 'arrays';
    await Promise.all((isPart ? [...documents.values()] : [held]).map((one) => one.idle()));
    const document = isPart ? joinedTable(parts, { documents, names }, path) : held.result(true).document;
    if (document?.kind !== 'predictions') throw new Error(`${nameOf(path)} holds no predictions.`);
    return document;
  };

  return {
    open: (path, source, options) => {
      close(path);
      const held = new FollowedDocument(path, source, options, parts);
      held.expectNames(names.of(path));
      documents.set(path, held);
      names.add(path, held);
      return read(path, held);
    },
    append: async (path) => read(path, known(documents, path)),
    cancel: (path) => documents.get(path)?.cancel(),
    close,
    analyse: async (context, paths = [...documents.keys()]) => {
      const chosen = [...new Set(paths)].sort().map((path) => [path, known(documents, path)] as const);
      await ready(names, chosen);
      return analyseDocuments(parts, chosen, context, names);
    },
    query: async (path, query) => rowsOf(await tableOf(path), query),
    curve: async (path, classIndex) => {
      const table = await tableOf(path);
      if (table.labels[classIndex] === undefined) throw new Error(`${nameOf(path)} has no such class.`);
      return drawnCurve(table, classIndex);
    },
    outline: async (path) => {
      const held = known(documents, path);
      await held.idle();
      return outlineOf(held.result(true));
    },
    formats: formatList,
    reconcile: async (path, question) => reconcileTable(await tableOf(path), question),
    compare: async (paths, limits) => {
      await ready(
        names,
        paths.map((path) => [path, known(documents, path)]),
      );
      return comparePredictions(await tableOf(paths[0]), await tableOf(paths[1]), limits);
    },
  };
}

/** Settles when the documents are read, each by the class names that the files near it give now. */
async function ready(
  names: NamesNear,
  chosen: readonly (readonly [string, FollowedDocument])[],
): Promise<void> {
  await names.idle();
  for (const [path, held] of chosen) {
    await held.idle();
    if (held.format?.kind === 'predictions') await held.nameClasses(names.of(path));
  }
}

function known(documents: ReadonlyMap<string, FollowedDocument>, path: string): FollowedDocument {
  const held = documents.get(path);
  if (held === undefined) throw new Error(`${nameOf(path)} is not open.`);
  return held;
}

/** What a file of arrays is once the others of its table are joined to it. */
function joinedTable(
  parts: EngineParts,
  { documents, names }: { documents: ReadonlyMap<string, FollowedDocument>; names: NamesNear },
  path: string,
): Document | undefined {
  const arrays = [...documents].filter(([, { format }]) => format?.kind === 'arrays');
  const { read } = readDocuments(arrays, new Set(documents.keys()), names);
  const joined = parts.join(read).find((document) => document.path === path)?.result;
  const refused = joined?.problems.find(({ kind }) => kind === 'refused');
  if (refused !== undefined) throw new Error(`${nameOf(path)}: ${refused.message}`);
  return joined?.document;
}

/** What the files say so far; those that were not recognised apart. */
function readDocuments(
  chosen: readonly (readonly [string, FollowedDocument])[],
  live: ReadonlySet<string>,
  names: NamesNear,
): { readonly read: readonly SourceDocument[]; readonly unread: readonly FileReport[] } {
  const read: SourceDocument[] = [];
  const unread: FileReport[] = [];
  for (const [path, held] of chosen) {
    const { format, result } = held.said(live.has(path));
    const { options } = held;
    if (format === undefined) {
      unread.push({ path, problems: result.problems });
      continue;
    }
    // A table of arrays is made of what was read, so that its classes are named then.
    const classNames = format.kind === 'arrays' ? names.of(path) : undefined;
    const named = classNames === undefined ? options : { classNames, ...options };
    read.push({ path, format: format.id, result, options: named });
  }
  return { read, unread };
}

function analyseDocuments(
  parts: EngineParts,
  chosen: readonly (readonly [string, FollowedDocument])[],
  context: AnalysisContext,
  names: NamesNear,
): Analysis {
  const { read, unread } = readDocuments(chosen, new Set(context.live), names);
  const { runs, files } = parts.analyse(parts.join(read), context);
  return {
    runs: runs.map((run) => thinEpochs(run, epochsBudget)),
    files: [...files, ...unread].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function reportOf(path: string, held: FollowedDocument, live: boolean): FileReport {
  const { format, result } = held.said(live);
  const { problems, question } = result;
  return {
    path,
    ...(format === undefined ? {} : { role: roleOf(format.kind), format: format.id }),
    problems,
    ...(question === undefined ? {} : { question }),
    ...(held.candidates === undefined ? {} : { candidates: held.candidates }),
  };
}

function rowsOf(table: PredictionTable, { actual, predicted, offset, limit }: RowsQuery): RowsReply {
  const classes = table.labels.length;
  const last = offset + Math.min(limit, rowsAtOnce);
  const rows: RowsReply['rows'][number][] = [];
  let total = 0;
  for (let row = 0; row < table.actual.length; row++) {
    if (table.actual[row] !== actual || table.predicted[row] !== predicted) continue;
    if (total >= offset && total < last) {
      const id = table.rowIds?.[row];
      const score = table.scores?.[row * classes + predicted];
      rows.push({
        line: table.rowLines[row]!,
        ...(id === undefined ? {} : { id }),
        ...(score === undefined ? {} : { score }),
      });
    }
    total++;
  }
  return { total, rows };
}
