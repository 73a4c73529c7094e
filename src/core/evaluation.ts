import type { Measured } from './measured.ts';

/** One class of an evaluation, its metrics by metric id. */
export interface ClassEvaluation {
  readonly label: string;
  readonly support: number;
  readonly predicted: number;
  readonly metrics: ReadonlyMap<string, Measured>;
}

/** Everything computed from one prediction table: plain data that crosses processes, without the rows. */
export interface Evaluation {
  readonly labels: readonly string[];
  readonly rows: number;
  /** K×K, row = actual, column = predicted; weighted where the table has weights. */
  readonly confusionMatrix: readonly (readonly number[])[];
  readonly metrics: ReadonlyMap<string, Measured>;
  readonly perClass: readonly ClassEvaluation[];
  readonly hasScores: boolean;
  readonly weighted: boolean;
  readonly confidence: number;
  readonly positiveClass?: { readonly label: string; readonly source: 'setting' | 'name' | 'rarer' };
}
