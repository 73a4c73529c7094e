import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discover } from '../../../src/analysis/discover.ts';
import type { Discovery } from '../../../src/analysis/discover.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { diskFolders } from '../../../src/engine/diskFolders.ts';

const limits = defaultLimits.discovery;

function makeFolder(files: readonly string[] = []): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'imbalance-lens-disk-')));
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), 'x');
  }
  return folder;
}

function walk(folder: string): Promise<Discovery> {
  return discover('', diskFolders(folder), { limits });
}

describe('folders of the disk', () => {
  it('gives size and time of candidates', async () => {
    const { files } = await walk(makeFolder(['a/train.log']));
    assert.equal(files[0]?.path, 'a/train.log');
    assert.equal(files[0].size, 1);
    assert.ok(Math.abs(files[0].mtime - Date.now()) < 60_000);
  });

  it('follows no link, to a file or to a folder, and says which lead out', async () => {
    const outside = makeFolder(['log.csv', 'deep/other.csv']);
    const folder = makeFolder(['runs/exp1/log.csv']);
    symlinkSync(outside, join(folder, 'more'));
    symlinkSync(join(outside, 'log.csv'), join(folder, 'runs/log.csv'));
    symlinkSync(join(folder, 'runs'), join(folder, 'latest'));
    symlinkSync('..', join(folder, 'runs/loop'));
    symlinkSync(outside, join(folder, 'node_modules'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.csv'));
    symlinkSync('/dev/zero', join(folder, 'endless.csv'));
    const { files, leftOut } = await walk(folder);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['runs/exp1/log.csv'],
    );
    assert.deepEqual(leftOut, { links: { count: 2, first: 'more' } });
    const reader = diskFolders(folder);
    assert.equal(await reader.stat('runs/log.csv'), undefined);
    assert.deepEqual(await Promise.all(['more', 'runs', 'nowhere'].map((path) => reader.isLink(path))), [
      true,
      false,
      false,
    ]);
  });

  it('takes a root that is a link itself', async () => {
    const folder = makeFolder(['runs/log.csv']);
    const link = join(makeFolder(), 'link');
    symlinkSync(folder, link);
    symlinkSync(join(folder, 'runs'), join(folder, 'latest'));
    const { files, leftOut } = await walk(link);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['runs/log.csv'],
    );
    assert.equal(leftOut, undefined);
  });

  it('does not give on an array that is too large to be read in passing', async () => {
    const folder = makeFolder(['y_pred.npy', 'y_true.npy']);
    truncateSync(join(folder, 'y_pred.npy'), limits.wholeBytes + 1);
    const { files, leftOut } = await walk(folder);
    assert.deepEqual(
      files.map(({ path }) => path),
      ['y_true.npy'],
    );
    assert.equal(leftOut?.large?.first, 'y_pred.npy');
  });

  // Names and pipes that Windows does not have.
  if (process.platform !== 'win32') {
    it('passes over what is no regular file, without waiting for it', async () => {
      const folder = makeFolder(['a.csv', 'folder.csv/b.csv']);
      execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
      const { files } = await walk(folder);
      assert.deepEqual(files.map(({ path }) => path).sort(), ['a.csv', 'folder.csv/b.csv']);
      assert.equal(await diskFolders(folder).stat('pipe.csv'), undefined);
    });

    it('keeps names as they are', async () => {
      const names = ['nl\nname.csv', '__proto__.csv', ' a b%20.csv', '\u202etxt.csv'];
      const { files } = await walk(makeFolder(names));
      assert.deepEqual(files.map(({ path }) => path).sort(), [...names].sort());
    });

    it('stops at folders that nest very deep', async () => {
      const deep = Array.from({ length: 60 }, () => 'd'.repeat(50)).join('/');
      const { files, leftOut } = await walk(makeFolder(['top.csv', `${deep}/deep.csv`]));
      assert.equal(files.length, 1);
      assert.equal(leftOut?.deep?.count, 1);
    });
  }
});
