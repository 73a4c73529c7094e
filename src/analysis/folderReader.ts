/** One entry of a folder as the caller's system lists it. */
export interface FolderEntry {
  readonly name: string;
  readonly isDirectory: boolean;
  /** True for a symbolic link, and for what is neither file nor folder: never entered, never read. */
  readonly isSymlink: boolean;
}

/** Size in bytes, and the time of the last change in milliseconds since 1970. */
export interface FileFacts {
  readonly size: number;
  readonly mtime: number;
}

/** The folders and files of the caller's system, by `/`-paths. */
export interface FolderReader {
  /** The entries of a folder in pieces, in any order; throws if the folder cannot be read. */
  list(path: string): AsyncIterable<readonly FolderEntry[]>;
  /** Undefined for what is not there, and for what is no regular file; a link is not followed. Never rejects. */
  stat(path: string): Promise<FileFacts | undefined>;
  /** True if a path is a symbolic link itself. Never rejects. */
  isLink(path: string): Promise<boolean>;
  /** True if a link leads to a file or folder that is not below `root`. Never rejects. */
  leadsOut(path: string, root: string): Promise<boolean>;
}

/** What stops a walk: an `AbortSignal` is one. */
export interface StopSignal {
  /** Throws once the walk is to end. */
  throwIfAborted(): void;
}
