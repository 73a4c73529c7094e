/** Where the bytes of a document come from. Opened anew for every look at it, so that no file stays open. */
export interface ByteSource {
  /** Rejects with one clear line if there is nothing to read. */
  open(): Promise<OpenedSource>;
}

/** One state of a source. Every method settles in a later turn of the event loop, so that long reading yields. */
export interface OpenedSource {
  readonly size: number;
  /** What tells one file from another at the same path. */
  readonly identity: string;
  /** When it was last changed, as an opaque text. */
  readonly modified: string;
  /** Bytes at `offset`, in memory that is not used again; fewer than `length` only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The last part of a path with either kind of slash. */
export function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
