/**
 * What a reader could not read, in one clear line: what, what was done, what to do.
 *
 * `note`: everything was read, but something is worth saying. `skipped`: some rows or lines were left out.
 * `refused`: the file as a whole gives no result.
 */
export interface Problem {
  readonly kind: 'note' | 'skipped' | 'refused';
  readonly message: string;
  /** True for a refusal that is no fault of the file: it is said only where a person names the file. */
  readonly quiet?: true;
  /** Zero-based line, where the problem has one. */
  readonly line?: number;
}
