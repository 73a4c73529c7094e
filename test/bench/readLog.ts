import { defaultLimits } from '../../src/core/limits.ts';
import { kerasCsvLogger } from '../../src/formats/logs/kerasCsvLogger.ts';
import { kerasText } from '../../src/formats/logs/kerasText.ts';
import type { Format } from '../../src/formats/format.ts';
import type { TrainingLog } from '../../src/core/trainingRun.ts';
import { barEpoch, piecesOf } from './generatedLogs.ts';

/** Times reading generated logs. Run: node test/bench/readLog.ts [megabytes], 100 unless told. */
const megabytes = Number(process.argv[2] ?? 100);

function csvRow(epoch: number): string {
  const [a, b] = [Math.fround(0.3 + (epoch % 613) / 1000), Math.fround(1.7 - (epoch % 811) / 1000)];
  return `${epoch},${a},${b},${Math.fround(a * 0.97)},${Math.fround(b * 1.02)}\r\n`;
}

function time(format: Format<TrainingLog>, header: string, row: (epoch: number) => string): void {
  const pieces = [...piecesOf(header, row, megabytes)];
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const reader = format.reader({ limits: defaultLimits.reading });
  const start = performance.now();
  for (const one of pieces) reader.push(one);
  const result = reader.end();
  const read = performance.now();
  reader.snapshot();
  const asked = performance.now();
  const epochs = result.document?.runs.reduce((sum, run) => sum + run.epochs.length, 0) ?? 0;
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${format.id}: ${Math.round(bytes / 1e6)} MB, ${epochs} epochs in ${Math.round(read - start)} ms, ` +
      `snapshot ${Math.round(asked - read)} ms, ${memory} MB resident`,
  );
}

time(kerasText, '', barEpoch);
time(kerasCsvLogger, 'epoch,accuracy,loss,val_accuracy,val_loss\r\n', csvRow);
