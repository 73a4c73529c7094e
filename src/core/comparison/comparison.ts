import type { Measured } from '../measured.ts';
import type { RightRows } from './mcnemar.ts';
import type { Pairing, PairingRefusal } from './pairing.ts';

/** A test of no difference; `significant` at the error rate of the comparison, over all classes where there are several. */
export type Test =
  | {
      readonly kind: 'test';
      readonly p: number;
      readonly significant: boolean;
      readonly method: 'mcnemar-exact' | 'delong' | 'paired-z';
    }
  | { readonly kind: 'none'; readonly reason: string };

/** One number of both files. The difference is B minus A. */
export interface ComparedMetric {
  /** Of the metric registry. */
  readonly id: string;
  /** The class it is of, for a number of one class. */
  readonly label?: string;
  readonly a: Measured;
  readonly b: Measured;
  readonly difference: Measured;
  readonly test?: Test;
}

/** How many rows it would take to tell the files apart, if they differed at the same rates as here. */
export type RowsNeeded =
  | { readonly kind: 'rows'; readonly rows: number; readonly more: number }
  | { readonly kind: 'undefined'; readonly reason: string };

/** One class: its rows by which of the files finds them. */
export interface ComparedClass {
  readonly label: string;
  readonly support: number;
  /** Rows found, by weight. */
  readonly found: readonly [number, number];
  /** Absent for importance weights. */
  readonly right?: RightRows;
  readonly recall: ComparedMetric;
  /** Area under the ROC curve of the class against the rest; absent without probabilities. */
  readonly rocAuc?: ComparedMetric;
  /** Absent where the files can be told apart on the class, and for a class without rows. */
  readonly rowsNeeded?: RowsNeeded;
}

/** Two files of the same rows: plain data that crosses processes, without the rows. A is the first file. */
export interface Comparison {
  readonly kind: 'compared';
  readonly pairing: Pairing;
  /** Rows by their frequency weights, else the number of rows. */
  readonly rows: number;
  readonly weights: 'none' | 'frequency' | 'importance';
  readonly labels: readonly string[];
  readonly positiveClass?: string;
  readonly confidence: number;
  readonly alpha: number;
  /** Power of the answer to how many rows it would take. */
  readonly power: number;
  /** Absent for importance weights. */
  readonly right?: RightRows;
  /** Rows that get different answers, right or wrong, by weight. */
  readonly answeredOtherwise: number;
  /** The first is accuracy. */
  readonly metrics: readonly ComparedMetric[];
  readonly classes: readonly ComparedClass[];
  /** Absent where accuracy tells the files apart. */
  readonly rowsNeeded?: RowsNeeded;
  /** What is not compared, in one sentence each. */
  readonly leftOut: readonly string[];
}

export type ComparisonResult = Comparison | PairingRefusal;
