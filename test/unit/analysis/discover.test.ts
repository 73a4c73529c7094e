import assert from 'node:assert/strict';
import fc from 'fast-check';
import { discover, isCandidatePath } from '../../../src/analysis/discover.ts';
import type { FolderEntry } from '../../../src/analysis/discover.ts';
import type { DiscoveryLimits } from '../../../src/core/limits.ts';
import { defaultLimits } from '../../../src/core/limits.ts';

const limits = defaultLimits.discovery;

/** Lists a tree given as paths; a path that ends in `@` is a symbolic link to a folder. */
function treeOf(paths: readonly string[]): (folder: string) => Promise<FolderEntry[]> {
  return (folder) => {
    const prefix = folder === '' ? '' : `${folder}/`;
    const entries = new Map<string, FolderEntry>();
    for (const path of paths.filter((candidate) => candidate.startsWith(prefix))) {
      const [name = '', ...rest] = path.slice(prefix.length).split('/');
      const isSymlink = name.endsWith('@');
      entries.set(name, { name, isDirectory: rest.length > 0 || isSymlink, isSymlink, size: 10, mtime: 1 });
    }
    return Promise.resolve([...entries.values()]);
  };
}

function images(folder: string, count: number, extension = 'png'): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}/${index}.${extension}`);
}

function walk(paths: readonly string[], more: Partial<DiscoveryLimits> = {}): ReturnType<typeof discover> {
  return discover('', treeOf(paths), { ...limits, ...more });
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
    assert.equal(found.truncated, undefined);
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

  it('stops at each limit, says why, and counts no class folders it did not see whole', async () => {
    const many = [...images('data/train/cat', 50), ...images('data/train/dog', 50)];
    const cut = await walk(many, { entries: 60 });
    assert.match(cut.truncated ?? '', /60 entries/);
    assert.deepEqual(cut.folderCounts, []);
    const few = await walk(['a.csv', 'b.csv', 'c.csv'], { files: 2 });
    assert.equal(few.files.length, 2);
    assert.match(few.truncated ?? '', /2 candidate files/);
    const deep = await walk(['a/b/c/d.csv', 'a/x.csv'], { depth: 2 });
    assert.deepEqual(
      deep.files.map(({ path }) => path),
      ['a/x.csv'],
    );
    assert.match(deep.truncated ?? '', /deeper than 2/);
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
        const other = await walk(tree.toReversed(), { files });
        assert.ok(one.files.length <= files);
        assert.deepEqual(
          one.files.map(({ path }) => path),
          other.files.map(({ path }) => path),
        );
        for (const candidate of one.files) assert.ok(isCandidatePath(candidate.path));
      }),
    );
  });

  it('answers for one path as for the walk', () => {
    for (const path of ['a/train.log', '.imbalance-lens.json', 'x.NDJSON', 'run.out'])
      assert.ok(isCandidatePath(path), path);
    for (const path of ['node_modules/a.csv', '.venv/a.csv', 'a.parquet', 'a/.git/b.json', '']) {
      assert.ok(!isCandidatePath(path), path);
    }
  });
});
