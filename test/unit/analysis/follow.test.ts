import assert from 'node:assert/strict';
import fc from 'fast-check';
import { advance, follow, headBytes, tailBytes, unread } from '../../../src/analysis/follow.ts';
import type { Followed } from '../../../src/analysis/follow.ts';

interface FileModel {
  bytes: Uint8Array;
  identity: number;
  modified: number;
}

/** Bytes that no other call gives, so that a rewrite always differs from what stood there. */
function fresh(length: number, seed: number): Uint8Array {
  return Uint8Array.from(
    { length },
    (_, index) => (Math.imul(index + 1, 2654435761 + seed * 97) >>> 13) & 0xff,
  );
}

/** A reader of everything it was fed since its last start, that looks at the file as the engine does. */
class ModelFollower {
  text: number[] = [];
  starts = 0;
  #read: Followed | undefined;

  look(file: FileModel, mostBytes = Infinity): void {
    const identity = String(file.identity);
    const modified = String(file.modified);
    const read = this.#read ?? unread(identity, modified);
    const head = file.bytes.subarray(0, read.head.length);
    const tail = file.bytes.subarray(read.offset - read.tail.length, read.offset);
    const step =
      this.#read === undefined
        ? { kind: 'restart' as const }
        : follow(this.#read, { size: file.bytes.length, identity, modified, head, tail });
    if (step.kind === 'unchanged') return;
    if (step.kind === 'restart' || this.#read === undefined) {
      this.#read = unread(identity, modified);
      this.text = [];
      this.starts++;
    }
    const bytes = file.bytes.slice(this.#read.offset, this.#read.offset + mostBytes);
    this.text.push(...bytes);
    this.#read = advance(this.#read, bytes, modified);
  }
}

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: tailBytes - 2, max: 3 * tailBytes }),
);
const steps = fc.oneof(
  fc.record({ act: fc.constant('append' as const), size: sizes }),
  fc.record({ act: fc.constant('truncate' as const), size: sizes }),
  fc.record({
    act: fc.constantFrom('rewrite' as const, 'replace' as const, 'sameSize' as const),
    size: sizes,
  }),
  fc.record({ act: fc.constant('patch' as const), size: sizes }),
  fc.record({ act: fc.constantFrom('look' as const, 'lookAtAll' as const), size: sizes }),
);

function change(file: FileModel, act: string, size: number, time: number): void {
  if (act === 'lookAtAll') return;
  file.modified = time;
  const before = file.bytes;
  if (act === 'append') file.bytes = Uint8Array.from([...before, ...fresh(size, time)]);
  if (act === 'truncate') file.bytes = before.slice(0, Math.min(size, before.length));
  if (act === 'rewrite') file.bytes = fresh(size, time);
  if (act === 'sameSize') file.bytes = fresh(before.length, time);
  if (act === 'patch')
    file.bytes = before.map((byte, index) => (index === before.length >> 1 ? byte ^ 1 : byte));
  if (act !== 'replace') return;
  file.bytes = fresh(size, time);
  file.identity++;
}

describe('following a file', () => {
  it('ends at what a fresh reading gives, whatever happened to the file between the looks', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 20 }), (schedule) => {
        const file: FileModel = { bytes: fresh(10, 0), identity: 1, modified: 0 };
        const follower = new ModelFollower();
        for (const [index, { act, size }] of schedule.entries()) {
          // A byte far before the offset that changes in place shows in nothing but the time of the change, and
          // there only as long as the file does not grow as well.
          if (act === 'patch' || act === 'lookAtAll') follower.look(file);
          if (act === 'look') follower.look(file, size + 1);
          else change(file, act, size, index + 1);
          if (act === 'patch') follower.look(file);
        }
        follower.look(file);
        assert.deepEqual(follower.text, [...file.bytes]);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads nothing twice of a file that only grows', () => {
    fc.assert(
      fc.property(fc.array(sizes, { minLength: 1, maxLength: 20 }), (added) => {
        const file: FileModel = { bytes: fresh(10, 0), identity: 1, modified: 0 };
        const follower = new ModelFollower();
        follower.look(file);
        for (const [index, size] of added.entries()) {
          if (size === 0) continue;
          change(file, 'append', size, index + 1);
          follower.look(file);
        }
        assert.deepEqual(follower.text, [...file.bytes]);
        assert.equal(follower.starts, 1);
      }),
      { numRuns: 200 },
    );
  });

  it('compares the first bytes and the last ones before the offset, each once', () => {
    const bytes = fresh(2 * (headBytes + tailBytes), 0);
    for (const size of [1, headBytes, headBytes + 1, headBytes + tailBytes, bytes.length]) {
      const whole = advance(unread('1', 'a'), bytes.subarray(0, size), 'a');
      assert.deepEqual(whole.head, bytes.slice(0, Math.min(size, headBytes)));
      assert.deepEqual(whole.tail, bytes.slice(Math.max(whole.head.length, size - tailBytes), size));
      let pieces = unread('1', 'a');
      for (let at = 0; at < size; at += 700) {
        pieces = advance(pieces, bytes.subarray(at, Math.min(size, at + 700)), 'a');
      }
      assert.deepEqual(pieces, whole);
    }
  });

  it('says why it starts again', () => {
    const read = advance(unread('1', 'a'), Uint8Array.of(1, 2, 3), 'a');
    const head = Uint8Array.of(1, 2, 3);
    const now = { size: 3, identity: '1', modified: 'a', head, tail: new Uint8Array(0) };
    assert.deepEqual(follow(read, now), { kind: 'unchanged' });
    assert.deepEqual(follow(read, { ...now, size: 9 }), { kind: 'append', from: 3 });
    assert.deepEqual(follow(read, { ...now, identity: '2' }), { kind: 'restart', because: 'replaced' });
    assert.deepEqual(follow(read, { ...now, size: 2, head: Uint8Array.of(1, 2) }), {
      kind: 'restart',
      because: 'truncated',
    });
    assert.deepEqual(follow(read, { ...now, size: 9, head: Uint8Array.of(1, 2, 4) }), {
      kind: 'restart',
      because: 'rewritten',
    });
    assert.deepEqual(follow(read, { ...now, modified: 'b' }), { kind: 'restart', because: 'rewritten' });
  });
});
