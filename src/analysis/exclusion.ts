import { matchesGlob } from './glob.ts';

/** Tells whether one of the globs is that of a file or folder itself; those of the folders above it are not asked. */
export function excludedBy(globs: readonly string[]): (path: string) => boolean {
  return (path) => globs.some((glob) => matchesGlob(glob, path));
}

/** True if a path or a folder above it is excluded: what a walk would not come across. */
export function isBelowExcluded(path: string, isExcluded: (path: string) => boolean): boolean {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (end > 0 && isExcluded(path.slice(0, end))) return true;
  }
  return isExcluded(path);
}
