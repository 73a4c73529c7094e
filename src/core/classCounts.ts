/** Rows of each class by split, as a counts file, a log, class folders or a setting give them. Labels as written. */
export interface ClassCounts {
  readonly kind: 'classCounts';
  readonly train?: ReadonlyMap<string, number>;
  readonly validation?: ReadonlyMap<string, number>;
  readonly test?: ReadonlyMap<string, number>;
  /** Counts of the rows of all splits together. */
  readonly all?: ReadonlyMap<string, number>;
  /** Counts that name no split. */
  readonly unsplit?: ReadonlyMap<string, number>;
  /** Class names by index, where the source gives these rather than counts (`class_indices.json`, `labels.txt`). */
  readonly names?: readonly string[];
}

/** The sum of the counts. */
export function totalCount(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

/** The class with most rows (first of equals), or undefined for an empty map. */
export function largestClass(
  counts: ReadonlyMap<string, number>,
): { label: string; count: number } | undefined {
  let largest: { label: string; count: number } | undefined;
  for (const [label, count] of counts) {
    if (largest === undefined || count > largest.count) largest = { label, count };
  }
  return largest;
}
