import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Format } from '../format.ts';
import { catboostTsv } from './catboostTsv.ts';
import { dvcliveTsv } from './dvcliveTsv.ts';
import { mlflowMetric } from './mlflowMetric.ts';
import { tensorboardEvents } from './tensorboardEvents.ts';

/** The registry: one line a format. */
export const seriesFormats: readonly Format<ScalarLog>[] = [
  tensorboardEvents,
  mlflowMetric,
  dvcliveTsv,
  catboostTsv,
];
