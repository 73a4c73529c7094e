import type { Problem } from '../../core/problem.ts';
import type { Epoch, TrainingRun } from '../../core/trainingRun.ts';
import { isClassificationMetric } from '../metricNames.ts';
import { decisiveLine } from './decisiveLine.ts';
import type { TextValue } from './textValue.ts';
import { textScale } from './textScale.ts';

/** One epoch of a text log with the values that are its own. */
export interface ValuedEpoch {
  readonly epoch: number;
  readonly values: readonly TextValue[];
}

export interface ValuedRun {
  readonly epochs: readonly ValuedEpoch[];
  readonly planned?: number | undefined;
}

/** What the lines of a text log give. */
export interface GatheredRuns {
  readonly runs: readonly TrainingRun[];
  readonly problems: readonly Problem[];
}

/** The runs in units: a rate's is decided over the whole file. An epoch without a value of a split is left out. */
export function runsInUnits(runs: readonly ValuedRun[], averagesExactly: boolean): GatheredRuns {
  const scale = textScale();
  for (const { epochs } of runs) for (const { values } of epochs) values.forEach(scale.see);
  const read = runs.flatMap(({ epochs, planned }): TrainingRun[] => {
    const filled = epochs.flatMap(({ epoch, values }): Epoch[] => {
      const [first, ...rest] = values.flatMap((value) => scale.reading(value) ?? []);
      if (first === undefined || [first, ...rest].every(({ split }) => split === undefined)) return [];
      return [{ epoch, line: decisiveLine([first, ...rest]), readings: [first, ...rest] }];
    });
    if (filled.length === 0) return [];
    return [
      { epochs: filled, ...(planned === undefined ? {} : { plannedEpochs: planned }), averagesExactly },
    ];
  });
  return { runs: read, problems: scale.problems() };
}

/** True if one of the values is measured on classes: losses alone may be of anything. */
export function isClassified(values: Iterable<TextValue>): boolean {
  for (const { metric } of values) if (isClassificationMetric(metric)) return true;
  return false;
}
