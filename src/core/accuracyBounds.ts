/** What an accuracy leaves open about classes of known sizes. */
export interface AccuracyBounds {
  /** Lowest and highest balanced accuracy (mean recall) that the errors allow. */
  readonly low: number;
  readonly high: number;
  /** Most classes that may be missed completely. */
  readonly missable: number;
  /** Classes that have rows. */
  readonly classes: number;
}

/**
 * The exact bounds on balanced accuracy of so many errors among classes of these row counts: errors put on the smallest
 * classes first cost most recall, on the largest first least. Undefined for fewer than two classes with rows, or for
 * errors that are no whole number between 0 and the rows.
 */
export function accuracyBounds(counts: Iterable<number>, errors: number): AccuracyBounds | undefined {
  const sizes = [...counts].filter((rows) => rows > 0).sort((a, b) => a - b);
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length < 2 || !Number.isInteger(errors) || errors < 0 || errors > rows) return undefined;
  const lost = (ordered: readonly number[]): number => {
    let left = errors;
    let recall = 0;
    for (const size of ordered) {
      const here = Math.min(left, size);
      recall += here / size;
      left -= here;
    }
    return recall / ordered.length;
  };
  let missable = 0;
  let left = errors;
  for (const size of sizes) {
    left -= size;
    if (left < 0) break;
    missable++;
  }
  return { low: 1 - lost(sizes), high: 1 - lost([...sizes].reverse()), missable, classes: sizes.length };
}

/**
 * The classes that `errors` wrong rows can miss completely at once: the smallest first, as many as fit. Where classes
 * of equal size compete for the last place, the first of them; others could be missed in its stead.
 */
export function missableClasses(counts: ReadonlyMap<string, number>, errors: number): string[] {
  const sizes = [...counts].filter(([, rows]) => rows > 0).sort(([, a], [, b]) => a - b);
  const labels: string[] = [];
  let left = errors;
  for (const [label, rows] of sizes) {
    left -= rows;
    if (left < 0) break;
    labels.push(label);
  }
  return labels;
}
