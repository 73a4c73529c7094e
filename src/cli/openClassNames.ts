import { stat } from 'node:fs/promises';
import { isNamesPath, namesFolders } from '../analysis/classNames.ts';
import type { Engine } from '../engine/client.ts';
import { filesIn } from './filesIn.ts';

/** Files looked into: a folder of models has a few, one of data may have thousands. */
const mostFiles = 50;

/** Bytes of a file of class names, at most: the readers take no longer one for any. */
const mostBytes = 1_048_576;

/** Opens the files near a prediction file that may give class names by index, and leaves those that do open. */
export async function openClassNames(engine: Engine, path: string): Promise<void> {
  for (const folder of namesFolders(path)) {
    const files = await filesIn(folder === '' ? '/' : folder);
    const names = files
      .filter(isNamesPath)
      .map((name) => `${folder}/${name}`)
      .sort();
    for (const near of names.slice(0, mostFiles)) {
      if (near === path || !(await isSmall(near))) continue;
      const report = await engine.open(near, { kind: 'file', path: near }, {});
      if (report?.role !== 'classCounts') await engine.close(near);
    }
  }
}

async function isSmall(path: string): Promise<boolean> {
  try {
    return (await stat(path)).size <= mostBytes;
  } catch {
    return false;
  }
}
