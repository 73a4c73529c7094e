import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { inStringOrder } from '../core/stringOrder.ts';
import { systemReason, Unusable } from './unusable.ts';

const imageName = /\.(?:png|jpe?g|gif|bmp)$/i;

/** One image in its class folder. */
export interface LabelledImage {
  /** Where it is read. */
  readonly path: string;
  /** As it is written: relative to the folder that holds the data folder, with `/`. */
  readonly name: string;
  /** Its class folder. */
  readonly actual: string;
}

export interface ImageFolders {
  /** Class folders that hold images, sorted by code points. */
  readonly classes: readonly string[];
  /** Class by class, sorted by name. */
  readonly images: readonly LabelledImage[];
  /** Folders within class folders: they are not looked into. */
  readonly inner: readonly string[];
}

/**
 * The images of a folder of class folders. Links are followed, names that begin with a dot are passed over. Throws
 * `Unusable` if there are no class folders with images.
 */
export async function findImages(data: string): Promise<ImageFolders> {
  const whole = basename(resolve(data));
  const classes: string[] = [];
  const images: LabelledImage[] = [];
  const inner: string[] = [];
  const { folders, files } = await entries(data);
  for (const actual of folders) {
    const within = await entries(join(data, actual));
    const names = within.files.filter((name) => imageName.test(name));
    inner.push(...within.folders.map((name) => `${actual}/${name}`));
    if (names.length > 0) classes.push(actual);
    for (const name of names)
      images.push({ path: join(data, actual, name), name: `${whole}/${actual}/${name}`, actual });
  }
  if (images.length === 0) throw new Unusable(whyNone(data, files, inner));
  return { classes, images, inner };
}

function whyNone(data: string, files: readonly string[], inner: readonly string[]): string {
  const found = files.some((name) => imageName.test(name))
    ? 'its images lie beside each other, so that their classes are not known'
    : inner.length > 0
      ? `there are no images one folder down, but more folders (${inner[0]!}): is the data one of these?`
      : 'there are no class folders with images in it';
  return `${data}: ${found}. Images are read from ${data}/<class>/*.png (jpg, jpeg, gif, bmp).`;
}

async function entries(folder: string): Promise<{ folders: string[]; files: string[] }> {
  let listed: Dirent[];
  try {
    listed = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new Unusable(`${folder}: ${systemReason(error)}.`);
  }
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of listed) {
    if (entry.name.startsWith('.')) continue;
    const isFolder = entry.isSymbolicLink()
      ? await stat(join(folder, entry.name)).then(
          (state) => state.isDirectory(),
          () => false,
        )
      : entry.isDirectory();
    (isFolder ? folders : files).push(entry.name);
  }
  return { folders: inStringOrder(folders), files: inStringOrder(files) };
}
