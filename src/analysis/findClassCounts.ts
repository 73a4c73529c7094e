import { totalCount } from '../core/classCounts.ts';
import type { ClassCounts } from '../core/classCounts.ts';
import type { Problem } from '../core/problem.ts';
import type { Split } from '../core/trainingRun.ts';
import type { FolderCounts } from './context.ts';
import { comparePaths, folderOf, listedPaths, seenFrom, segmentsOf, sharedDepth } from './paths.ts';

export interface ClassCountsFile {
  readonly path: string;
  readonly format: string;
  readonly counts: ClassCounts;
}

type Counts = ReadonlyMap<string, number>;

/** Counts of one split with the file or folder that gave them. */
export interface FoundCounts {
  readonly counts: Counts;
  readonly path: string;
  readonly file?: ClassCountsFile;
}

export interface FoundClassCounts {
  readonly train?: FoundCounts;
  readonly validation?: FoundCounts;
  readonly problems: readonly Problem[];
}

/**
 * The class counts that belong to a run in `folder`: per split the nearest counts file in the folder or above it, else
 * the class folders of the data set nearest in the tree.
 *
 * `fits` says whether a number of rows agrees with the logged accuracies. Counts without a split and those of a test
 * split become validation counts only if they fit; of several data sets equally near the only fitting one is taken, else
 * none, with a note.
 */
export function findClassCounts(
  folder: string,
  files: readonly ClassCountsFile[],
  folders: readonly FolderCounts[],
  fits: (rows: number) => boolean,
): FoundClassCounts {
  const problems: Problem[] = [];
  const near = files
    .filter(({ path }) => isAtOrAbove(folderOf(path), folder))
    .sort((a, b) => depth(b.path) - depth(a.path) || comparePaths(a.path, b.path));
  const dataSet = nearestDataSet(folder, folders, fits, problems);
  const fromFile = (split: 'train' | 'validation' | 'test' | 'unsplit'): FoundCounts | undefined => {
    for (const file of near) {
      const counts = file.counts[split];
      if (counts !== undefined && counts.size > 0) return { counts, path: file.path, file };
    }
    return undefined;
  };
  const fitting = (found: FoundCounts | undefined): FoundCounts | undefined =>
    found !== undefined && fits(totalCount(found.counts)) ? found : undefined;
  const train = fromFile('train') ?? dataSet.get('train');
  const unsplit = fromFile('unsplit');
  const validation =
    fromFile('validation') ??
    dataSet.get('validation') ??
    fitting(unsplit) ??
    fitting(fromFile('test')) ??
    fitting(dataSet.get('test'));
  if (unsplit !== undefined && train === undefined && validation === undefined) {
    const message =
      `The counts of ${seenFrom(folder, unsplit.path)} name no split, and the logged accuracies do not show that they ` +
      `count the validation rows, so they are not used. Write them as {"train": {…}, "validation": {…}}.`;
    problems.push({ kind: 'note', message });
  }
  return {
    problems,
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { validation }),
  };
}

/** Class folders that share their parent, by split. */
type DataSet = ReadonlyMap<Split, FoundCounts>;

function nearestDataSet(
  folder: string,
  folders: readonly FolderCounts[],
  fits: (rows: number) => boolean,
  problems: Problem[],
): DataSet {
  const sets = new Map<string, Map<Split, FoundCounts>>();
  for (const { path, split, counts } of folders) {
    const root = folderOf(path);
    const set = sets.get(root) ?? new Map<Split, FoundCounts>();
    if (!set.has(split)) set.set(split, { counts, path });
    sets.set(root, set);
  }
  const roots = [...sets.keys()].sort(comparePaths);
  const distance = (root: string): number => {
    const shared = sharedDepth(root, folder);
    return segmentsOf(root).length + segmentsOf(folder).length - 2 * shared;
  };
  const nearest = Math.min(...roots.map(distance));
  const near = roots.filter((root) => distance(root) === nearest);
  const fitting = near.filter((root) => {
    const set = sets.get(root)!;
    const validation = set.get('validation') ?? set.get('test');
    return validation !== undefined && fits(totalCount(validation.counts));
  });
  const chosen = near.length === 1 ? near[0] : fitting.length === 1 ? fitting[0] : undefined;
  if (chosen !== undefined) return sets.get(chosen)!;
  if (near.length > 1) {
    const message =
      `Class folders of ${listedPaths(folder, near, 'and')} are equally near, so none is counted for this run. ` +
      `Set "classCounts" in .imbalance-lens.json.`;
    problems.push({ kind: 'note', message });
  }
  return new Map();
}

function isAtOrAbove(upper: string, folder: string): boolean {
  return upper === '' || folder === upper || folder.startsWith(`${upper}/`);
}

function depth(path: string): number {
  return segmentsOf(folderOf(path)).length;
}
