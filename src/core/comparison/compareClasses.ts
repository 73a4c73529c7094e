import { holm } from '../holm.ts';
import { measured, undefinedBecause } from '../measured.ts';
import { noSamplesOf } from '../metrics/reasons.ts';
import { noTestOfWeights, ofRight, rowsNeeded } from './compareAnswers.ts';
import type { ComparedClass, ComparedMetric, Test } from './comparison.ts';
import type { ComparedInput } from './comparedInput.ts';
import { welch } from './influenceInterval.ts';
import { mcnemarExact } from './mcnemar.ts';

/**
 * What each file finds of each class: recall with Tango's interval of the difference and McNemar's exact test within
 * the rows of the class, by Holm over all classes with rows; likewise DeLong's tests of `rocAucs`, by class index.
 *
 * Rows needed are those of the class at the error rate that is left for one of all classes.
 */
export function compareClasses(
  input: ComparedInput,
  rocAucs: readonly ComparedMetric[],
): readonly ComparedClass[] {
  const { labels, matrices, rightByClass, limits } = input;
  const { alpha } = limits.rules;
  const [a, b] = matrices;
  const weighted = rightByClass === undefined ? weightedRecalls(input) : [];
  const recalls = labels.map((label, index): ComparedMetric => {
    if (!(a.support[index]! > 0)) return withoutRows(label);
    const right = rightByClass?.[index];
    if (right === undefined) return weighted[index]!;
    return {
      id: 'recall',
      label,
      ...ofRight(right, input),
      test: { kind: 'test', p: mcnemarExact(right), significant: false, method: 'mcnemar-exact' },
    };
  });
  const tested = recalls.filter(({ test }) => test?.kind === 'test').length;
  const areas = withHolm(rocAucs, alpha);
  return withHolm(recalls, alpha).map((recall, index) => {
    const right = rightByClass?.[index];
    const support = a.support[index]!;
    const needed = support > 0 ? rowsNeeded(right, recall.test, alpha / tested) : undefined;
    const cell = index * labels.length + index;
    return {
      label: labels[index]!,
      support,
      found: [a.cells[cell]!, b.cells[cell]!],
      ...(right === undefined ? {} : { right }),
      recall,
      ...(areas[index] === undefined ? {} : { rocAuc: areas[index] }),
      ...(needed === undefined ? {} : { rowsNeeded: needed }),
    };
  });
}

function withoutRows(label: string): ComparedMetric {
  const none = undefinedBecause(noSamplesOf(label));
  return { id: 'recall', label, a: none, b: none, difference: none };
}

/** The metrics with the significance that Holm's procedure leaves their tests. */
function withHolm(compared: readonly ComparedMetric[], alpha: number): ComparedMetric[] {
  const tests = compared.flatMap(({ test }) => (test?.kind === 'test' ? [test] : []));
  const significant = new Map<Test, boolean>();
  holm(
    tests.map(({ p }) => p),
    alpha,
  ).forEach((one, index) => significant.set(tests[index]!, one));
  return compared.map((one) =>
    one.test?.kind === 'test'
      ? { ...one, test: { ...one.test, significant: significant.get(one.test) ?? false } }
      : one,
  );
}

/** Recalls by importance weights, with the variance of the mean of the weighted rows' differences. */
function weightedRecalls({
  labels,
  matrices,
  tables,
  actual,
  weights,
  limits,
}: ComparedInput): ComparedMetric[] {
  const [a, b] = matrices;
  const size = labels.length;
  const recall = (which: 0 | 1, index: number): number =>
    matrices[which].cells[index * size + index]! / a.support[index]!;
  const squares = new Float64Array(size);
  const rows = new Float64Array(size);
  for (let row = 0; row < actual.length; row++) {
    const index = actual[row]!;
    const weight = weights?.values[row] ?? 1;
    if (!(weight > 0)) continue;
    const [inA, inB] = tables.map(({ predicted }) => Number(predicted[row] === index)) as [number, number];
    squares[index]! += (weight * (inB - inA - recall(1, index) + recall(0, index))) ** 2;
    rows[index]!++;
  }
  return labels.map((label, index): ComparedMetric => {
    if (!(b.support[index]! > 0)) return withoutRows(label);
    const n = rows[index]!;
    const [one, other] = [recall(0, index), recall(1, index)];
    const variance = ((squares[index]! / a.support[index]! ** 2) * n) / Math.max(1, n - 1);
    const sure = welch(other - one, [{ variance, rows: n }], limits.confidence);
    return {
      id: 'recall',
      label,
      a: measured(one, { n }),
      b: measured(other, { n }),
      difference: measured(
        other - one,
        sure === undefined
          ? { noInterval: 'no row of the class tells the files apart', n }
          : { interval: sure.interval, method: 'paired-jackknife', n },
      ),
      test: { kind: 'none', reason: noTestOfWeights },
    };
  });
}
