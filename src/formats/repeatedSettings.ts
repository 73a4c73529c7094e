import { idRank, normaliseName } from './columnNames.ts';
import { cells } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';

/** Columns that say which of several models made a row. */
const settingNames: ReadonlySet<string> = new Set(
  (
    'model model_name method algorithm classifier estimator variant representation experiment run run_id run_name ' +
    'seed config setting architecture'
  ).split(' '),
);

/**
 * The columns that tell the models of a table apart which holds the same rows once for each: those of R's caret with
 * savePredictions = "all", else those with names that say so, if the ids of the rows come again, or the same list of
 * true classes. Undefined for a table of one model.
 */
export function repeatedSettings(sample: TableSample, actual: number): readonly string[] | undefined {
  const normal = sample.names.map(normaliseName);
  const caret = settingsOfCaret(sample, normal);
  if (caret !== undefined) return caret;
  const settings = [...normal.keys()].filter(
    (column) =>
      column !== actual && settingNames.has(normal[column]!) && new Set(cells(sample, column)).size > 1,
  );
  if (settings.length === 0) return undefined;
  const bySetting = new Map<string, (readonly string[])[]>();
  for (const row of sample.rows) {
    const key = settings.map((column) => row[column]!).join('\n');
    const rows = bySetting.get(key);
    if (rows === undefined) bySetting.set(key, [row]);
    else rows.push(row);
  }
  const [first = [], second = []] = bySetting.values();
  const id = normal.findIndex((name) => idRank(name) > 0 && name !== '' && !settingNames.has(name));
  const isAgain = id < 0 ? isSameStart(first, second, actual) : isSomeIdAgain(first, second, id);
  return isAgain ? settings.map((column) => sample.names[column]!) : undefined;
}

/** Rows of which the true classes do not follow the same order twice by chance. */
const leastRows = 8;

function isSameStart(
  one: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
  actual: number,
): boolean {
  // The last list may be cut by the end of the sample.
  const length = Math.min(one.length, other.length);
  const truth = one.slice(0, length).map((row) => row[actual]!);
  return (
    length >= leastRows &&
    new Set(truth).size > 1 &&
    truth.every((label, row) => label === other[row]![actual]) &&
    !isSorted(truth)
  );
}

/** True if equal labels stand together: then any two lists begin alike. */
function isSorted(labels: readonly string[]): boolean {
  const changes = labels.filter((label, at) => at > 0 && label !== labels[at - 1]).length;
  return changes < new Set(labels).size;
}

function isSomeIdAgain(
  one: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
  id: number,
): boolean {
  const ids = new Set(one.map((row) => row[id]!));
  // An id that comes again under one model is none of a row.
  if (ids.size < one.length) return false;
  const again = other.filter((row) => ids.has(row[id]!)).length;
  return again > other.length / 2;
}

function settingsOfCaret(
  { names, rows }: TableSample,
  normal: readonly string[],
): readonly string[] | undefined {
  const [index, resample] = [normal.indexOf('row_index'), normal.indexOf('resample')];
  const labels = [normal.indexOf('obs'), normal.indexOf('pred')];
  if (index < 0 || resample < 0) return undefined;
  const first = new Map<string, readonly string[]>();
  const differing = new Set<number>();
  for (const row of rows) {
    const key = `${row[index]!}\n${row[resample]!}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, row);
    else row.forEach((cell, column) => cell !== known[column] && differing.add(column));
  }
  // Row names, predictions and probabilities, which are named by class, differ too.
  const classes = new Set(rows.flatMap((row) => labels.map((column) => row[column] ?? '')));
  const settings = names.filter(
    (name, column) =>
      differing.has(column) && normal[column] !== '' && !labels.includes(column) && !classes.has(name),
  );
  return settings.length === 0 ? undefined : settings;
}
