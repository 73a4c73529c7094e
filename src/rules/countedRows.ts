import { totalCount } from '../core/classCounts.ts';
import type { RunEvidence } from '../core/runEvidence.ts';

/** The class counts of the very rows that validation accuracy was measured on. */
export interface CountedRows {
  readonly rows: number;
  /** Classes with rows. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Undefined where the number of rows is not certain, the counts are of other rows, or fewer than two classes have any. */
export function countedRows({ classCounts, validationSize }: RunEvidence): CountedRows | undefined {
  const { validation } = classCounts;
  if (validation === undefined || validationSize?.exact !== true) return undefined;
  const counts = new Map([...validation].filter(([, count]) => count > 0));
  if (counts.size < 2 || totalCount(counts) !== validationSize.value) return undefined;
  return { rows: validationSize.value, counts };
}
