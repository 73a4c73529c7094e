/** Bytes at the start that are compared: the header of a table. With the tail they are one disk block. */
export const headBytes = 1024;

/** Bytes before our offset that are compared: enough that another run's numbers differ in them. */
export const tailBytes = 3072;

/** What is known of a file of which the first `offset` bytes were read. */
export interface Followed {
  readonly offset: number;
  /** What tells one file from another at the same path: device and inode. */
  readonly identity: string;
  /** When it was last changed, as an opaque text; only equality counts. */
  readonly modified: string;
  /** The first bytes, at most `headBytes`. */
  readonly head: Uint8Array;
  /** The last bytes before `offset` that are not in `head`, at most `tailBytes`. */
  readonly tail: Uint8Array;
}

/** What the file is now; `head` and `tail` are what now stands where those of `Followed` stood (less if it is shorter). */
export interface Seen {
  readonly size: number;
  readonly identity: string;
  readonly modified: string;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export type FollowStep =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'append'; readonly from: number }
  | { readonly kind: 'restart'; readonly because: 'replaced' | 'truncated' | 'rewritten' };

/** A file of which nothing was read yet. */
export function unread(identity: string, modified: string): Followed {
  return { offset: 0, identity, modified, head: new Uint8Array(0), tail: new Uint8Array(0) };
}

/**
 * What to do about a file that may have grown: read on from the offset, read it again from its start, or nothing.
 * Inodes are reused and truncated files grow again, so neither size nor identity alone says that a file only grew;
 * the first bytes and those before the offset do. A file of the same size that was touched is read again: bytes between
 * them may differ. (Such a change in the middle is not seen if the file has grown as well before it is looked at.)
 */
export function follow(read: Followed, now: Seen): FollowStep {
  if (now.identity !== read.identity) return { kind: 'restart', because: 'replaced' };
  if (now.size < read.offset) return { kind: 'restart', because: 'truncated' };
  if (!sameBytes(now.head, read.head) || !sameBytes(now.tail, read.tail))
    return { kind: 'restart', because: 'rewritten' };
  if (now.size > read.offset) return { kind: 'append', from: read.offset };
  if (now.modified !== read.modified) return { kind: 'restart', because: 'rewritten' };
  return { kind: 'unchanged' };
}

/** The state after `bytes` were read at the offset, of a file last changed at `modified`. */
export function advance(read: Followed, bytes: Uint8Array, modified: string): Followed {
  const { offset, identity, head } = read;
  const first = Math.min(headBytes - head.length, bytes.length);
  return {
    offset: offset + bytes.length,
    identity,
    modified,
    head: first === 0 ? head : joined(head, bytes.subarray(0, first)),
    tail: lastBytes(read.tail, bytes.subarray(first)),
  };
}

function lastBytes(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  const kept = Math.max(0, Math.min(before.length, tailBytes - bytes.length));
  return joined(before.subarray(before.length - kept), bytes.subarray(Math.max(0, bytes.length - tailBytes)));
}

/** A copy: what was read may be a large piece of memory. */
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
