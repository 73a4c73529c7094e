import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCandidatePath } from '../../../src/analysis/candidates.ts';
import { discover } from '../../../src/analysis/discover.ts';
import type { Discovery, WalkOptions } from '../../../src/analysis/discover.ts';
import type { FolderEntry, FolderReader } from '../../../src/analysis/folderReader.ts';
import type { DiscoveryLimits } from '../../../src/core/limits.ts';
import { defaultLimits } from '../../../src/core/limits.ts';

const limits = defaultLimits.discovery;

interface Tree extends FolderReader {
  /** Folders that were listed, in order. */
  readonly listed: string[];
  /** Listings and looks at files under way at once, at most. */
  readonly most: { folders: number; files: number };
}

/**
 * A tree given as paths, listed in pieces of `piece` entries. A path that ends in `@` is a symbolic link to a folder
 * within, in `@@` one that leads out; a folder that ends in `!` cannot be read. `mtime` and `size` say the rest.
 */
function treeOf(
  paths: readonly string[],
  facts: { mtime?: (path: string) => number; size?: (path: string) => number; piece?: number } = {},
): Tree {
  const { mtime = () => 1, size = () => 10, piece = 1_000 } = facts;
  const folders = new Map<string, Map<string, FolderEntry>>([['', new Map()]]);
  for (const path of paths) {
    const names = path.split('/');
    names.forEach((name, depth) => {
      const folder = names.slice(0, depth).join('/');
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      folders.set(folder, entries);
      const isSymlink = name.endsWith('@');
      entries.set(name, { name, isDirectory: depth < names.length - 1 || isSymlink, isSymlink });
    });
  }
  const listed: string[] = [];
  const most = { folders: 0, files: 0 };
  let [listing, looking] = [0, 0];
  return {
    listed,
    most,
    list: async function* (folder) {
      listed.push(folder);
      most.folders = Math.max(most.folders, ++listing);
      await Promise.resolve();
      if (folder.endsWith('!')) {
        listing--;
        throw new Error('EACCES');
      }
      const entries = [...(folders.get(folder)?.values() ?? [])];
      for (let start = 0; start < entries.length; start += piece) yield entries.slice(start, start + piece);
      listing--;
    },
    stat: async (path) => {
      most.files = Math.max(most.files, ++looking);
      await Promise.resolve();
      looking--;
      return path.includes('gone') ? undefined : { size: size(path), mtime: mtime(path) };
    },
    isLink: (path) => Promise.resolve(path.endsWith('@')),
    leadsOut: (path) => Promise.resolve(path.endsWith('@@')),
  };
}

