import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import type { PredictionFile } from './attachPredictions.ts';
import { splitOfName } from './fileNames.ts';
import { groupedBy } from './groupedBy.ts';
import { comparePaths, folderOf, nameOf } from './paths.ts';

/** Formats whose rows have lines that an editor can show. */
const linedFormats: ReadonlySet<string> = new Set(['predictionCsv', 'predictionJsonLines', 'predictionJson']);

/** Room for what a text loses of a number, or a float32 of a float64. */
const rounding = 1e-4;

/**
 * The prediction files without those that hold the rows and answers of another file of their folder in another format:
 * a table saved as CSV, Parquet and NumPy arrays is one. The one that tells most stands for them, and a note says so.
 */
export function withoutCopies(files: readonly PredictionFile[]): {
  readonly files: readonly PredictionFile[];
  readonly problems: readonly (Problem & { readonly file: string })[];
} {
  const problems: (Problem & { file: string })[] = [];
  const kept = [...groupedBy(files, ({ path }) => folderOf(path)).values()].flatMap((near) => {
    const own: PredictionFile[] = [];
    for (const file of [...near].sort((a, b) => worth(b) - worth(a) || comparePaths(a.path, b.path))) {
      const at = own.findIndex((other) => isCopy(other, file));
      const original = own[at];
      if (original === undefined) {
        own.push(file);
        continue;
      }
      const copies = [file.path, ...file.parts].map((path) => ({ path, format: file.format }));
      own[at] = { ...original, copies: [...(original.copies ?? []), ...copies] };
      const message = `${nameOf(file.path)} holds the same rows and answers, so both count once.`;
      problems.push({ kind: 'note', message, file: original.path });
    }
    return own;
  });
  return { files: kept.sort((a, b) => comparePaths(a.path, b.path)), problems };
}

/** Scores first, then ids, then lines. */
function worth({ table, format }: PredictionFile): number {
  return (
    (table.scores === undefined ? 0 : 4) +
    (table.rowIds === undefined ? 0 : 2) +
    (linedFormats.has(format) ? 1 : 0)
  );
}

/** True for two files of one folder that hold one table. */
function isCopy(one: PredictionFile, other: PredictionFile): boolean {
  if (one.format === other.format) return false;
  const [split, otherSplit] = [splitOfName(one.path), splitOfName(other.path)];
  if (split !== undefined && otherSplit !== undefined && split !== otherSplit) return false;
  return holdSame(one.table, other.table);
}

function holdSame(a: PredictionTable, b: PredictionTable): boolean {
  return (
    a.actual.length === b.actual.length &&
    a.labels.length === b.labels.length &&
    a.labels.every((label, index) => label === b.labels[index]) &&
    a.weights?.kind === b.weights?.kind &&
    isSame(a.actual, b.actual, 0) &&
    isSame(a.predicted, b.predicted, 0) &&
    (a.scores === undefined || b.scores === undefined || isSame(a.scores, b.scores, rounding))
  );
}

function isSame(a: Int32Array | Float64Array, b: Int32Array | Float64Array, room: number): boolean {
  return a.length === b.length && a.every((value, at) => Math.abs(value - b[at]!) <= room);
}
