import { isEnteredName } from './candidates.ts';
import type { FolderEntry, StopSignal } from './folderReader.ts';

/** What the walk needs to know of a folder; folders and links in the order of their code units. */
export interface FolderScan {
  readonly path: string;
  /** Folders between it and the root. */
  readonly depth: number;
  /** Folders to enter. */
  readonly folders: readonly string[];
  /** Candidates and configurations. */
  readonly files: readonly string[];
  /** Links that by their names may be what the walk looks for. */
  readonly links: readonly string[];
  /** Files that may each be an example of a class: pictures, sounds, arrays; and texts. */
  readonly media: number;
  readonly texts: number;
}

interface ScanOptions {
  readonly path: string;
  readonly depth: number;
  readonly signal: StopSignal | undefined;
  isWanted(name: string): boolean;
  isCandidate(name: string): boolean;
  /** Takes entries from what is left to be looked at; gives how many there were. */
  take(entries: number): number;
}

const mediaPattern =
  /\.(?:jpe?g|png|bmp|gif|tiff?|webp|avif|heic|ppm|pgm|dcm|nii|wav|mp3|flac|ogg|m4a|aac|mp4|avi|mov|mkv|webm|npy)$/i;
const textPattern = /\.txt$/i;

/** Reads the pieces of a listing, and keeps no more of them than the walk needs: a folder may hold a million pictures. */
export async function scanFolder(
  pieces: AsyncIterable<readonly FolderEntry[]>,
  { path, depth, signal, isWanted, isCandidate, take }: ScanOptions,
): Promise<FolderScan> {
  const folders: string[] = [];
  const files: string[] = [];
  const links: string[] = [];
  let media = 0;
  let texts = 0;
  const look = ({ name, isDirectory, isSymlink }: FolderEntry): void => {
    if (isSymlink) {
      if ((isEnteredName(name) || isCandidate(name)) && isWanted(name)) links.push(name);
    } else if (isDirectory) {
      if (isEnteredName(name) && isWanted(name)) folders.push(name);
    } else {
      if (isCandidate(name) && isWanted(name)) files.push(name);
      if (name.startsWith('.')) return;
      if (mediaPattern.test(name)) media++;
      else if (textPattern.test(name)) texts++;
    }
  };
  for await (const entries of pieces) {
    signal?.throwIfAborted();
    const taken = take(entries.length);
    for (const entry of entries.slice(0, taken)) look(entry);
    if (taken < entries.length) break;
  }
  signal?.throwIfAborted();
  return { path, depth, folders: folders.sort(), files, links: links.sort(), media, texts };
}
