import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { boostingText } from './boostingText.ts';
import { caffeText } from './caffeText.ts';
import { catboostText } from './catboostText.ts';
import { catboostTraining } from './catboostTraining.ts';
import { epochCsv } from './epochCsv.ts';
import { epochText } from './epochText.ts';
import { fairseqText } from './fairseqText.ts';
import { fastaiCsv } from './fastaiCsv.ts';
import { flairLossTsv } from './flairLossTsv.ts';
import { hfResultsJson } from './hfResultsJson.ts';
import { hfTrainerState } from './hfTrainerState.ts';
import { jsonLines } from './jsonLines.ts';
import { kerasCsvLogger } from './kerasCsvLogger.ts';
import { kerasHistoryJson } from './kerasHistoryJson.ts';
import { kerasText } from './kerasText.ts';
import { kerasTunerTrial } from './kerasTunerTrial.ts';
import { lightningCsv } from './lightningCsv.ts';
import { lightningText } from './lightningText.ts';
import { mmengineJson } from './mmengineJson.ts';
import { printedTable } from './printedTable.ts';
import { resultsJson } from './resultsJson.ts';
import { sacredMetrics } from './sacredMetrics.ts';
import { sklearnText } from './sklearnText.ts';
import { spacyJsonLines } from './spacyJsonLines.ts';
import { spacyTable } from './spacyTable.ts';
import { timmCsv } from './timmCsv.ts';
import { timmText } from './timmText.ts';
import { ultralyticsCsv } from './ultralyticsCsv.ts';
import { wandbSummary } from './wandbSummary.ts';

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
  lightningText,
  timmText,
  fairseqText,
  caffeText,
  kerasHistoryJson,
  hfTrainerState,
  jsonLines,
  mmengineJson,
  spacyJsonLines,
  spacyTable,
  printedTable,
  boostingText,
  sklearnText,
  catboostTraining,
  hfResultsJson,
  kerasTunerTrial,
  sacredMetrics,
  wandbSummary,
  resultsJson,
  catboostText,
];
