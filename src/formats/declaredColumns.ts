import { normaliseName } from './columnNames.ts';
import type { ColumnMapping } from './format.ts';
import type { TableSample } from './tableSample.ts';

/** How a person says which column is meant, on the command line and in a project. */
export function howToDeclare(key: keyof ColumnMapping, name = 'NAME'): string {
  const asked = key === 'weight' || key === 'id' ? '' : 'Map Columns..., ';
  return `(${asked}--columns ${key}=${name}, or "columns" in .imbalance-lens.json)`;
}

/** The column of this name: exactly, else as aliases are compared. */
export function columnNamed(sample: Pick<TableSample, 'names'>, name: string): number | undefined {
  const exact = sample.names.indexOf(name);
  if (exact >= 0) return exact;
  const wanted = normaliseName(name);
  const close = sample.names.findIndex((own) => normaliseName(own) === wanted);
  return close >= 0 && wanted !== '' ? close : undefined;
}
