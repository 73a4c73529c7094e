import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';

/** The registry: one line a format. */
export const logsFormats: readonly Format<TrainingLog>[] = [];
