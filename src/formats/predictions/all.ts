import type { PredictionTable } from '../../core/predictionTable.ts';
import type { Format } from '../format.ts';
import { predictionCsv } from './predictionCsv.ts';
import { predictionJson } from './predictionJson.ts';
import { predictionJsonLines } from './predictionJsonLines.ts';
import { predictionParquet } from './predictionParquet.ts';
import { wekaPredictions } from './wekaPredictions.ts';

/** The registry: one line a format. */
export const predictionsFormats: readonly Format<PredictionTable>[] = [
  predictionCsv,
  predictionJson,
  predictionJsonLines,
  predictionParquet,
  wekaPredictions,
];
