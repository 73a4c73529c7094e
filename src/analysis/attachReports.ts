import type { EvidenceLimits } from '../core/limits.ts';
import { totalCount } from '../core/classCounts.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { runId } from './attachPredictions.ts';
import type { LogFile } from './logFiles.ts';
import { folderOf } from './paths.ts';
import type { ReportFile } from './reportFiles.ts';
import { supportsOf } from './reportFiles.ts';
import { loggedSize } from './resolveSize.ts';
import type { InferSize, LoggedSize } from './resolveSize.ts';

/**
 * The classification report of each training, by run id: one in its log, or in a file of the log's folder, whose supports
 * the logged accuracies show to be the validation rows, and whose accuracy is that of an epoch within both printings.
 *
 * Two decimals alone would fit too many epochs of any training. What fits several trainings, and a training that several
 * fit, is left out: each report then stands alone, where all that is said of it is as true.
 */
export function attachReports(
  logs: readonly LogFile[],
  reports: readonly ReportFile[],
  limits: EvidenceLimits,
  sizeWith?: InferSize,
): ReadonlyMap<string, ReportFile> {
  const pairs = logs.flatMap((log) =>
    log.log.runs.flatMap((run, index) => {
      const near = reports.filter((file) => mayBelongTo(file, log, index));
      const logged = near.length === 0 ? undefined : loggedSize(run, limits, sizeWith);
      return near
        .filter((file) => logged !== undefined && agrees(file, run, logged))
        .map((report) => ({ id: runId(log.id, index), report }));
    }),
  );
  const single = pairs.filter(
    (one) => pairs.filter(({ id, report }) => id === one.id || report === one.report).length === 1,
  );
  return new Map(single.map(({ id, report }) => [id, report]));
}

/** True for a report in the folder of a log; in the log itself it stands between its first epoch and the next training. */
function mayBelongTo({ path, report }: ReportFile, file: LogFile, index: number): boolean {
  const { log } = file;
  if (path !== file.path) return folderOf(path) === file.folder;
  const next = log.runs[index + 1]?.epochs[0]?.line ?? Infinity;
  return report.line > (log.runs[index]?.epochs[0]?.line ?? 0) && report.line < next;
}

function agrees(file: ReportFile, run: TrainingRun, logged: LoggedSize): boolean {
  const { accuracy } = file.report;
  const supports = supportsOf(file);
  if (accuracy === undefined || supports === undefined || !logged.fits(totalCount(supports))) return false;
  return run.epochs.some((epoch) => {
    const reading = heldOutReading(epoch, 'accuracy');
    if (reading === undefined) return false;
    return Math.abs(reading.value - accuracy.value) <= reading.tolerance + accuracy.tolerance;
  });
}
