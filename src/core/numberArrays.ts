/** What an array holds, in the order of its memory, rows first; why not, where it cannot be read. */
export type ArrayContent =
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'texts'; readonly values: readonly string[] }
  /** `unfinished` where the file ends before the array does. */
  | { readonly kind: 'none'; readonly reason: string; readonly unfinished?: true };

/** One array of a NumPy file. */
export interface NamedArray {
  /** Its name in an archive; of a file of its own the name of that file without its ending. */
  readonly name: string;
  readonly shape: readonly number[];
  /** As NumPy calls it: `float32`, `int64`, `str`. */
  readonly type: string;
  readonly content: ArrayContent;
}

/** A file of arrays: truth, predictions and scores may be among them, or lie in files beside it. */
export interface ArrayFile {
  readonly kind: 'arrays';
  /** Never empty, no name twice. */
  readonly arrays: readonly NamedArray[];
}

/** Number of elements. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
