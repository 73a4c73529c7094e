import { diskFolders } from '../engine/diskFolders.ts';

/** The names of the regular files in a folder, links left out; none where it cannot be read. */
export async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entries of diskFolders('').list(folder)) {
      for (const { name, isDirectory, isSymlink } of entries)
        if (!isDirectory && !isSymlink) names.push(name);
    }
  } catch {
    return [];
  }
  return names;
}
