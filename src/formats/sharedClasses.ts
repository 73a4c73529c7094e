import { foldLabel } from './labels.ts';
import { cells } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';

/** True if some value of one column is a value of the other. */
export function shareClasses(sample: TableSample, one: number, other: number): boolean {
  const known = new Set(cells(sample, one).map(foldLabel));
  return cells(sample, other).some((cell) => known.has(foldLabel(cell)));
}

/** True if two columns name the same classes, each in its way: each value of one goes with one of the other. */
export function nameSameClasses(sample: TableSample, one: number, other: number): boolean {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  for (const row of sample.rows) {
    const [own, its] = [row[one]!, row[other]!];
    if ((there.get(own) ?? its) !== its || (back.get(its) ?? own) !== own) return false;
    there.set(own, its);
    back.set(its, own);
  }
  return there.size > 1;
}
