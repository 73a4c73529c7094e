import { perClassOfMatrix } from './matrixMetric.ts';

/**
 * Harmonic mean of precision and recall, from counts: 2 TP / (support + predicted).
 *
 * Equals scikit-learn's `f1_score` of the class since 1.3: a class with samples that is never predicted has 0.
 * Undefined without samples and without predictions of the class, where scikit-learn gives 0 with a warning.
 */
export const f1 = perClassOfMatrix({
  id: 'f1',
  title: 'F1',
  definition: 'Harmonic mean of precision and recall of a class',
  better: 'higher',
  range: [0, 1],
  value({ cells, size, support, predicted }, index) {
    const both = support[index]! + predicted[index]!;
    return both > 0 ? (2 * cells[index * size + index]!) / both : undefined;
  },
  reason: (label) => `no samples of class '${label}', and no row is predicted as it`,
});
