import type { ConfusionMatrix } from '../confusionMatrix.ts';
import type { MeasuredValue } from '../measured.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { MetricInput, OverallMetric, PerClassMetric } from './metric.ts';

type Described = Pick<OverallMetric, 'id' | 'title' | 'definition' | 'better' | 'range'>;
type More = Omit<MeasuredValue, 'kind' | 'value'>;

/** An overall metric that reads the confusion matrix alone. */
interface OverallOfMatrix extends Described {
  value(matrix: ConfusionMatrix): number | undefined;
  /** Why the value is undefined. */
  reason(input: MetricInput): string;
  /** Interval, size and notes that go with a value. */
  more?(input: MetricInput): More;
  /** True where the interval that `more` gives is the best known, or the value is a fact of these rows that has none. */
  notResampled?: true;
  /** For a metric whose expectation is known but is not its value on the expected matrix. */
  randomBaseline?: OverallMetric['randomBaseline'];
}

/** A metric of one class that reads the confusion matrix alone. */
export interface PerClassOfMatrix extends Described {
  value(matrix: ConfusionMatrix, classIndex: number): number | undefined;
  /** Why the value of the class with this label is undefined. */
  reason(label: string): string;
  more?(input: MetricInput, classIndex: number): More;
}

export interface MatrixClassMetric extends PerClassMetric {
  readonly classValue: PerClassOfMatrix['value'];
}

/**
 * Completes an overall metric of the confusion matrix.
 *
 * Its baselines are its values on the matrices of uninformed answers. That is exact for the random answer as well
 * where the metric is linear in the cells once the sums of rows and columns are fixed.
 */
export function overallOfMatrix(described: OverallOfMatrix): OverallMetric {
  const { value, reason, more, notResampled, ...rest } = described;
  return {
    randomBaseline: (input) => value(input.randomAnswers()),
    ...rest,
    scope: 'overall',
    needs: 'labels',
    problems: ['binary', 'multiclass'],
    ...(notResampled === true ? {} : { resampled: value }),
    compute(input) {
      const result = value(input.matrix);
      return result === undefined ? undefinedBecause(reason(input)) : measured(result, more?.(input));
    },
    constantBaseline: (input) => value(input.constantAnswers()),
  };
}

/** Completes a per-class metric of the confusion matrix; see {@link overallOfMatrix}. */
export function perClassOfMatrix(described: PerClassOfMatrix): MatrixClassMetric {
  const { value, reason, more, ...rest } = described;
  return {
    ...rest,
    scope: 'perClass',
    needs: 'labels',
    problems: ['binary', 'multiclass'],
    classValue: value,
    compute(input, classIndex) {
      const result = value(input.matrix, classIndex);
      if (result === undefined) return undefinedBecause(reason(input.table.labels[classIndex]!));
      return measured(result, more?.(input, classIndex));
    },
    constantBaseline: (input, classIndex) => value(input.constantAnswers(), classIndex),
    randomBaseline: (input, classIndex) => value(input.randomAnswers(), classIndex),
  };
}
