import assert from 'node:assert/strict';
import { ReadingLoop } from '../../../src/host/readingLoop.ts';

interface File {
  readonly path: string;
  readonly mtime: number;
}

interface Setup {
  readonly loop: ReadingLoop<File>;
  /** What was done, in order: `read a`, `drop a`, and `publish 3` with the number of files that are known then. */
  readonly log: string[];
  readonly known: Set<string>;
  /** Called before each file is read. */
  onRead: (file: File) => void;
}

/** A loop on a clock that each read advances by `readMs` and each publication by `publishMs`. */
function setUp(readMs = 1, publishMs = 10): Setup {
  let clock = 0;
  const log: string[] = [];
  const known = new Set<string>();
  const work = {
    first: 'settings.json',
    read: (file: File): Promise<void> => {
      setup.onRead(file);
      clock += readMs;
      known.add(file.path);
      log.push(`read ${file.path}`);
      return Promise.resolve();
    },
    drop: ({ path }: File): Promise<void> => {
      known.delete(path);
      log.push(`drop ${path}`);
      return Promise.resolve();
    },
    publish: (): Promise<number> => {
      clock += publishMs;
      log.push(`publish ${known.size}`);
      return Promise.resolve(known.size);
    },
  };
  const setup: Setup = {
    loop: new ReadingLoop<File>(work, () => clock),
    log,
    known,
    onRead: () => undefined,
  };
  return setup;
}

function runs(count: number): File[] {
  return Array.from({ length: count }, (_, run) =>
    ['log.csv', 'preds.csv'].map((name) => ({ path: `runs/${run}/${name}`, mtime: run })),
  ).flat();
}

function publications(log: readonly string[]): number[] {
  return log.filter((line) => line.startsWith('publish')).map((line) => Number(line.slice(8)));
}

describe('reading and publishing in turn', () => {
  it('publishes the newest run as soon as it is read, and all of them in the end', async () => {
    const { loop, log } = setUp();
    await loop.update(runs(1_000), []);
    assert.deepEqual(log.slice(0, 3), ['read runs/999/log.csv', 'read runs/999/preds.csv', 'publish 2']);
    assert.equal(publications(log).at(-1), 2_000);
    assert.equal(log.filter((line) => line.startsWith('read')).length, 2_000);
  });

  it('publishes more and more rarely the more there is, so that most of the time is for reading', async () => {
    const { loop, log } = setUp(1, 500);
    await loop.update(runs(5_000), []);
    const published = publications(log);
    assert.ok(published.length > 4 && published.length < 30, published.join());
    published.slice(1, -1).forEach((files, index) => {
      const grown = files - published[index]!;
      assert.ok(grown >= published[index]! * 0.25, published.join());
    });
  });

  it('does not wait for a quarter more where files are slow to read', async () => {
    const { loop, log } = setUp(1, 10);
    await loop.update(runs(1_000), []);
    const slow = setUp(4_000, 10);
    await slow.loop.update(runs(10), []);
    assert.deepEqual(publications(slow.log), [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    assert.ok(publications(log).length < 10);
  });

  it('reads what changes meanwhile before what is older, and publishes it', async () => {
    const setup = setUp();
    let later: Promise<void> | undefined;
    setup.onRead = (file) => {
      if (file.path !== 'runs/50/log.csv') return;
      later = setup.loop.update([{ path: 'live/log.csv', mtime: 1_000 }], []);
    };
    await setup.loop.update(runs(100), []);
    await later;
    const at = (line: string): number => setup.log.indexOf(line);
    assert.ok(at('read live/log.csv') > at('read runs/50/log.csv'));
    assert.ok(at('read live/log.csv') < at('read runs/48/log.csv'));
  });

  it('answers a person before all else is read', async () => {
    const { loop, log, known } = setUp();
    const all = loop.update(runs(1_000), []);
    await loop.settleNear('runs/3/preds.csv');
    assert.ok(known.has('runs/3/log.csv') && known.has('runs/3/preds.csv'));
    assert.ok(known.size < 10, log.join());
    assert.ok(log.findLastIndex((line) => line.startsWith('publish')) > log.indexOf('read runs/3/preds.csv'));
    await loop.readNow({ path: 'asked.csv', mtime: 0 });
    assert.ok(known.has('asked.csv') && known.size < 20);
    await all;
    assert.equal(known.size, 2_001);
  });

  it('reads settings before everything, whenever they come', async () => {
    const setup = setUp();
    let later: Promise<void> | undefined;
    setup.onRead = (file) => {
      if (file.path === 'runs/8/log.csv')
        later = setup.loop.update([{ path: 'settings.json', mtime: 0 }], []);
    };
    await setup.loop.update([...runs(10), { path: 'settings.json', mtime: 0 }], []);
    await later;
    assert.equal(setup.log[0], 'read settings.json');
    const again = setup.log.lastIndexOf('read settings.json');
    assert.ok(again > 0 && again < setup.log.indexOf('read runs/7/log.csv'));
  });

  it('lets go of what is gone, also while it waits', async () => {
    const { loop, log, known } = setUp();
    const all = loop.update(runs(3), []);
    const gone = loop.update([], [{ path: 'runs/0/log.csv', mtime: 0 }]);
    await Promise.all([all, gone]);
    assert.ok(!known.has('runs/0/log.csv') && !log.includes('read runs/0/log.csv'));
    assert.equal(known.size, 5);
    await loop.update([{ path: 'runs/0/log.csv', mtime: 9 }], [{ path: 'runs/2/log.csv', mtime: 2 }]);
    assert.deepEqual(log.slice(-3), ['drop runs/2/log.csv', 'read runs/0/log.csv', 'publish 5']);
  });

  it('publishes once for changes of one turn, and for a call without any', async () => {
    const { loop, log } = setUp();
    await Promise.all(runs(1).map((file) => loop.update([file], [])));
    assert.deepEqual(publications(log), [2]);
    await loop.update([], []);
    assert.deepEqual(publications(log), [2, 2]);
    await loop.settleNear('runs/0/log.csv');
    assert.deepEqual(publications(log), [2, 2]);
  });

  it('does what comes aside between reading and publishing, also where nothing waits', async () => {
    const { loop, log } = setUp();
    const aside = async (): Promise<void> => {
      log.push('begin aside');
      await new Promise((next) => setTimeout(next, 1));
      log.push('end aside');
    };
    await loop.aside(aside);
    const reading = loop.update(runs(1), []);
    await Promise.all([loop.aside(aside), reading]);
    const begins = log.flatMap((line, at) => (line === 'begin aside' ? [at] : []));
    assert.deepEqual(
      begins.map((at) => log[at + 1]),
      ['end aside', 'end aside'],
    );
    loop.dispose();
    await loop.aside(aside);
    assert.equal(log.filter((line) => line === 'begin aside').length, 2);
  });

  it('reads nothing more once it is disposed of, and lets nobody wait', async () => {
    const setup = setUp();
    setup.onRead = ({ path }) => {
      if (path === 'runs/90/log.csv') setup.loop.dispose();
    };
    await setup.loop.update(runs(100), []);
    await setup.loop.update(runs(100), []);
    await new Promise((next) => setImmediate(next));
    assert.ok(!setup.known.has('runs/89/log.csv'));
    assert.equal(setup.log.at(-1), 'read runs/90/log.csv');
  });
});
