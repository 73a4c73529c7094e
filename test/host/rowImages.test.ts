import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { rowImages } from '../../src/host/rowImages.ts';
import { inWorkspace } from './support.ts';

/** The places of rows that have a picture, with its path below the workspace. */
async function found(ids: readonly (string | undefined)[]): Promise<[number, string][]> {
  const images = await rowImages(ids, inWorkspace('runs/exp7/val_predictions.csv'));
  const root = inWorkspace('').path.replace(/\/$/, '');
  return [...images].map(([row, uri]) => [row, uri.path.slice(root.length + 1)]);
}

describe('the pictures of rows', () => {
  const folder = inWorkspace('').fsPath;
  const outside = mkdtempSync(join(tmpdir(), 'imbalance-lens-outside-'));

  before(() => {
    mkdirSync(join(folder, 'runs/exp7/val'), { recursive: true });
    mkdirSync(join(folder, 'val'));
    for (const path of ['runs/exp7/val/a.png', 'val/a.png', 'val/b.jpg', 'val/notes.txt']) {
      writeFileSync(join(folder, path), 'x');
    }
    writeFileSync(join(folder, 'val/huge.png'), new Uint8Array(11_000_000));
    mkdirSync(join(folder, 'val/folder.png'));
    writeFileSync(join(outside, 'secret.png'), 'x');
    symlinkSync(join(outside, 'secret.png'), join(folder, 'val/link.png'));
    symlinkSync(outside, join(folder, 'val/linked'));
    symlinkSync(join(folder, 'val/b.jpg'), join(folder, 'val/within.png'));
    symlinkSync(join(folder, 'val/notes.txt'), join(folder, 'val/text.png'));
  });

  after(() => {
    rmSync(join(folder, 'val'), { recursive: true });
    rmSync(join(folder, 'runs'), { recursive: true });
    rmSync(outside, { recursive: true });
  });

  it('lie beside the prediction file, else in the workspace folder', async () => {
    assert.deepEqual(await found(['val/a.png', 'val/b.jpg', undefined, 'val/none.png', 'row 4']), [
      [0, 'runs/exp7/val/a.png'],
      [1, 'val/b.jpg'],
    ]);
  });

  it('are real ones inside the workspace: no link leads out, and none from a picture to another file', async () => {
    assert.deepEqual(
      await found([
        'val/link.png',
        'val/linked/secret.png',
        join(outside, 'secret.png'),
        'val/text.png',
        'val/within.png',
      ]),
      [[4, 'val/within.png']],
    );
  });

  it('are files of a size that can be shown', async () => {
    assert.deepEqual(await found(['val/huge.png', 'val/folder.png']), []);
  });

  it('are not looked for beside a file outside the workspace', async () => {
    const file = vscode.Uri.file(join(outside, 'val_predictions.csv'));
    assert.equal((await rowImages(['secret.png'], file)).size, 0);
  });
});
