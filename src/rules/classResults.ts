import type { PredictionTable } from '../core/predictionTable.ts';
import { effectiveSize } from '../core/effectiveSize.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { wilson } from '../core/intervals.ts';

/** What became of the rows of one class. */
export interface ClassResult {
  readonly index: number;
  readonly label: string;
  /**
   * Rows of the class; under importance weights their effective number (Kish: (Σw)²/Σw²), which need not be whole.
   */
  readonly rows: number;
  /** Rows found, on the scale of `rows`; of what the digits of a report leave possible the most, the least alarming. */
  readonly found: number;
  /** The fewest that may have been found: `found` itself in a table. */
  readonly foundLeast: number;
  readonly recall: number;
  /** Wilson interval of the recall at the evaluation's confidence. */
  readonly low: number;
  readonly high: number;
  /** Share of all rows, by weight. */
  readonly share: number;
  /** Predictions of this class, by weight; the most that a report leaves possible, and Infinity where it does not tell. */
  readonly predicted: number;
  /** The class that takes most of the missed rows, and how many. */
  readonly takenBy?: { readonly label: string; readonly rows: number };
}

/** The classes that have rows, with what follows from them for the whole file. */
export interface ClassResults {
  readonly classes: readonly ClassResult[];
  /** Undefined for a report without it. */
  readonly accuracy: number | undefined;
  /** Mean recall of the classes that have rows. */
  readonly balancedAccuracy: number;
  /** Right rows; undefined where a report leaves several numbers possible. */
  readonly correct: number | undefined;
  readonly rows: number;
  /** True if `rows` and `found` are numbers of rows, so that exact tests have a ground. */
  readonly wholeRows: boolean;
}

/**
 * Counts by class from an evaluation and its table; undefined if fewer than two classes have rows, where no rule about
 * classes has a ground.
 */
export function tableResults(evaluation: Evaluation, table: PredictionTable): ClassResults | undefined {
  const matrix = evaluation.confusionMatrix ?? [];
  const support = matrix.map(sum);
  const total = sum(support);
  const present = support.flatMap((rows, index) => (rows > 0 ? [index] : []));
  if (present.length < 2) return undefined;
  const wholeRows = table.weights?.kind !== 'importance';
  const squares = wholeRows ? undefined : squaredWeights(table, matrix.length);
  const classes = present.map((index): ClassResult => {
    const row = matrix[index]!;
    const recall = row[index]! / support[index]!;
    const rows = effectiveSize(support[index]!, squares?.[index]);
    const [low, high] = wilson(recall * rows, rows, evaluation.confidence);
    const found = squares === undefined ? row[index]! : recall * rows;
    const takenBy = mostMissed(row, index, evaluation.labels);
    return {
      index,
      label: evaluation.labels[index]!,
      rows,
      found,
      foundLeast: found,
      recall,
      low,
      high,
      share: support[index]! / total,
      predicted: sum(matrix.map((cells) => cells[index]!)),
      ...(takenBy === undefined ? {} : { takenBy }),
    };
  });
  const correct = sum(matrix.map((row, index) => row[index]!));
  const balancedAccuracy = sum(classes.map(({ recall }) => recall)) / classes.length;
  return { classes, accuracy: correct / total, balancedAccuracy, correct, rows: total, wholeRows };
}

/**
 * The same from a classification report, with the least alarming of the numbers that its digits leave possible; also
 * undefined for weighted rows, whose number no report holds.
 */
export function reportResults({ perClass, metrics, weighted, rows }: Evaluation): ClassResults | undefined {
  const present = perClass.flatMap((one, index) => (one.support > 0 ? [{ one, index }] : []));
  const balanced = metrics.get('balancedAccuracy');
  if (weighted || present.length < 2 || balanced?.kind !== 'value') return undefined;
  const accuracy = metrics.get('accuracy');
  const classes = present.flatMap(({ one, index }): ClassResult[] => {
    const { label, support, found, predicted } = one;
    const recall = one.metrics.get('recall');
    if (recall?.kind !== 'value' || recall.interval === undefined) return [];
    return [
      {
        index,
        label,
        rows: support,
        found: found.most,
        foundLeast: found.least,
        recall: recall.value,
        low: recall.interval[0],
        high: recall.interval[1],
        share: support / rows,
        predicted: predicted?.most ?? Infinity,
      },
    ];
  });
  return {
    classes,
    accuracy: accuracy?.kind === 'value' ? accuracy.value : undefined,
    balancedAccuracy: balanced.value,
    correct: classes.every(({ found, foundLeast }) => found === foundLeast)
      ? sum(classes.map(({ found }) => found))
      : undefined,
    rows,
    wholeRows: true,
  };
}

/**
 * Variance of Σ coefficient·recall over independent classes. The recall in the binomial variance is shrunk,
 * (found + 1)/(rows + 2), since 0 of 5 has no zero variance.
 */
export function recallSumVariance(
  classes: readonly ClassResult[],
  coefficient: (result: ClassResult) => number,
): number {
  return sum(
    classes.map((result) => {
      const shrunk = (result.found + 1) / (result.rows + 2);
      return (coefficient(result) ** 2 * shrunk * (1 - shrunk)) / (result.rows + 2);
    }),
  );
}

/** Classes by what is sure of them: the lowest upper bound of recall first, so that 0 of 17 goes before 0 of 1. */
export function worstFirst(classes: readonly ClassResult[]): ClassResult[] {
  return [...classes].sort((a, b) => a.high - b.high || a.recall - b.recall || a.index - b.index);
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function squaredWeights(table: PredictionTable, size: number): Float64Array {
  const squares = new Float64Array(size);
  table.weights?.values.forEach((weight, row) => {
    squares[table.actual[row]!]! += weight * weight;
  });
  return squares;
}

function mostMissed(
  row: readonly number[],
  own: number,
  labels: readonly string[],
): { label: string; rows: number } | undefined {
  let most: { label: string; rows: number } | undefined;
  row.forEach((rows, index) => {
    if (index !== own && rows > (most?.rows ?? 0)) most = { label: labels[index]!, rows };
  });
  return most;
}
