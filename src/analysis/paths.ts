/** The folder of a `/`-path; empty for a path without a folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last name of a `/`-path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True if one folder lies directly in the other. */
export function isOneFolderApart(a: string, b: string): boolean {
  return a !== b && ((a !== '' && folderOf(a) === b) || (b !== '' && folderOf(b) === a));
}

/** The names of a folder path from the top; empty for the top itself. */
export function segmentsOf(folder: string): string[] {
  return folder.split('/').filter((segment) => segment !== '');
}

/** Number of leading names that two folders share. */
export function sharedDepth(a: string, b: string): number {
  const left = segmentsOf(a);
  const right = segmentsOf(b);
  let depth = 0;
  while (depth < left.length && depth < right.length && left[depth] === right[depth]) depth++;
  return depth;
}

/** A path as seen from a folder above it, else the path itself. */
export function relativeTo(folder: string, path: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** Order of paths in which `run10` follows `run9`: digits by their value, other text by code unit. */
export function comparePaths(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < left.length && index < right.length; index++) {
    const one = left[index]!;
    const other = right[index]!;
    if (one === other) continue;
    const difference = /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : 0;
    if (difference !== 0) return difference;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** A path as a person in `folder` writes it: `class_counts.json`, `../data/val`; unlike ones stay whole. */
export function seenFrom(folder: string, path: string): string {
  const from = segmentsOf(folder);
  const to = segmentsOf(path);
  const shared = sharedDepth(folder, path);
  if (shared === 0 && from.length > 0) return path;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** `a.csv`, `a.csv and b.csv`, `a.csv, b.csv, c.csv and 4 more`: paths as seen from a folder. */
export function listedPaths(folder: string, paths: readonly string[], joint: 'and' | 'or'): string {
  const names = paths.map((path) => seenFrom(folder, path));
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} ${joint} ${names.length - 3} more`;
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} ${joint} ${last}`;
}
