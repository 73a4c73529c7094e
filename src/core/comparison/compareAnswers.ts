import type { Interval } from '../intervals.ts';
import type { Measured } from '../measured.ts';
import { measured, undefinedBecause } from '../measured.ts';
import { metrics } from '../metrics/all.ts';
import { meanRecall } from '../metrics/balancedAccuracy.ts';
import { f1 } from '../metrics/f1.ts';
import type { Statistic } from '../resampling.ts';
import { cellInfluences, stepsOfCells } from './cellInfluences.ts';
import type { ComparedInput } from './comparedInput.ts';
import type { ComparedMetric, RowsNeeded, Test } from './comparison.ts';
import { influenceInterval, welch } from './influenceInterval.ts';
import type { Sureness } from './influenceInterval.ts';
import { mcnemarExact, rowsOf, rowsToSettle, tangoInterval } from './mcnemar.ts';
import type { RightRows } from './mcnemar.ts';
import { settlingPower } from './settlingPower.ts';

export const noTestOfWeights = 'the rows have importance weights, and the test counts rows';
const sameAnswers = 'both files give every row the same answer';
const tooLong = 'so many classes would take too long';

/** The metrics that are read from the answers: accuracy first, balanced accuracy, F1. */
export function compareAnswers(input: ComparedInput, leftOut: string[]): readonly ComparedMetric[] {
  const { positive, labels } = input;
  const macroF1 = metrics.find(({ id }) => id === 'macroF1');
  const f1Of: Statistic | undefined =
    positive !== undefined
      ? (matrix) => f1.classValue(matrix, positive)
      : macroF1?.scope === 'overall' && macroF1.resampled !== undefined
        ? (matrix) => macroF1.resampled!(matrix, undefined)
        : undefined;
  if (input.weights?.kind === 'importance')
    leftOut.push(`No test says whether the files differ: ${noTestOfWeights}.`);
  return [
    accuracy(input),
    balancedAccuracy(input),
    ...(f1Of === undefined
      ? []
      : [
          {
            id: positive === undefined ? 'macroF1' : 'f1',
            ...(positive === undefined ? {} : { label: labels[positive]! }),
            ...ofMatrices(input, f1Of),
          },
        ]),
  ];
}

/** Exact McNemar, and Tango's interval. */
function accuracy(input: ComparedInput): ComparedMetric {
  const { right } = input;
  if (right === undefined)
    return {
      id: 'accuracy',
      ...ofMatrices(input, ({ correct, total }) => correct / total),
      test: { kind: 'none', reason: noTestOfWeights },
    };
  return { id: 'accuracy', ...ofRight(right, input), test: mcnemarTest(right, input) };
}

function mcnemarTest(right: RightRows, { limits }: ComparedInput): Test {
  const p = mcnemarExact(right);
  return { kind: 'test', p, significant: p <= limits.rules.alpha, method: 'mcnemar-exact' };
}

/** Shares of right rows, and Tango's interval of their difference. */
export function ofRight(
  right: RightRows,
  { limits: { confidence } }: ComparedInput,
): Pick<ComparedMetric, 'a' | 'b' | 'difference'> {
  const n = rowsOf(right);
  return {
    a: measured((right.both + right.onlyA) / n, { n }),
    b: measured((right.both + right.onlyB) / n, { n }),
    difference: measured((right.onlyB - right.onlyA) / n, {
      interval: tangoInterval(right, confidence),
      method: 'tango-score',
      n,
    }),
  };
}

/**
 * The difference of mean recalls, with half a row more on which only A, and half a row more on which only B is right in
 * each class: without them classes on which the files agree would seem to vary not at all.
 */
function balancedAccuracy(input: ComparedInput): ComparedMetric {
  const { rightByClass, matrices, limits } = input;
  const id = 'balancedAccuracy';
  if (rightByClass === undefined)
    return { id, ...ofMatrices(input, meanRecall), test: { kind: 'none', reason: noTestOfWeights } };
  const present = rightByClass.filter((right) => rowsOf(right) > 0);
  const [a, b] = matrices.map((matrix) => meanRecall(matrix) ?? 0) as [number, number];
  const sure = welch(
    b - a,
    present.map((right) => {
      const n = rowsOf(right);
      const [onlyA, onlyB] = [right.onlyA + 0.5, right.onlyB + 0.5];
      const variance = (onlyA + onlyB - (onlyB - onlyA) ** 2 / n) / n / n / present.length ** 2;
      return { variance, rows: n };
    }),
    limits.confidence,
  )!;
  return {
    id,
    a: measured(a, { n: input.rows }),
    b: measured(b, { n: input.rows }),
    difference: measured(b - a, { interval: sure.interval, method: 'paired-z', n: input.rows }),
    test: { kind: 'test', p: sure.p, significant: sure.p <= limits.rules.alpha, method: 'paired-z' },
  };
}

/** A number of both matrices, with the jackknife's interval of the difference. */
export function ofMatrices(
  input: ComparedInput,
  statistic: Statistic,
): Pick<ComparedMetric, 'a' | 'b' | 'difference'> {
  const { matrices } = input;
  const [a, b] = matrices.map((matrix) => {
    const value = statistic(matrix);
    return value === undefined ? undefinedBecause('no samples') : measured(value, { n: input.rows });
  }) as [Measured, Measured];
  if (a.kind === 'undefined' || b.kind === 'undefined')
    return { a, b, difference: a.kind === 'undefined' ? a : b };
  const steps = stepsOfCells(matrices[0]) + stepsOfCells(matrices[1]);
  const isLong = steps > input.limits.resampling.steps;
  const sure = isLong ? undefined : jackknife(input, statistic, b.value - a.value);
  const none = isLong ? tooLong : input.answeredOtherwise === 0 ? sameAnswers : 'no row moves it';
  return { a, b, difference: differenceWith(b.value - a.value, sure, 'paired-jackknife', none, input.rows) };
}

function jackknife(input: ComparedInput, statistic: Statistic, difference: number): Sureness | undefined {
  const { tables, matrices, actual, weights, labels, limits } = input;
  const size = labels.length;
  const [a, b] = matrices.map((matrix, which) => cellInfluences(matrix, statistic, tables[which]!)) as [
    Float64Array,
    Float64Array,
  ];
  const rows = Float64Array.from(actual, (index, row) => {
    const cell = index * size;
    return b[cell + tables[1].predicted[row]!]! - a[cell + tables[0].predicted[row]!]!;
  });
  const influences = { rows, groupOf: (row: number) => actual[row]!, groups: size };
  return influenceInterval(difference, influences, weights, limits.confidence);
}

/** A difference with its interval, or why it has none. */
export function differenceWith(
  value: number,
  sure: { readonly interval: Interval } | undefined,
  method: string,
  noInterval: string,
  n: number,
): Measured {
  return measured(value, sure === undefined ? { noInterval, n } : { interval: sure.interval, method, n });
}

/** How many rows would settle what `test` does not; undefined where it does. */
export function rowsNeeded(
  right: RightRows | undefined,
  test: Test | undefined,
  alpha: number,
): RowsNeeded | undefined {
  if (right === undefined || (test?.kind === 'test' && test.significant)) return undefined;
  const have = rowsOf(right);
  const rows = rowsToSettle(right, alpha, settlingPower);
  if (rows !== undefined) return { kind: 'rows', rows, more: Math.max(1, rows - have) };
  const reason =
    right.onlyA + right.onlyB === 0
      ? 'no row tells the files apart, so there is no difference that more rows could settle'
      : 'as many rows speak for either file, so there is no difference that more rows could settle';
  return { kind: 'undefined', reason };
}
