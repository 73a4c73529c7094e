import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { boostingText } from './boostingText.ts';
import { catboostTraining } from './catboostTraining.ts';
import { epochCsv } from './epochCsv.ts';
import { epochText } from './epochText.ts';
import { fastaiCsv } from './fastaiCsv.ts';
import { flairLossTsv } from './flairLossTsv.ts';
import { hfTrainerState } from './hfTrainerState.ts';
import { kerasCsvLogger } from './kerasCsvLogger.ts';
import { kerasHistoryJson } from './kerasHistoryJson.ts';
import { kerasText } from './kerasText.ts';
import { lightningCsv } from './lightningCsv.ts';
import { timmCsv } from './timmCsv.ts';
import { ultralyticsCsv } from './ultralyticsCsv.ts';

/** The registry: one line a format. */
export const logsFormats: readonly Format<TrainingLog>[] = [
  kerasCsvLogger,
  lightningCsv,
  ultralyticsCsv,
  fastaiCsv,
  timmCsv,
  flairLossTsv,
  epochCsv,
  kerasText,
  epochText,
  kerasHistoryJson,
  hfTrainerState,
  boostingText,
  catboostTraining,
];
