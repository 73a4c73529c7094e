/** How many there are of a kind, with one of them as an example: the first by its path. */
export interface Several {
  readonly count: number;
  readonly first: string;
}

/** What a walk passed over that a person may look for. */
export interface LeftOut {
  /** Candidates, of which only the newest were taken. */
  readonly older?: { readonly taken: number; readonly found: number };
  /** Files that are read as a whole and are too large for that; bytes of the first. */
  readonly large?: Several & { readonly bytes: number };
  /** Links that lead out of the folder. */
  readonly links?: Several;
  /** Folders that lie too deep. */
  readonly deep?: Several;
  /** Folders that may not be read. */
  readonly unreadable?: Several;
  /** Entries of folders after which the walk stopped. */
  readonly entries?: number;
}

/** Counts what a walk passes over. */
export interface LeftOutCounter {
  older(taken: number, found: number): void;
  large(path: string, bytes: number): void;
  link(path: string): void;
  deep(path: string, folders: number): void;
  unreadable(path: string): void;
  entries(most: number): void;
  /** Undefined if nothing was passed over. */
  all(): LeftOut | undefined;
}

export function countLeftOut(): LeftOutCounter {
  let leftOut: LeftOut = {};
  const add = (before: Several | undefined, path: string, count = 1): Several => ({
    count: (before?.count ?? 0) + count,
    first: before !== undefined && before.first < path ? before.first : path,
  });
  return {
    older: (taken, found) => (leftOut = { ...leftOut, older: { taken, found } }),
    large: (path, bytes) => {
      const several = add(leftOut.large, path);
      const isFirst = several.first === path;
      leftOut = {
        ...leftOut,
        large: { ...several, bytes: isFirst ? bytes : (leftOut.large?.bytes ?? bytes) },
      };
    },
    link: (path) => (leftOut = { ...leftOut, links: add(leftOut.links, path) }),
    deep: (path, folders) => (leftOut = { ...leftOut, deep: add(leftOut.deep, path, folders) }),
    unreadable: (path) => (leftOut = { ...leftOut, unreadable: add(leftOut.unreadable, path) }),
    entries: (most) => (leftOut = { ...leftOut, entries: most }),
    all: () => (Object.keys(leftOut).length === 0 ? undefined : leftOut),
  };
}
