/** Why the scores of a file are no probabilities; a table then has no `scores`. */
export interface ScoreFault {
  /** `range`: values outside [0, 1]. `sum`: rows that do not sum to 1 within printing. */
  readonly kind: 'range' | 'sum';
  /** The least and the most of all values, or of the sums of all rows. */
  readonly lowest: number;
  readonly highest: number;
  /** Rows that are so, and the zero-based line of the first. */
  readonly rows: number;
  readonly firstLine: number;
}
