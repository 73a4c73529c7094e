import { basename, dirname, join } from 'node:path';
import { isCandidatePath } from '../analysis/discover.ts';
import { listFolder } from './listFolder.ts';

/** Arrays in a folder that are looked at: a few of each split and fold. */
const mostArrays = 100;

/** Files beside an array that by their names may hold the other parts of its table: true classes, answers, scores. */
export async function arraysBeside(file: string): Promise<string[]> {
  if (!/\.npy$/i.test(file)) return [];
  const entries = await listFolder(dirname(file));
  return entries
    .filter(({ name, isDirectory, isSymlink }) => !isDirectory && !isSymlink && name !== basename(file))
    .filter(({ name }) => /\.npy$/i.test(name) && isCandidatePath(name))
    .slice(0, mostArrays)
    .map(({ name }) => join(dirname(file), name));
}
