import type { Problem } from '../core/problem.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import { runOfSeries } from '../formats/series/runOfSeries.ts';
import type { NamedSeries, SeriesWriter } from '../formats/series/runOfSeries.ts';
import type { ScalarPiece } from '../formats/series/scalarPieces.ts';
import { trainingsOf } from '../formats/series/trainings.ts';
import type { SourceDocument } from './context.ts';
import { comparePaths } from './paths.ts';
import { scalarPlace } from './scalarPlaces.ts';

/** A file of scalars as a part of a run. */
export interface ScalarPart extends ScalarPiece {
  readonly format: string;
  /** The name of its one series, where the path is the name. */
  readonly name?: string;
}

/** The files of scalars that go together, ordered by path. */
export interface ScalarGroup {
  /** The folder that makes them one. */
  readonly folder: string;
  readonly parts: readonly [ScalarPart, ...ScalarPart[]];
}

/** What the files of a group hold. */
export interface ScalarRuns {
  readonly runs: readonly TrainingRun[];
  readonly problems: readonly Problem[];
}

/** Puts the files of scalars together by run: those of one format whose paths name the same one. */
export function scalarGroups(documents: readonly SourceDocument[]): readonly ScalarGroup[] {
  const groups = new Map<string, { folder: string; parts: ScalarPart[] }>();
  const ordered = [...documents].sort((a, b) => comparePaths(a.path, b.path));
  for (const { path, format, result } of ordered) {
    const log = result.document;
    if (log?.kind !== 'scalars') continue;
    const { run, split, name } = scalarPlace(path, format, log);
    const key = `${format} ${run}`;
    const group = groups.get(key) ?? { folder: run, parts: [] };
    groups.set(key, group);
    group.parts.push({
      file: path,
      format,
      log,
      ...(split === undefined ? {} : { split }),
      ...(name === undefined ? {} : { name }),
    });
  }
  return [...groups.values()].map(({ folder, parts: [first, ...rest] }) => ({
    folder,
    parts: [first!, ...rest],
  }));
}

/** The trainings of a group; none where nothing in it is of a classifier. */
export function runsOfGroup({ parts }: ScalarGroup): ScalarRuns {
  const writer = writerOf(parts);
  const isEvents = parts[0].format === 'tensorboardEvents';
  const trainings = isEvents ? trainingsOf(parts) : [parts];
  const read = trainings.map((pieces) => runOfSeries(pieces.flatMap(namedSeries), writer));
  return {
    runs: read.flatMap(({ run }) => run ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function namedSeries(piece: ScalarPiece & { readonly name?: string }): NamedSeries[] {
  const { file, split, log, name } = piece;
  return log.series.flatMap((series): NamedSeries[] => {
    const own = name ?? plainName(series.name);
    if (own === undefined) return [];
    return [{ file, name: own, series, ...(split === undefined ? {} : { split }) }];
  });
}

/** CatBoost's names of the loss that it calls by its formula. */
const losses: ReadonlySet<string> = new Set(['Logloss', 'MultiClass', 'CrossEntropy', 'MultiLogloss']);

/** The name under which a tag is known elsewhere; undefined for one that is no value of an epoch. */
function plainName(tag: string): string | undefined {
  if (losses.has(tag)) return 'loss';
  // Keras' and Lightning's values of batches, PyTorch's of a set of parameters, and what Hugging Face sums up at the end.
  const isOther =
    /^(?:batch_|evaluation_.*_vs_iterations$|_hparams_|hp_metric$|train\/(?:train_|total_flos$))|_step$/;
  if (isOther.test(tag)) return undefined;
  return tag.replace(/^epoch_(?=.)/, '');
}

/** Keras and Hugging Face measure over rows, CatBoost over all of them; of others it is not known. */
function writerOf(parts: readonly ScalarPart[]): SeriesWriter {
  const tags = new Set(parts.flatMap(({ log }) => log.series.map(({ name }) => name)));
  const isKeras = tags.has('epoch_loss') && parts.every(({ split }) => split !== undefined);
  const isTrainer = tags.has('eval/runtime') || tags.has('train/train_runtime');
  const isCatboost =
    parts.some(({ format }) => format === 'catboostTsv') || [...losses].some((name) => tags.has(name));
  const unstepped = parts.every(({ format }) => format === 'mlflowMetric' || format === 'dvcliveTsv');
  return { averagesExactly: isKeras || isTrainer || isCatboost, windows: isTrainer, unstepped };
}

/** True if two groups are of the same documents at the same places. */
export function isSameGroup(a: ScalarGroup, b: ScalarGroup): boolean {
  return (
    a.parts.length === b.parts.length &&
    a.parts.every(({ file, log }, index) => file === b.parts[index]!.file && log === b.parts[index]!.log)
  );
}
