/** Bytes before our offset that are compared: enough that another run's numbers differ in them, one disk block. */
export const tailBytes = 4096;

/** What is known of a file of which the first `offset` bytes were read. */
export interface Followed {
  readonly offset: number;
  /** What tells one file from another at the same path: device and inode. */
  readonly identity: string;
  /** When it was last changed, as an opaque text; only equality counts. */
  readonly modified: string;
  /** The last bytes before `offset`, at most `tailBytes`. */
  readonly tail: Uint8Array;
}

/** What the file is now; `tail` are the bytes that now stand where `Followed.tail` stood (fewer if it is shorter). */
export interface Seen {
  readonly size: number;
  readonly identity: string;
  readonly modified: string;
  readonly tail: Uint8Array;
}

export type FollowStep =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'append'; readonly from: number }
  | { readonly kind: 'restart'; readonly because: 'replaced' | 'truncated' | 'rewritten' };

/** A file of which nothing was read yet. */
export function unread(identity: string, modified: string): Followed {
  return { offset: 0, identity, modified, tail: new Uint8Array(0) };
}

/**
 * What to do about a file that may have grown: read on from the offset, read it again from its start, or nothing.
 * Inodes are reused and truncated files grow again, so neither size nor identity alone says that a file only grew;
 * the bytes before the offset do. A file of the same size that was touched is read again: earlier bytes may differ.
 */
export function follow(read: Followed, now: Seen): FollowStep {
  if (now.identity !== read.identity) return { kind: 'restart', because: 'replaced' };
  if (now.size < read.offset) return { kind: 'restart', because: 'truncated' };
  if (!sameBytes(now.tail, read.tail)) return { kind: 'restart', because: 'rewritten' };
  if (now.size > read.offset) return { kind: 'append', from: read.offset };
  if (now.modified !== read.modified) return { kind: 'restart', because: 'rewritten' };
  return { kind: 'unchanged' };
}

/** The state after `bytes` were read at the offset, of a file last changed at `modified`. */
export function advance(read: Followed, bytes: Uint8Array, modified: string): Followed {
  const kept = Math.max(0, Math.min(read.tail.length, tailBytes - bytes.length));
  const added = bytes.subarray(Math.max(0, bytes.length - tailBytes));
  const tail = new Uint8Array(kept + added.length);
  tail.set(read.tail.subarray(read.tail.length - kept));
  tail.set(added, kept);
  return { offset: read.offset + bytes.length, identity: read.identity, modified, tail };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
