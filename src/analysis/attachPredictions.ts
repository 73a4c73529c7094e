import type { Evaluation } from '../core/evaluation.ts';
import type { EvidenceLimits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { Problem } from '../core/problem.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { matchEpochs } from './epochMatch.ts';
import { nameAffinity, splitOfName } from './fileNames.ts';
import type { LogFile } from './logFiles.ts';
import { comparePaths, folderOf, isOneFolderApart, listedPaths } from './paths.ts';
import { coarseness, hasOwnLines, isSameTraining } from './sameTraining.ts';

/** A file with the id of its format. */
export interface FormattedFile {
  readonly path: string;
  readonly format: string;
}

export interface PredictionFile {
  readonly path: string;
  readonly format: string;
  readonly table: PredictionTable;
  readonly evaluation: Evaluation;
  /** Other files that hold parts of the table. */
  readonly parts: readonly string[];
  /** Files that hold the same table in another format. */
  readonly copies?: readonly FormattedFile[];
  /** Files of results by class that say of its rows what they show. */
  readonly reports?: readonly FormattedFile[];
}

/** Which prediction file belongs to which run, and what could not be decided. */
export interface Attachment {
  /** Prediction files by run id. */
  readonly byRun: ReadonlyMap<string, PredictionFile>;
  readonly problems: readonly (Problem & { readonly file: string })[];
}

/** The id of a run: that of its log, with `#2` and so on for later runs of the same file. */
export function runId(log: string, index: number): string {
  return index === 0 ? log : `${log}#${index + 1}`;
}

/** A prediction file with the run that it would belong to. */
interface Claim {
  readonly file: PredictionFile;
  readonly log: LogFile;
  readonly run: number;
  readonly matches: boolean;
  /** Index of the latest epoch that it matches, −1 for none. */
  readonly epoch: number;
}

/**
 * Finds the run of each prediction file: the log in the same folder, else one folder up or down, and final values only
 * where they are those of the file and no epoch of a log is; of several logs the one whose name shares most words, then the one with an epoch of the same accuracy, and of logs of one training (a table
 * and the text of the same run) the most exact. A file of training rows by its name belongs to no log unless its
 * accuracy matches. Within a log it is the last run, unless the accuracy matches only
 * earlier ones. Of several files for one run: training rows last, then a matching accuracy, validation before no split
 * before test, the shared words of the names, the latest epoch. What still ties is attached to none and named in a note.
 */
export function attachPredictions(
  logs: readonly LogFile[],
  predictions: readonly PredictionFile[],
  limits: EvidenceLimits,
): Attachment {
  const problems: (Problem & { file: string })[] = [];
  const claims = new Map<string, Claim[]>();
  for (const file of predictions) {
    const claim = claimOf(file, logs, limits, problems);
    if (claim === undefined) continue;
    const id = runId(claim.log.id, claim.run);
    claims.set(id, [...(claims.get(id) ?? []), claim]);
  }
  const byRun = new Map<string, PredictionFile>();
  for (const [id, rivals] of claims) {
    const best = bestOf(rivals);
    if (best.length === 1) {
      byRun.set(id, best[0]!.file);
      continue;
    }
    const { id: file, folder } = best[0]!.log;
    const paths = best.map(({ file }) => file.path).sort(comparePaths);
    const message =
      `${listedPaths(folder, paths, 'and')} fit this log equally well, so none is used for it and each stands alone. ` +
      `Keep one of them in this folder, or name the one of the validation set "val_predictions".`;
    problems.push({ kind: 'note', message, file });
  }
  return { byRun, problems };
}

function claimOf(
  file: PredictionFile,
  logs: readonly LogFile[],
  limits: EvidenceLimits,
  problems: (Problem & { file: string })[],
): Claim | undefined {
  const claims = withoutFinalValues(
    nearestLogs(file, logs)
      .map((log) => claimOn(file, log, limits))
      .filter(({ matches }) => matches || splitOfName(file.path) !== 'train'),
  );
  const named = highest(claims, (claim) => nameAffinity(file.path, claim.log.id));
  const fitting = named.length > 1 ? highest(named, ({ matches }) => (matches ? 1 : 0)) : named;
  const one = ofOneTraining(fitting);
  if (one !== undefined) return one;
  if (fitting.length > 1) {
    const paths = fitting.map(({ log }) => log.id).sort(comparePaths);
    const message =
      `This file could belong to ${listedPaths(folderOf(file.path), paths, 'or')}: neither names nor accuracies tell, ` +
      `so it stands alone. Give each log a folder of its own, or the file a word of its log's name.`;
    problems.push({ kind: 'note', message, file: file.path });
    return undefined;
  }
  return fitting[0];
}

/** Epochs before final values, unless only these match: what is not theirs has nothing to do with them. */
function withoutFinalValues(claims: readonly Claim[]): Claim[] {
  const isFinal = ({ log, run }: Claim): boolean => log.log.runs[run]?.unnumbered === true;
  const ofEpochs = claims.filter((claim) => !isFinal(claim));
  const ofFinal = claims.filter((claim) => isFinal(claim) && claim.matches);
  return ofFinal.length > 0 && !ofEpochs.some(({ matches }) => matches) ? ofFinal : ofEpochs;
}

/** Of claims on several logs of one training the one on the most exact log, of equals one with a line for each epoch. */
function ofOneTraining(claims: readonly Claim[]): Claim | undefined {
  const [first, ...others] = claims;
  if (first === undefined || others.length === 0) return undefined;
  const runOf = ({ log, run }: Claim): TrainingRun => log.log.runs[run]!;
  if (!others.every((other) => isSameTraining(runOf(first), runOf(other)))) return undefined;
  return [...claims].sort(
    (a, b) =>
      coarseness(runOf(a)) - coarseness(runOf(b)) ||
      Number(hasOwnLines(runOf(b))) - Number(hasOwnLines(runOf(a))) ||
      comparePaths(a.log.id, b.log.id),
  )[0];
}

function claimOn(file: PredictionFile, log: LogFile, limits: EvidenceLimits): Claim {
  const epochs = log.log.runs.map((run) => {
    const epoch = matchEpochs(run, file, limits).epochIndices.at(-1) ?? -1;
    return run.unnumbered === true && !tellsRows(run, file) ? -1 : epoch;
  });
  const latest = epochs.map((epoch) => epoch >= 0).lastIndexOf(true);
  const run = latest < 0 ? epochs.length - 1 : latest;
  return { file, log, run, matches: latest >= 0, epoch: epochs[run]! };
}

/** True if a final accuracy is printed so finely that it is of one number of right rows, or is that very share. */
function tellsRows({ epochs }: TrainingRun, { evaluation, table }: PredictionFile): boolean {
  const logged = epochs[0] && heldOutReading(epochs[0], 'accuracy');
  const accuracy = evaluation.metrics.get('accuracy');
  if (logged === undefined || accuracy?.kind !== 'value') return false;
  return (
    2 * logged.tolerance * table.actual.length <= 1 || Math.abs(logged.value - accuracy.value) < rounding
  );
}

/** Room for the last bits of a quotient. */
const rounding = 1e-12;

/** Logs in the same folder, or if there are none, those one folder up or down. */
function nearestLogs(file: PredictionFile, logs: readonly LogFile[]): LogFile[] {
  const folder = folderOf(file.path);
  const same = logs.filter((log) => log.folder === folder);
  if (same.length > 0) return same;
  return logs.filter((log) => isOneFolderApart(log.folder, folder));
}

const splitOrder = { validation: 2, test: 0, train: 0 } as const;

function bestOf(rivals: readonly Claim[]): Claim[] {
  const split = (claim: Claim): ReturnType<typeof splitOfName> => splitOfName(claim.file.path);
  let best = highest(rivals, (claim) => (split(claim) === 'train' ? 0 : 1));
  best = highest(best, ({ matches }) => (matches ? 1 : 0));
  best = highest(best, (claim) => splitOrder[split(claim) ?? 'validation'] - (split(claim) ? 0 : 1));
  best = highest(best, ({ file, log }) => nameAffinity(file.path, log.id));
  return highest(best, ({ epoch }) => epoch);
}

function highest<T>(items: readonly T[], score: (item: T) => number): T[] {
  const top = Math.max(...items.map(score));
  return items.filter((item) => score(item) === top);
}
