import { evaluate } from '../../../src/core/evaluate.ts';
import type { PredictionTable, RowWeights } from '../../../src/core/predictionTable.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import type { Epoch, NotFinite, Reading } from '../../../src/core/trainingRun.ts';

/** A table with these counts by actual (row) and predicted (column) class; rows stand in the order of the cells. */
export function tableOf(
  cells: readonly (readonly number[])[],
  more: { labels?: readonly string[]; weights?: RowWeights } = {},
): PredictionTable {
  const actual: number[] = [];
  const predicted: number[] = [];
  cells.forEach((row, a) => {
    row.forEach((count, p) => {
      for (let n = 0; n < count; n++) {
        actual.push(a);
        predicted.push(p);
      }
    });
  });
  return {
    kind: 'predictions',
    labels: more.labels ?? cells.map((_, index) => `class ${String.fromCharCode(97 + index)}`),
    actual: Int32Array.from(actual),
    predicted: Int32Array.from(predicted),
    ...(more.weights === undefined ? {} : { weights: more.weights }),
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: {
      actual: { name: 'actual', span: { line: 0, start: 0, end: 6 } },
      predicted: { name: 'predicted', span: { line: 0, start: 7, end: 16 } },
    },
    skipped: new Map(),
  };
}

/** A run that consists of a prediction file. */
export function evidenceOf(table: PredictionTable): RunEvidence {
  return {
    id: 'predictions.csv',
    predictions: { file: 'predictions.csv', table, evaluation: evaluate(table, { confidence: 0.95 }) },
    classCounts: {},
    finished: true,
  };
}

/** Epochs with these validation values; the accuracy of epoch e stands on line e + 1, columns 10 to 18. */
export function epochsOf(values: readonly { accuracy?: number; loss?: number }[], tolerance = 6e-8): Epoch[] {
  return values.map(({ accuracy, loss }, index) => {
    const line = index + 1;
    const readings: Reading[] = [];
    if (accuracy !== undefined) {
      const span = { line, start: 10, end: 18 };
      readings.push({ split: 'validation', metric: 'accuracy', value: accuracy, tolerance, span });
    }
    if (loss !== undefined) {
      const span = { line, start: 20, end: 28 };
      readings.push({ split: 'validation', metric: 'loss', value: loss, tolerance, span });
    }
    return { epoch: index, line, readings };
  });
}

/** A run that consists of a log with these epochs, on 200 validation rows unless said otherwise. */
export function logEvidence(
  epochs: readonly Epoch[],
  more: Partial<RunEvidence> & { readonly averagesExactly?: boolean } = {},
): RunEvidence {
  const { averagesExactly = true, ...others } = more;
  return {
    id: 'train.log',
    log: { file: 'train.log', run: { epochs, averagesExactly } },
    classCounts: {},
    validationSize: { value: 200, source: 'counts', exact: true },
    finished: true,
    ...others,
  };
}

/** Loss and accuracy of one epoch; text stands for a value that is no finite number. */
export interface EpochValues {
  readonly loss?: number | NotFinite['notFinite'];
  readonly accuracy?: number;
  readonly valLoss?: number | NotFinite['notFinite'];
  readonly valAccuracy?: number;
}

/** Epochs from 0 on with these values, epoch e on line e + 1; the four columns start at 10, 20, 30 and 40. */
export function fullEpochs(values: readonly EpochValues[], tolerance = 6e-8): Epoch[] {
  const columns = [
    ['loss', 'train', 'loss'],
    ['accuracy', 'train', 'accuracy'],
    ['valLoss', 'validation', 'loss'],
    ['valAccuracy', 'validation', 'accuracy'],
  ] as const;
  return values.map((one, epoch) => ({
    epoch,
    line: epoch + 1,
    readings: columns.flatMap(([key, split, metric], column): Reading[] => {
      const written = one[key];
      if (written === undefined) return [];
      const value = typeof written === 'number' ? written : { notFinite: written };
      const start = 10 * (column + 1);
      return [{ split, metric, value, tolerance, span: { line: epoch + 1, start, end: start + 8 } }];
    }),
  }));
}
