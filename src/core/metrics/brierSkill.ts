import { measured, undefinedBecause } from '../measured.ts';
import { lossSkill } from '../referenceLines.ts';
import { presentClasses } from './balancedAccuracy.ts';
import { brierScore } from './brierScore.ts';
import type { OverallMetric } from './metric.ts';
import { everySampleIsOf } from './reasons.ts';

/**
 * What the probabilities save of the Brier score of answering the class shares: 1 − Brier / Brier of the class shares.
 *
 * Equals scikit-learn's `d2_brier_score`: 1 is perfect, 0 is worth no more than the class shares, below 0 less.
 * Undefined with samples of one class only, where the class shares lose nothing.
 */
export const brierSkill: OverallMetric = {
  scope: 'overall',
  id: 'brierSkill',
  title: 'Brier skill',
  definition: 'Share of the Brier score of answering the class shares that the probabilities save',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [-Infinity, 1],
  compute(input) {
    const score = brierScore.compute(input);
    if (score.kind === 'undefined') return score;
    const present = presentClasses(input.matrix);
    const skill =
      present.length < 2 ? undefined : lossSkill(score.value, brierScore.constantBaseline(input) ?? 0);
    return skill === undefined
      ? undefinedBecause(everySampleIsOf(input.table.labels[present[0] ?? 0] ?? ''))
      : measured(skill);
  },
  constantBaseline: ({ matrix }) => (presentClasses(matrix).length >= 2 ? 0 : undefined),
  randomBaseline: () => undefined,
};