function images(folder: string, count: number, extension = 'png'): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}/${index}.${extension}`);
}

function walk(
  tree: readonly string[] | FolderReader,
  more: Partial<DiscoveryLimits> = {},
  options: Partial<WalkOptions> = {},
): Promise<Discovery> {
  const reader = 'list' in tree ? tree : treeOf(tree);
  return discover('', reader, { limits: { ...limits, ...more }, ...options });
}

function pathsOf({ files }: Discovery): string[] {
  return files.map(({ path }) => path);
}

/** Runs of three files; each is a minute younger than the one before. */
function runs(count: number): { paths: string[]; mtime: (path: string) => number } {
  const names = ['log.csv', 'preds.csv', 'report.json'];
  return {
    paths: Array.from({ length: count }, (_, run) => names.map((name) => `runs/exp${run}/${name}`)).flat(),
    mtime: (path) => 60_000 * Number(/exp(\d+)/.exec(path)?.[1] ?? 0),
  };
}

describe('discover', () => {
  it('finds candidates and the configuration, and enters no folder of tools and no link', async () => {
    const found = await walk([
      'train.log',
      'runs/a/val_predictions.CSV',
      'model.h5',
      '.imbalance-lens.json',
      'sub/.imbalance-lens.json',
      'node_modules/x/data.csv',
      '.git/x.txt',
      'lib/python3.12/site-packages/x.csv',
      '__pycache__/x.json',
      '.ipynb_checkpoints/x.csv',
      'linked@/x.csv',
    ]);
    assert.deepEqual(
      found.files.map(({ path }) => path),
      ['train.log', 'runs/a/val_predictions.CSV'],
    );
    assert.equal(found.config?.path, '.imbalance-lens.json');
    assert.equal(found.leftOut, undefined);
  });

  it('counts class folders of every split by its name', async () => {
    const found = await walk([
      ...images('data/train/cat', 7, 'JPG'),
      ...images('data/train/dog', 3),
      'data/train/.DS_Store',
      'data/train/dog/.hidden.png',
      ...images('data/Valid/cat', 2),
      ...images('data/Valid/dog', 1, 'wav'),
      'data/Valid/empty/notes.md',
      ...images('texts/test/pos', 5, 'txt'),
      ...images('texts/test/neg', 6, 'txt'),
    ]);
    const counts = found.folderCounts.map(({ path, split, counts: rows }) => [path, split, [...rows]]);
    assert.deepEqual(counts.sort(), [
      [
        'data/Valid',
        'validation',
        [
          ['cat', 2],
          ['dog', 1],
          ['empty', 0],
        ],
      ],
      [
        'data/train',
        'train',
        [
          ['cat', 7],
          ['dog', 3],
        ],
      ],
      [
        'texts/test',
        'test',
        [
          ['neg', 6],
          ['pos', 5],
        ],
      ],
    ]);
    assert.deepEqual(found.files, []);
  });

  it('takes folders of runs below `train` for runs', async () => {
    const found = await walk(['train/exp1/log.txt', 'train/exp2/log.txt', 'train/exp2/more/x.csv']);
    assert.deepEqual(found.folderCounts, []);
    assert.equal(found.files.length, 3);
  });

  it('stops at each limit, says so, and counts no class folders it did not see whole', async () => {
    const many = [...images('data/train/cat', 50), ...images('data/train/dog', 50)];
    const cut = await walk(many, { entries: 60 });
    assert.equal(cut.leftOut?.entries, 60);
    assert.deepEqual(cut.folderCounts, []);
    const few = await walk(['a.csv', 'b.csv', 'c.csv'], { files: 2 });
    assert.equal(few.files.length, 2);
    assert.deepEqual(few.leftOut, { older: { taken: 2, found: 3 } });
    const deep = await walk(['a/b/c/d.csv', 'a/b/e/d.csv', 'a/x.csv'], { depth: 2 });
    assert.deepEqual(pathsOf(deep), ['a/x.csv']);
    assert.deepEqual(deep.leftOut, { deep: { count: 2, first: 'a/b/c' } });
  });

  it('gives the newest run first, its files together', async () => {
    const { paths, mtime } = runs(12);
    const found = await walk(treeOf(['labels.txt', ...paths], { mtime }));
    assert.deepEqual(pathsOf(found).slice(0, 4), [
      'runs/exp11/log.csv',
      'runs/exp11/preds.csv',
      'runs/exp11/report.json',
      'runs/exp10/log.csv',
    ]);
    assert.equal(found.files.length, 37);
  });

  it('keeps the newest runs whole where there are more files than it takes', async () => {
    const { paths, mtime } = runs(30);
    const found = await walk(treeOf(paths, { mtime }), { files: 11 });
    assert.deepEqual(
      [...new Set(pathsOf(found).map((path) => path.split('/')[1]))],
      ['exp29', 'exp28', 'exp27'],
    );
    assert.equal(found.files.length, 9);
    assert.deepEqual(found.leftOut, { older: { taken: 9, found: 90 } });
  });

  it('keeps a run of MLflow together, whose files lie in several folders', async () => {
    const id = (run: number): string => String(run).repeat(32);
    const paths = [1, 2, 3].flatMap((run) =>
      ['metrics/loss', 'metrics/accuracy', 'artifacts/preds.csv'].map(
        (name) => `mlruns/0/${id(run)}/${name}`,
      ),
    );
    // Of the oldest run one file was written last of all.
    const mtime = (path: string): number => (path.includes(id(1)) && path.endsWith('loss') ? 9 : 1);
    const found = await walk(treeOf(paths, { mtime }), { files: 5 });
    assert.equal(found.files.length, 3);
    assert.ok(pathsOf(found).every((path) => path.includes(id(1))));
  });

  it('takes the newest files of a folder that holds many runs', async () => {
    const paths = Array.from({ length: 90 }, (_, run) => `logs/exp${run}.csv`);
    const { mtime } = runs(0);
    const found = await walk(treeOf([...paths, 'runs/exp95/log.csv'], { mtime }), { files: 10 });
    assert.deepEqual(pathsOf(found).slice(0, 3), ['runs/exp95/log.csv', 'logs/exp89.csv', 'logs/exp88.csv']);
    assert.equal(found.files.length, 10);
  });

  it('does not let what the person excludes take the place of runs', async () => {
    const { paths, mtime } = runs(5);
    const old = Array.from({ length: 40 }, (_, file) => `archive/exp99/${file}.csv`);
    const tree = treeOf([...paths, ...old], { mtime });
    const found = await walk(tree, { files: 15 }, { isExcluded: (path) => path === 'archive' });
    assert.equal(found.files.length, 15);
    assert.equal(found.leftOut, undefined);
    assert.ok(!tree.listed.includes('archive'));
  });

  it('finds runs though the pictures beside them exhaust the entries that it looks at', async () => {
    const pictures = Array.from({ length: 20 }, (_, label) => images(`data/train/c${label}`, 30)).flat();
    const found = await walk([...pictures, 'runs/deep/down/exp1/log.csv'], { entries: 100 });
    assert.deepEqual(pathsOf(found), ['runs/deep/down/exp1/log.csv']);
    assert.equal(found.leftOut?.entries, 100);
    assert.deepEqual(found.folderCounts, []);
  });

  it('passes over files that are read as a whole and are large, and says so', async () => {
    const size = (path: string): number => (path.includes('big') ? limits.wholeBytes + 1 : limits.wholeBytes);
    const paths = ['big/y_pred.npy', 'big/log.csv', 'small/y_pred.npy', 'big/preds.parquet'];
    const found = await walk(treeOf(paths, { size }));
    assert.deepEqual(pathsOf(found), ['big/log.csv', 'small/y_pred.npy']);
    const { bytes, ...several } = found.leftOut!.large!;
    assert.deepEqual(several, { count: 2, first: 'big/preds.parquet' });
    assert.equal(bytes, limits.wholeBytes + 1);
  });

  it('says which links lead out, of those that may hold what it looks for', async () => {
    const found = await walk(['runs@@/x', 'latest@/x', '.cache@@/x', 'a.csv']);
    assert.deepEqual(pathsOf(found), ['a.csv']);
    assert.deepEqual(found.leftOut, { links: { count: 1, first: 'runs@@' } });
  });

  it('goes on where a folder cannot be read and a file is gone, and says the first', async () => {
    const found = await walk(['secret!/log.csv', 'secret!/deep!/x.csv', 'other/log.csv', 'gone.csv']);
    assert.deepEqual(pathsOf(found), ['other/log.csv']);
    assert.deepEqual(found.leftOut, { unreadable: { count: 1, first: 'secret!' } });
  });

  it('takes any name for a name', async () => {
    const names = [
      '__proto__/log.csv',
      'constructor/__proto__.csv',
      'a\nb/c\nd.csv',
      'train/__proto__/1.png',
    ];
    const found = await walk([...names, 'train/toString/1.png']);
    assert.deepEqual(pathsOf(found).sort(), names.slice(0, 3).sort());
    assert.deepEqual(
      [...found.folderCounts[0]!.counts],
      [
        ['__proto__', 1],
        ['toString', 1],
      ],
    );
  });

  it('has a bounded number of folders and files under way', async () => {
    const tree = treeOf(runs(200).paths);
    await walk(tree);
    assert.ok(tree.most.folders > 1 && tree.most.folders <= 8, String(tree.most.folders));
    assert.ok(tree.most.files > 1 && tree.most.files <= 64, String(tree.most.files));
  });

  it('ends soon after it is stopped, wherever it is', async () => {
    const { paths } = runs(100);
    const whole = treeOf(paths);
    await walk(whole);
    for (const folders of [0, 1, 5, 50]) {
      const tree = treeOf(paths);
      const stop = new AbortController();
      const stopping: FolderReader = {
        ...tree,
        list: (path) => {
          if (tree.listed.length >= folders) stop.abort(new Error('stopped'));
          return tree.list(path);
        },
      };
      await assert.rejects(walk(stopping, {}, { signal: stop.signal }), /stopped/);
      assert.ok(tree.listed.length <= folders + 8, `${tree.listed.length} folders after ${folders}`);
      assert.ok(tree.listed.length < whole.listed.length);
      assert.equal(tree.most.files, 0);
    }
    const stop = new AbortController();
    let looked = 0;
    const tree = treeOf(paths);
    const late: FolderReader = {
      ...tree,
      stat: (path) => {
        if (++looked === 10) stop.abort(new Error('stopped'));
        return tree.stat(path);
      },
    };
    await assert.rejects(walk(late, {}, { signal: stop.signal }), /stopped/);
    assert.equal(looked, 64);
  });

  it('stops within a folder of very many entries', async () => {
    const tree = treeOf(
      images('', 100).map((path) => path.slice(1)),
      { piece: 10 },
    );
    const stop = new AbortController();
    let pieces = 0;
    const stopping: FolderReader = {
      ...tree,
      list: async function* (path) {
        for await (const piece of tree.list(path)) {
          if (++pieces === 3) stop.abort(new Error('stopped'));
          yield piece;
        }
      },
    };
    await assert.rejects(walk(stopping, {}, { signal: stop.signal }), /stopped/);
    assert.equal(pieces, 3);
  });

  it('keeps to its limits and is the same for any order of a listing', async () => {
    const folder = fc.constantFrom('a', 'b', 'train', 'node_modules');
    const file = fc.constantFrom('x.csv', 'y.log', 'z.png');
    const path = fc
      .tuple(fc.array(folder, { maxLength: 3 }), file)
      .map(([folders, name]) => [...folders, name].join('/'));
    const paths = fc.array(path, { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(paths, fc.integer({ min: 1, max: 20 }), async (tree, files) => {
        const one = await walk(tree, { files });
        const other = await walk(treeOf(tree.toReversed(), { piece: 2 }), { files });
        assert.ok(one.files.length <= files);
        assert.deepEqual(pathsOf(one), pathsOf(other));
        for (const candidate of one.files) assert.ok(isCandidatePath(candidate.path));
      }),
    );
  });

  it('answers for one path as for the walk', () => {
    const metric = `mlruns/0/${'0f'.repeat(16)}/metrics/val_loss`;
    for (const path of ['a/train.log', '.imbalance-lens.json', 'x.NDJSON', 'run.out', metric])
      assert.ok(isCandidatePath(path), path);
    for (const path of ['node_modules/a.csv', '.venv/a.csv', 'a.parquet', 'a/.git/b.json', '']) {
      assert.ok(!isCandidatePath(path), path);
    }
  });
});
