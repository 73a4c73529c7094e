import type { ScalarLog } from '../core/scalarSeries.ts';
import type { Split } from '../core/trainingRun.ts';
import { folderOf, nameOf } from './paths.ts';

/** What the path of a file of scalars says of them. */
export interface ScalarPlace {
  /** The folder of the run that the file is part of. */
  readonly run: string;
  /** The split of all its values, where a folder or a file stands for one. */
  readonly split?: Split;
  /** The name of its one series, where the path is the name. */
  readonly name?: string;
}

/** Folders that stand for a split: Keras' callback writes two, CatBoost calls its own `learn`, an estimator `eval`. */
const folderSplits: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['learn', 'train'],
  ['validation', 'validation'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['eval', 'validation'],
  ['evaluation', 'validation'],
  ['test', 'test'],
]);

/** The folder that CatBoost writes to; the test set there is the one that it watches, as others their validation set. */
const catboostFolder = 'catboost_info';

/** What a path says, by the format of its file. */
export function scalarPlace(path: string, format: string, log: ScalarLog): ScalarPlace {
  switch (format) {
    case 'tensorboardEvents':
      return eventsPlace(folderOf(path), log);
    case 'mlflowMetric':
      return (
        below(path, /^(.*?[/^][0-9a-f]{32})\/metrics\/(.+)$/) ??
        below(path, /^(.*)\/metrics\/(.+)$/) ??
        alone(path)
      );
    case 'dvcliveTsv':
      return below(path, /^(.*)\/plots\/metrics\/(.+)\.tsv$/i) ?? alone(path);
    default:
      return { run: folderOf(path), split: /learn_error\.tsv$/i.test(path) ? 'train' : 'validation' };
  }
}

function below(path: string, pattern: RegExp): ScalarPlace | undefined {
  const [, run, name] = pattern.exec(path) ?? [];
  return run === undefined || name === undefined ? undefined : { run, name };
}

/** A file outside its usual folder is called by its series. */
function alone(path: string): ScalarPlace {
  return { run: folderOf(path), name: nameOf(path).replace(/\.tsv$/i, '') };
}

function eventsPlace(folder: string, log: ScalarLog): ScalarPlace {
  const own = nameOf(folder).toLowerCase();
  const split = folderSplits.get(own);
  const parent = folderOf(folder);
  if (split !== undefined) {
    const isCatboost = nameOf(parent) === catboostFolder && split === 'test';
    return { run: parent, split: isCatboost ? 'validation' : split };
  }
  // PyTorch's `add_scalars('Loss', {'train': …, 'val': …})` writes folders `Loss_train` and `Loss_val` with one tag `Loss`.
  const [series, ...others] = log.series;
  const word = own.slice(own.lastIndexOf('_') + 1);
  const curve = folderSplits.get(word);
  const tag = series?.name.replaceAll('/', '_').toLowerCase();
  if (curve !== undefined && others.length === 0 && own === `${tag ?? ''}_${word}`)
    return { run: parent, split: curve };
  return { run: folder };
}
