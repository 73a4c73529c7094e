import type { Comparison, ComparedMetric } from '../core/comparison/comparison.ts';
import type { RightRows } from '../core/comparison/mcnemar.ts';
import type { Finding, RelatedPlace } from '../core/finding.ts';
import type { EarlierRun, RunEvidence } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { headerCell } from './places.ts';
import type { Say } from './rule.ts';

/** Rules that say of a file that its answers are not to be gone by, so that no comparison with it is. */
export const unfitRules = ['loss-not-finite', 'rows-misaligned', 'label-map-permuted', 'constant-predictor'];

/** The newest run of a series and the one before it, on the same rows. A is the earlier run, B this one. */
export interface ComparedRuns {
  readonly comparison: Comparison;
  readonly right: RightRows;
  readonly accuracy: ComparedMetric;
  readonly balancedAccuracy: ComparedMetric;
  readonly location: Location;
  readonly related: readonly RelatedPlace[];
  /** `earlier`, for `earlierName`. */
  readonly names: Readonly<Record<'earlier', readonly string[]>>;
}

/**
 * What the rules about two runs read: undefined without an earlier run, if its answers are not to be gone by, if the rows
 * are not the same, and under importance weights, where the tests have no ground.
 */
export function comparedRuns({ earlier, predictions }: RunEvidence): ComparedRuns | undefined {
  if (earlier === undefined || predictions === undefined || earlier.unfit !== undefined) return undefined;
  const { comparison } = earlier;
  if (comparison.kind === 'refused' || comparison.right === undefined) return undefined;
  const metric = (id: string): ComparedMetric | undefined =>
    comparison.metrics.find((one) => one.id === id && one.test?.kind === 'test');
  const [accuracy, balancedAccuracy] = [metric('accuracy'), metric('balancedAccuracy')];
  if (accuracy === undefined || balancedAccuracy === undefined) return undefined;
  const { by, sortedByClass } = comparison.pairing;
  const what = by === 'order' ? (sortedByClass ? 'earlierByClass' : 'earlierByOrder') : 'earlierByIds';
  return {
    comparison,
    right: comparison.right,
    accuracy,
    balancedAccuracy,
    location: headerCell(predictions),
    related: [{ location: earlier.place, what }],
    names: namesOf(earlier),
  };
}

export function namesOf({ names: [earlier] }: EarlierRun): Readonly<Record<'earlier', readonly string[]>> {
  return { earlier: [earlier] };
}

/** The earlier run, quoted. */
export function earlierName({ names }: Finding, say: Say): string {
  return say.label(names['earlier']?.[0] ?? '');
}

/** What the place of the earlier answers says: how the rows were paired. */
export function sayEarlier(what: string, finding: Finding, say: Say): string {
  const answers = `The answers of ${earlierName(finding, say)}`;
  if (what === 'earlierByIds') return `${answers}, row by row by their ids.`;
  const paired = `${answers}, row by row in the order of the file: the true labels stand in the same one`;
  return what === 'earlierByClass'
    ? `${paired}, class after class. Write ids to be sure that the rows are the same.`
    : `${paired}.`;
}

/** True if the metric's test tells the two runs apart. */
export function differs({ test }: ComparedMetric): boolean {
  return test?.kind === 'test' && test.significant;
}

/** B minus A; 0 where it is not defined. */
export function differenceOf({ difference }: ComparedMetric): number {
  return difference.kind === 'value' ? difference.value : 0;
}

/** The values of the earlier run and of this one. */
export function valuesOfBoth({ a, b }: ComparedMetric): readonly [number, number] {
  return [a.kind === 'value' ? a.value : 0, b.kind === 'value' ? b.value : 0];
}
