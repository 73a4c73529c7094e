import { measured, undefinedBecause } from '../measured.ts';
import type { MetricInput, PerClassMetric } from './metric.ts';
import { everySampleIsOf, noSamplesOf } from './reasons.ts';

/**
 * Area under the precision-recall-gain curve of one class against the rest.
 *
 * Precision and recall are put on the scale on which always answering the class has 0 precision gain and a perfect
 * ranking 1, so that areas compare across prevalences, which average precision does not; the area counts from a recall
 * gain of 0 and may be negative. Equals `calc_auprg` of the authors' prg package. Undefined without samples of the
 * class or of any other. Source: Flach and Kull, Precision-Recall-Gain Curves: PR Analysis Done Right (NIPS 2015).
 */
export const precisionRecallGain: PerClassMetric = {
  scope: 'perClass',
  id: 'precisionRecallGain',
  title: 'Precision-recall-gain area',
  definition:
    'Area under the precision-recall-gain curve of a class against the rest: 0 for always answering it',
  needs: 'scores',
  problems: ['binary', 'multiclass'],
  better: 'higher',
  range: [-Infinity, 1],
  compute({ ranking, matrix, table }, index) {
    const value = ranking(index)?.precisionRecallGain;
    if (value !== undefined) return measured(value);
    const label = table.labels[index]!;
    return undefinedBecause(matrix.support[index]! > 0 ? everySampleIsOf(label) : noSamplesOf(label));
  },
  constantBaseline: zeroWhereDefined,
  randomBaseline: () => undefined,
};

function zeroWhereDefined({ matrix }: MetricInput, index: number): number | undefined {
  const positives = matrix.support[index]!;
  return positives > 0 && positives < matrix.total ? 0 : undefined;
}
