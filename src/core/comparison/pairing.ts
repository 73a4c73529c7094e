/** How the rows of two files were paired: plain data. */
export interface Pairing {
  /** `idsInOrder`: ids repeat, but stand in the same order in both files. */
  readonly by: 'ids' | 'idsInOrder' | 'order';
  readonly rows: number;
  /** Whether each file has ids. */
  readonly idsIn: readonly [boolean, boolean];
  /** True if the rows of each class stand together: then that the true labels agree in order proves little. */
  readonly sortedByClass: boolean;
}

/** Why two files cannot be compared row by row, with the counts that say so. Pairs are of the first and second file. */
export type PairingRefusal =
  | { readonly kind: 'refused'; readonly because: 'noRows'; readonly rows: readonly [number, number] }
  | {
      readonly kind: 'refused';
      readonly because: 'otherIds';
      readonly common: number;
      /** Ids that only one of the files has. */
      readonly only: readonly [number, number];
      readonly example: readonly [string | undefined, string | undefined];
    }
  | {
      readonly kind: 'refused';
      /** Ids stand for several rows, and not in the same order in both files. */
      readonly because: 'repeatedIds';
      /** Ids that stand for several rows. */
      readonly repeated: readonly [number, number];
      readonly example: readonly [string | undefined, string | undefined];
    }
  | {
      readonly kind: 'refused';
      readonly because: 'otherCounts';
      readonly rows: readonly [number, number];
      /** Those with the largest differences. */
      readonly classes: readonly { readonly label: string; readonly a: number; readonly b: number }[];
      /** Classes with unequal numbers of rows. */
      readonly differing: number;
    }
  | {
      readonly kind: 'refused';
      /** Rows of the same id, or without ids of the same place, have other true labels. */
      readonly because: 'otherTruth' | 'otherOrder';
      readonly count: number;
      readonly rows: number;
      readonly first: {
        readonly id?: string;
        /** Zero-based. */
        readonly lines: readonly [number, number];
        readonly labels: readonly [string, string];
      };
    }
  | {
      readonly kind: 'refused';
      readonly because: 'otherWeights';
      readonly weighted: readonly [boolean, boolean];
      /** Rows whose weights differ, where both files have weights of one kind. */
      readonly count?: number;
    };
