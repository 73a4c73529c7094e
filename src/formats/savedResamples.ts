import { normaliseName } from './columnNames.ts';
import type { TableSample } from './tableSample.ts';

/**
 * The columns of settings with which R's caret repeats each row (savePredictions = "all"): a row of one resample stands
 * there once for each setting. Undefined for any other table.
 */
export function repeatedSettings({ names, rows }: TableSample): readonly string[] | undefined {
  const normal = names.map(normaliseName);
  const [index, resample] = [normal.indexOf('row_index'), normal.indexOf('resample')];
  if (index < 0 || resample < 0) return undefined;
  const first = new Map<string, readonly string[]>();
  const differing = new Set<number>();
  for (const row of rows) {
    const key = `${row[index]!}\n${row[resample]!}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, row);
    else if (first.size < rows.length)
      row.forEach((cell, column) => cell !== known[column] && differing.add(column));
  }
  const others = new Set(['', 'pred', 'obs', 'row_index', 'resample']);
  const settings = names.filter((_, column) => differing.has(column) && !others.has(normal[column]!));
  // Probabilities differ too, so a name among the classes is none.
  const classes = new Set(
    rows.flatMap((row) => [row[normal.indexOf('obs')] ?? '', row[normal.indexOf('pred')] ?? '']),
  );
  const named = settings.filter((name) => !classes.has(name));
  return named.length === 0 ? undefined : named;
}
