import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { writeRuns } from '../bench/discovery/manyRuns.ts';
import { eventually } from '../support/eventually.ts';
import { diagnosticsOf, findingShown, inWorkspace } from './support.ts';

/** Too many for one publication, few enough to be read in seconds. */
const runs = 60;

describe('a project of many runs', () => {
  it('shows the problems of the newest run, and of no older one', async () => {
    const made = mkdtempSync(join(tmpdir(), 'imbalance-lens-many-'));
    const newest = writeRuns(made, runs);
    // They come at once, as an unpacked archive does.
    await vscode.workspace.fs.rename(vscode.Uri.file(join(made, 'runs')), inWorkspace('many_runs'));
    const path = newest.replace('runs/', 'many_runs/');
    await findingShown(`${path}/val_predictions.csv`, 'never-predicted-class');
    // Of a series only the newest run speaks, whatever was read last.
    const others = vscode.languages
      .getDiagnostics()
      .filter(([uri, found]) => uri.path.includes('/many_runs/') && found.length > 0)
      .map(([uri]) => uri.path)
      .filter((other) => !other.includes(path));
    assert.deepEqual(others, []);
    await vscode.workspace.fs.delete(inWorkspace('many_runs'), { recursive: true });
    await eventually(
      () => diagnosticsOf(`${path}/val_predictions.csv`).length === 0,
      'no problem in a deleted folder',
      60_000,
    );
  }).timeout(180_000);

  it('reads no file that a link leads to', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'imbalance-lens-linked-'));
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'cat' : 'dog'},cat`);
    writeFileSync(join(outside, 'predictions.csv'), ['id,y_true,y_pred', ...rows].join('\n'));
    symlinkSync(outside, inWorkspace('linked_runs').fsPath);
    symlinkSync(join(outside, 'predictions.csv'), inWorkspace('linked_alone_predictions.csv').fsPath);
    mkdirSync(inWorkspace('beside').fsPath);
    // Once this one is known, the links beside it were looked at.
    writeFileSync(inWorkspace('beside/predictions.csv').fsPath, ['id,y_true,y_pred', ...rows].join('\n'));
    await findingShown('beside/predictions.csv', 'constant-predictor');
    assert.deepEqual(diagnosticsOf('linked_runs/predictions.csv'), []);
    assert.deepEqual(diagnosticsOf('linked_alone_predictions.csv'), []);
    for (const name of ['linked_runs', 'linked_alone_predictions.csv', 'beside'])
      await vscode.workspace.fs.delete(inWorkspace(name), { recursive: true });
  }).timeout(60_000);
});
