import type { Problem } from '../core/problem.ts';
import type { TrainingLog } from '../core/trainingRun.ts';
import type { SourceDocument } from './context.ts';
import { folderOf } from './paths.ts';
import { scalarGroups } from './scalarRuns.ts';
import type { runsOfGroup } from './scalarRuns.ts';
import { withStatedSplit } from './statedSplits.ts';

/** A training log: one file, or the files of scalars that make one. */
export interface LogFile {
  /** What its runs are called: the path of the file, or the folder that makes several files one. */
  readonly id: string;
  /** What lies in it or near it may belong to the log. */
  readonly folder: string;
  /** The main file: findings stand in it unless a reading says another. */
  readonly path: string;
  readonly log: TrainingLog;
  /** All its files, the main one first. */
  readonly files: readonly { readonly path: string; readonly format: string }[];
  readonly problems: readonly Problem[];
}

/** The logs among the documents. */
export function logFiles(documents: readonly SourceDocument[], runsWith: typeof runsOfGroup): LogFile[] {
  const logs = documents.flatMap(({ path, format, result }): LogFile[] => {
    if (result.document?.kind !== 'log') return [];
    const log = withStatedSplit(result.document, path);
    return [{ id: path, folder: folderOf(path), path, log, files: [{ path, format }], problems: [] }];
  });
  const taken = new Set(logs.map(({ id }) => id));
  for (const group of scalarGroups(documents)) {
    const { runs, problems } = runsWith(group);
    const last = runs.at(-1)?.epochs.at(-1);
    if (last === undefined) continue;
    const path = last.file ?? group.parts[0].file;
    const id = group.folder === '' || taken.has(group.folder) ? path : group.folder;
    taken.add(id);
    const files = group.parts.map((part) => ({ path: part.file, format: part.format }));
    const main = files.filter((file) => file.path === path);
    logs.push({
      id,
      folder: group.folder,
      path,
      log: { kind: 'log', runs },
      files: [...main, ...files.filter((file) => file.path !== path)],
      problems,
    });
  }
  return logs;
}
