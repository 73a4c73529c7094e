import type { MatrixClassMetric, PerClassOfMatrix } from './matrixMetric.ts';
import { perClassOfMatrix } from './matrixMetric.ts';

/**
 * Harmonic mean of precision and recall in which recall weighs `beta` times as much, from counts:
 * (1 + β²) TP / (β² support + predicted).
 *
 * Equals scikit-learn's `fbeta_score` of the class since 1.3: a class with samples that is never predicted has 0.
 * Undefined without samples and without predictions of the class, where scikit-learn gives 0 with a warning.
 * Source: van Rijsbergen, Information Retrieval (1979), chapter 7.
 */
export function fBeta(
  id: string,
  title: string,
  beta: number,
  definition: string,
  more?: PerClassOfMatrix['more'],
): MatrixClassMetric {
  const square = beta * beta;
  return perClassOfMatrix({
    id,
    title,
    definition,
    better: 'higher',
    range: [0, 1],
    value({ cells, size, support, predicted }, index) {
      const both = square * support[index]! + predicted[index]!;
      return both > 0 ? ((1 + square) * cells[index * size + index]!) / both : undefined;
    },
    reason: (label) => `no samples of class '${label}', and no row is predicted as it`,
    ...(more === undefined ? {} : { more }),
  });
}
