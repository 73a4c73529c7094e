/** A number of rows (or a sum of weights) that lies between two values, both possible; equal where it is known. */
export interface CountRange {
  readonly least: number;
  readonly most: number;
}

/** A count that is known. */
export function known(count: number): CountRange {
  return { least: count, most: count };
}

/** True if the count is known. */
export function isKnown({ least, most }: CountRange): boolean {
  return least === most;
}
