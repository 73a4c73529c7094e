import { undefinedBecause, measured } from '../measured.ts';
import { everySampleIsOf, noSamplesOf } from '../metrics/reasons.ts';
import { differenceWith, noTestOfWeights } from './compareAnswers.ts';
import type { ComparedInput } from './comparedInput.ts';
import type { ComparedMetric, Test } from './comparison.ts';
import { influenceInterval } from './influenceInterval.ts';
import type { RankingComponents } from './rankingComponents.ts';
import { rankingComponents } from './rankingComponents.ts';

/** Rankings of both files: overall ones, and the area under the ROC curve by class index. */
export interface ComparedRankings {
  readonly overall: readonly ComparedMetric[];
  readonly byClass: readonly ComparedMetric[];
}

const nothing: ComparedRankings = { overall: [], byClass: [] };
const sameOrder = 'both files rank the rows of each class against the others alike';

/**
 * Area under the ROC curve and average precision: of the positive class of two, else the means over the classes that
 * have rows, and the area of each class, with DeLong's test.
 *
 * None without probabilities in both files, and where the sorts would take too long; `leftOut` then says why.
 */
export function compareRankings(input: ComparedInput, leftOut: string[]): ComparedRankings {
  const [a, b] = input.tables;
  if (a.scores === undefined || b.scores === undefined) {
    const which =
      a.scores === undefined ? (b.scores === undefined ? 'Neither file has' : 'A has no') : 'B has no';
    leftOut.push(
      `${which} probabilities: average precision, ROC AUC and log loss need a probability for each class in both files.`,
    );
    return nothing;
  }
  if (2 * a.scores.length > input.limits.resampling.steps) {
    leftOut.push('Average precision and ROC AUC are left out: sorting so many scores would take too long.');
    return nothing;
  }
  const sums = emptySums(input);
  let precisionOfPositive: ComparedMetric | undefined;
  const byClass = input.labels.map((label, index): ComparedMetric => {
    const one = rankingComponents(a, index);
    const other = rankingComponents(b, index);
    if (one === undefined || other === undefined) {
      const support = input.matrices[0].support[index]!;
      const reason = undefinedBecause(
        !(support > 0)
          ? noSamplesOf(label)
          : support === input.matrices[0].total
            ? everySampleIsOf(label)
            : 'a score is no number',
      );
      if (support > 0) sums.undefined.push(label);
      return { id: 'rocAuc', label, a: reason, b: reason, difference: reason };
    }
    addTo(sums, one, other);
    if (index === input.positive) precisionOfPositive = precisionOf(input, index, one, other);
    return { id: 'rocAuc', label, ...areaOf(input, index, one, other) };
  });
  if (input.positive === undefined) return { overall: means(input, sums), byClass };
  return {
    overall: [...(precisionOfPositive === undefined ? [] : [precisionOfPositive]), byClass[input.positive]!],
    byClass,
  };
}

/** Sums over the classes with rows: values of both files, and what each row moves the differences by. */
interface Sums {
  readonly areas: [number, number];
  readonly precisions: [number, number];
  readonly areaInfluence: Float64Array;
  readonly precisionInfluence: Float64Array;
  readonly undefined: string[];
  classes: number;
}

function emptySums({ actual }: ComparedInput): Sums {
  return {
    areas: [0, 0],
    precisions: [0, 0],
    areaInfluence: new Float64Array(actual.length),
    precisionInfluence: new Float64Array(actual.length),
    undefined: [],
    classes: 0,
  };
}

function addTo(sums: Sums, a: RankingComponents, b: RankingComponents): void {
  [a, b].forEach(({ rocAuc, averagePrecision }, which) => {
    sums.areas[which]! += rocAuc;
    sums.precisions[which]! += averagePrecision;
  });
  for (let row = 0; row < a.areaInfluence.length; row++) {
    sums.areaInfluence[row]! += b.areaInfluence[row]! - a.areaInfluence[row]!;
    sums.precisionInfluence[row]! += b.precisionInfluence[row]! - a.precisionInfluence[row]!;
  }
  sums.classes++;
}

/** DeLong's test of one class; its two groups are the rows of the class and all others. */
function areaOf(
  input: ComparedInput,
  index: number,
  a: RankingComponents,
  b: RankingComponents,
): Pick<ComparedMetric, 'a' | 'b' | 'difference' | 'test'> {
  const rows = a.areaInfluence.map((influence, row) => b.areaInfluence[row]! - influence);
  const groupOf = (row: number): number => Number(input.actual[row] === index);
  const sure = influenceInterval(
    b.rocAuc - a.rocAuc,
    { rows, groupOf, groups: 2 },
    input.weights,
    input.limits.confidence,
  );
  return {
    a: measured(a.rocAuc, { n: input.rows }),
    b: measured(b.rocAuc, { n: input.rows }),
    difference: differenceWith(b.rocAuc - a.rocAuc, sure, 'delong', sameOrder, input.rows),
    test: areaTest(input, sure?.p),
  };
}

function precisionOf(
  input: ComparedInput,
  index: number,
  a: RankingComponents,
  b: RankingComponents,
): ComparedMetric {
  const rows = a.precisionInfluence.map((influence, row) => b.precisionInfluence[row]! - influence);
  const groupOf = (row: number): number => Number(input.actual[row] === index);
  const difference = b.averagePrecision - a.averagePrecision;
  const sure = influenceInterval(
    difference,
    { rows, groupOf, groups: 2 },
    input.weights,
    input.limits.confidence,
  );
  return {
    id: 'averagePrecision',
    label: input.labels[index]!,
    a: measured(a.averagePrecision, { n: input.rows }),
    b: measured(b.averagePrecision, { n: input.rows }),
    difference: differenceWith(difference, sure, 'paired-jackknife', sameOrder, input.rows),
  };
}

function areaTest({ weights, limits }: ComparedInput, p: number | undefined): Test {
  if (weights?.kind === 'importance') return { kind: 'none', reason: noTestOfWeights };
  if (p === undefined) return { kind: 'none', reason: `${sameOrder}: DeLong's variance is 0` };
  return { kind: 'test', p, significant: p <= limits.rules.alpha, method: 'delong' };
}

function means(input: ComparedInput, sums: Sums): ComparedMetric[] {
  const { classes } = sums;
  const mean = (id: string, [a, b]: readonly [number, number], influence: Float64Array): ComparedMetric => {
    if (sums.undefined.length > 0 || classes === 0) {
      const reason = undefinedBecause(`it is undefined for class '${sums.undefined[0] ?? input.labels[0]!}'`);
      return { id, a: reason, b: reason, difference: reason };
    }
    const influences = {
      rows: influence.map((value) => value / classes),
      groupOf: (row: number) => input.actual[row]!,
      groups: input.labels.length,
    };
    const difference = (b - a) / classes;
    const sure = influenceInterval(difference, influences, input.weights, input.limits.confidence);
    return {
      id,
      a: measured(a / classes, { n: input.rows }),
      b: measured(b / classes, { n: input.rows }),
      difference: differenceWith(difference, sure, 'paired-jackknife', sameOrder, input.rows),
    };
  };
  return [
    mean('macroAveragePrecision', sums.precisions, sums.precisionInfluence),
    mean('macroRocAuc', sums.areas, sums.areaInfluence),
  ];
}
