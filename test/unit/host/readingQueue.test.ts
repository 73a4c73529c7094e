import assert from 'node:assert/strict';
import { readingQueue } from '../../../src/host/readingQueue.ts';

const file = (path: string, mtime: number): { path: string; mtime: number } => ({ path, mtime });

function filled(files: readonly { path: string; mtime: number }[]): ReturnType<typeof readingQueue> {
  const queue = readingQueue();
  for (const one of files) queue.put(one);
  return queue;
}

function paths(files: readonly { path: string }[]): string[] {
  return files.map(({ path }) => path);
}

describe('the queue of files to read', () => {
  it('gives the newest run first, whole, and in the end everything once', () => {
    const queue = filled([
      file('runs/b/log.csv', 5),
      file('runs/c/log.csv', 2),
      file('runs/b/preds.csv', 1),
      file('runs/a/log.csv', 4),
    ]);
    assert.deepEqual(paths(queue.next()), ['runs/b/log.csv', 'runs/b/preds.csv']);
    assert.deepEqual(paths(queue.next()), ['runs/a/log.csv']);
    assert.deepEqual(paths(queue.next()), ['runs/c/log.csv']);
    assert.deepEqual(queue.next(), []);
    assert.equal(queue.size, 0);
  });

  it('gives what changes while others wait before them', () => {
    const queue = filled(Array.from({ length: 100 }, (_, run) => file(`runs/${run}/log.csv`, run)));
    assert.deepEqual(paths(queue.next()), ['runs/99/log.csv']);
    queue.put(file('runs/3/log.csv', 1_000));
    assert.deepEqual(paths(queue.next()), ['runs/3/log.csv']);
    assert.equal(queue.size, 98);
  });

  it('gives the files that name the classes of a run before it, from its folder and the one above', () => {
    const queue = filled([
      file('labels.txt', 1),
      file('runs/class_names.json', 1),
      file('runs/a/z_classes.txt', 9),
      file('runs/a/preds.csv', 9),
      file('runs/b/preds.csv', 8),
      file('runs/b/classes.txt', 8),
    ]);
    assert.deepEqual(paths(queue.next()), [
      'runs/class_names.json',
      'runs/a/z_classes.txt',
      'runs/a/preds.csv',
    ]);
    assert.deepEqual(paths(queue.next()), ['runs/b/classes.txt', 'runs/b/preds.csv']);
    assert.deepEqual(paths(queue.next()), ['labels.txt']);
  });

  it('gives what is asked for before everything else, with what lies above it', () => {
    const queue = filled([
      file('runs/new/log.csv', 9),
      file('runs/old/log.csv', 1),
      file('runs/old/preds.csv', 1),
      file('counts.json', 0),
    ]);
    assert.deepEqual(queue.prefer('runs/old').sort(), [
      'counts.json',
      'runs/old/log.csv',
      'runs/old/preds.csv',
    ]);
    const first = [...paths(queue.next()), ...paths(queue.next())];
    assert.deepEqual(first.sort(), ['counts.json', 'runs/old/log.csv', 'runs/old/preds.csv']);
    assert.deepEqual(paths(queue.next()), ['runs/new/log.csv']);
    queue.put(file('runs/old/log.csv', 1));
    queue.put(file('runs/new/log.csv', 9));
    assert.deepEqual(
      paths(queue.next()),
      ['runs/new/log.csv'],
      'what was asked for is forgotten once all is read',
    );
  });

  it('lets files be taken out', () => {
    const queue = filled([file('a.csv', 1), file('b/labels.txt', 2)]);
    assert.equal(queue.take('b/labels.txt')?.mtime, 2);
    assert.equal(queue.take('b/labels.txt'), undefined);
    assert.deepEqual(paths(queue.next()), ['a.csv']);
    assert.deepEqual(queue.next(), []);
  });
});
