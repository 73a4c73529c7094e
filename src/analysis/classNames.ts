import type { ReadResult } from '../formats/format.ts';
import { numberOf } from '../formats/labels.ts';
import { folderOf, nameOf } from './paths.ts';

/** A file that gives class names by index. */
export interface NamesFile {
  readonly path: string;
  readonly names: readonly string[];
}

const namesPattern = /class|label|categor|id2|idx|encoder|names|^config\.json$|data[^.]*\.ya?ml$/i;

/** True for a file that is called as those are which name the classes of a model; its content decides. */
export function isNamesPath(path: string): boolean {
  const name = nameOf(path);
  return namesPattern.test(name) && /\.(?:json|txt|ya?ml)$/i.test(name);
}

/** The folders in which class names for a file are looked for: its own, then the one above. */
export function namesFolders(path: string): readonly string[] {
  const own = folderOf(path);
  return own === '' ? [own] : [own, folderOf(own)];
}

/**
 * The class names by index for a prediction file: those in its folder, else in the one above. Where files of one folder
 * name the classes differently there are none.
 */
export function classNamesFor(path: string, files: readonly NamesFile[]): readonly string[] | undefined {
  for (const folder of namesFolders(path)) {
    const near = files.filter((file) => folderOf(file.path) === folder && isNamesPath(file.path));
    const [first] = near;
    if (first === undefined) continue;
    return near.every(({ names }) => areSame(names, first.names)) ? first.names : undefined;
  }
  return undefined;
}

/** True if two lists of names are one. */
export function areSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.length === b?.length && (a ?? []).every((name, index) => name === b?.[index]);
}

/** True if class names could change what a file is read as: it has indices, or scores to be named. */
export function mayNeedNames({ document, problems }: ReadResult): boolean {
  if (document?.kind !== 'predictions') return problems.some(({ kind }) => kind === 'refused');
  const numbers = document.labels.filter((label) => numberOf(label) !== undefined).length;
  return (
    numbers > 0 ||
    document.columns.scores !== undefined ||
    problems.some(({ message }) => /scores?\b/i.test(message))
  );
}
