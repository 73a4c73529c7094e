import { basename, dirname, join } from 'node:path';
import { isCandidatePath } from '../analysis/candidates.ts';
import { filesIn } from './filesIn.ts';

/** Arrays in a folder that are looked at: a few of each split and fold. */
const mostArrays = 100;

/** Files beside an array that by their names may hold the other parts of its table: true classes, answers, scores. */
export async function arraysBeside(file: string): Promise<string[]> {
  if (!/\.npy$/i.test(file)) return [];
  const files = await filesIn(dirname(file));
  return files
    .filter((name) => name !== basename(file) && /\.npy$/i.test(name) && isCandidatePath(name))
    .slice(0, mostArrays)
    .map((name) => join(dirname(file), name));
}
