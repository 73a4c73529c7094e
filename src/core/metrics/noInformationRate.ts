import { largestClassIndex } from '../uninformedAnswers.ts';
import { overallOfMatrix } from './matrixMetric.ts';

/**
 * Share of the largest actual class: the accuracy of always answering it. It reads the truth alone.
 *
 * caret calls it by the same name. Undefined without samples.
 */
export const noInformationRate = overallOfMatrix({
  id: 'noInformationRate',
  title: 'No-information rate',
  definition: 'Accuracy of always answering the largest class',
  better: 'higher',
  range: [0, 1],
  value: ({ support, total }) => (total > 0 ? (support[largestClassIndex(support)] ?? 0) / total : undefined),
  reason: () => 'no samples',
  notResampled: true,
});
