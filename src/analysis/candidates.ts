import type { Split } from '../core/trainingRun.ts';
import { arrayRole } from '../formats/arrays/arrayRoles.ts';

/** Folders of tools and packages: none of their files belongs to a training, and they hold most of a project's files. */
const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  'dist-packages',
  'venv',
  'env',
  '__pycache__',
  '__MACOSX',
]);

/** Of YAML only what is called as the data files of Ultralytics are: most of it configures something else. */
const candidatePattern =
  /\.(?:log|csv|tsv|txt|jsonl?|ndjson|out)$|tfevents|(?:data|classes|names|labels)[^./]*\.ya?ml$/i;
/** A metric of MLflow's file store has its own name and no ending. */
const mlflowPattern = /(?:^|\/)[0-9a-f]{32}\/metrics\/[^.][^]*$/;
/** Parquet is read as a whole too, and most of it is data: files that are called as predictions are. */
const parquetPattern = /(?:pred|prob|oof|submission|result|eval|infer|score|output).*\.(?:parquet|pq)$/i;
/** Arrays are read as a whole, and most hold images or features: those that are called as truth or answers are. */
const arrayPattern = /\.np[yz]$/i;
/** Formats of which nothing can be said before all of a file is in memory. */
const wholePattern = /\.(?:np[yz]|parquet|pq)$/i;

const splitNames: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
]);

/** The one file of a project's own settings, read by editor and command line alike. */
export const configName = '.imbalance-lens.json';

/** Whether the walk would report a file of this `/`-path, by its names alone: a candidate or a configuration. */
export function isCandidatePath(path: string): boolean {
  const names = path.split('/').filter((name) => name !== '');
  const name = names.pop() ?? '';
  return names.every(isEnteredName) && (name === configName || isCandidateName(name, path));
}

/** The same of a file in a folder that the walk enters; a configuration is none. */
export function isCandidateName(name: string, path: string): boolean {
  return (
    candidatePattern.test(name) ||
    mlflowPattern.test(path) ||
    parquetPattern.test(name) ||
    (arrayPattern.test(name) && arrayRole(name.replace(arrayPattern, '')) !== undefined)
  );
}

/** Whether the walk enters folders of this name. */
export function isEnteredName(name: string): boolean {
  return !name.startsWith('.') && !skippedFolders.has(name);
}

/** Whether a file of this name has to be in memory as a whole to be read. */
export function isReadWhole(name: string): boolean {
  return wholePattern.test(name);
}

/** The split that a folder of this path holds the classes of, by its name. */
export function splitOfFolder(path: string): Split | undefined {
  return splitNames.get(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
}
