import type { PredictionRuleLimits } from '../core/limits.ts';
import type { RowsSharedWithTraining } from '../core/runEvidence.ts';
import type { PredictionFile } from './attachPredictions.ts';
import { splitOfName } from './fileNames.ts';
import { folderOf, isOneFolderApart } from './paths.ts';

/** Share of the rows of one id that must have the same label in both files; the others may be corrected labels. */
const sameLabels = 0.99;
/** Share of the numbers between the lowest and the highest that are there where names were counted in one go. */
const countedShare = 0.9;

/**
 * The rows of a prediction file whose ids are also in predictions of training rows beside it, by the names of the files.
 *
 * Ids that are whole numbers are running numbers and tell nothing. Names such as `img_12.png` may be counted anew in each
 * split: so the labels must agree as well, in 99 % of the shared rows and in more of them than chance explains. Where the
 * names hold the label themselves (`cat/12.png`) they agree whichever rows they are of: then the numbers must have gaps, as
 * those of rows drawn from a pool have. Undefined without such rows, without ids, and for files of more than
 * `sharedRowsMost` rows.
 */
export function rowsSharedWithTraining(
  file: PredictionFile,
  files: readonly PredictionFile[],
  limits: PredictionRuleLimits,
): RowsSharedWithTraining | undefined {
  if (splitOfName(file.path) === 'train' || !isReadable(file, limits)) return undefined;
  const folder = folderOf(file.path);
  for (const other of files) {
    const near = folderOf(other.path) === folder || isOneFolderApart(folderOf(other.path), folder);
    if (other === file || !near || splitOfName(other.path) !== 'train' || !isReadable(other, limits))
      continue;
    const shared = sharedRows(file, other, limits);
    if (shared !== undefined) return shared;
  }
  return undefined;
}

function isReadable({ table }: PredictionFile, limits: PredictionRuleLimits): boolean {
  return table.columns.id !== undefined && table.actual.length <= limits.sharedRowsMost;
}

function sharedRows(
  { table }: PredictionFile,
  training: PredictionFile,
  limits: PredictionRuleLimits,
): RowsSharedWithTraining | undefined {
  const labelOf = new Map(
    (training.table.rowIds ?? []).map((id, row) => [id, training.table.labels[training.table.actual[row]!]!]),
  );
  const seen = new Set<string>();
  const lines: number[] = [];
  let same = 0;
  (table.rowIds ?? []).forEach((id, row) => {
    const label = labelOf.get(id);
    if (label === undefined || seen.has(id) || /^\s*[-+\d.]*\s*$/.test(id)) return;
    seen.add(id);
    lines.push(table.rowLines[row]!);
    if (label === table.labels[table.actual[row]!]) same++;
  });
  const [firstLine] = lines;
  if (firstLine === undefined || same < sameLabels * lines.length) return undefined;
  const chance = lines.length * Math.log(chanceOfSameLabel(table, training.table));
  if (!(chance < Math.log(limits.strictAlpha))) return undefined;
  if (isCountedByLabel(table)) return undefined;
  return { file: training.path, rows: lines.length, firstLine };
}

/** True if nearly all ids hold their label and a number, and the numbers of each label leave next to none out. */
function isCountedByLabel({ rowIds, actual, labels }: PredictionFile['table']): boolean {
  const ids = rowIds ?? [];
  const numbers = new Map<string, Set<number>>();
  let named = 0;
  ids.forEach((id, row) => {
    const number = /\d+(?=\D*$)/.exec(id);
    const label = labels[actual[row]!]!;
    if (number === null) return;
    const rest = id.slice(0, number.index) + id.slice(number.index + number[0].length);
    if (!rest.toLowerCase().includes(label.toLowerCase())) return;
    named++;
    const own = numbers.get(rest) ?? new Set();
    numbers.set(rest, own.add(Number(number[0])));
  });
  let [there, between] = [0, 0];
  for (const own of numbers.values()) {
    const values = [...own];
    const highest = values.reduce((a, b) => Math.max(a, b));
    there += own.size;
    between += highest - values.reduce((a, b) => Math.min(a, b)) + 1;
  }
  return named >= sameLabels * ids.length && there >= countedShare * between;
}

/** The chance that two rows drawn from the two files have one label. */
export function chanceOfSameLabel(a: PredictionFile['table'], b: PredictionFile['table']): number {
  const shares = (table: PredictionFile['table']): ReadonlyMap<string, number> => {
    const counts = new Float64Array(table.labels.length);
    for (const label of table.actual) counts[label]! += 1 / table.actual.length;
    return new Map(table.labels.map((label, index) => [label, counts[index]!]));
  };
  const others = shares(b);
  return [...shares(a)].reduce((sum, [label, share]) => sum + share * (others.get(label) ?? 0), 0);
}
