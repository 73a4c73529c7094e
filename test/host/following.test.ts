import assert from 'node:assert/strict';
import { linkSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { childrenOf } from '../support/processes.ts';
import { diagnosticsOf, finding, findingShown, hoverText, inWorkspace, read, write } from './support.ts';

const epochLine = (epoch: number, accuracy: number): string => `${epoch},0.71,0.93,${accuracy},0.95\r\n`;

describe('files that change', () => {
  it('follows a log that grows', async () => {
    const before = await read('training.log');
    const lines = before.trimEnd().split('\n').length;
    await write('training.log', before + epochLine(40, 0.7080745341614907));
    await eventually(
      async () =>
        (await hoverText(inWorkspace('training.log'), new vscode.Position(lines, 15))).includes('Epoch 40'),
      'the hover on the new epoch',
    );
    await write('training.log', before);
    await findingShown('training.log', 'accuracy-hides-classes');
  });

  it('shows the problems of a training once, wherever else it is logged', async () => {
    await findingShown('training.log', 'accuracy-hides-classes');
    const [, ...rows] = (await read('training.log')).trimEnd().split(/\r?\n/);
    const text = rows.map((row) => {
      const [epoch, ...values] = row.split(',');
      const [accuracy, loss, valAccuracy, valLoss] = values.map((value) => Number(value).toFixed(4));
      return (
        `Epoch ${Number(epoch) + 1}/${rows.length}\n13/13 - 1s - accuracy: ${accuracy} - loss: ${loss} - ` +
        `val_accuracy: ${valAccuracy} - val_loss: ${valLoss}\n`
      );
    });
    const uri = await write('console.log', text.join(''));
    const line = text[0]!.split('\n')[1]!;
    await eventually(
      async () =>
        (await hoverText(uri, new vscode.Position(1, line.indexOf('val_loss') + 11))).includes(
          'same training',
        ),
      'the hover that names the other log',
    );
    assert.deepEqual(diagnosticsOf('console.log'), []);
    assert.ok(finding('training.log', 'accuracy-hides-classes') !== undefined);
    await vscode.workspace.fs.delete(uri);
  });

  it('finds a prediction file made after opening, and lets go of it when it is deleted', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'cat' : 'dog'},cat`);
    const uri = await write('later/predictions.csv', ['id,y_true,y_pred', ...rows].join('\n'));
    await findingShown('later/predictions.csv', 'constant-predictor');
    await vscode.workspace.fs.delete(uri);
    await eventually(
      () => diagnosticsOf('later/predictions.csv').length === 0,
      'no problem on a deleted file',
    );
  });

  it('lets go of a whole folder that is deleted', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'cat' : 'dog'},cat`);
    await write('gone/deep/predictions.csv', ['id,y_true,y_pred', ...rows].join('\n'));
    await findingShown('gone/deep/predictions.csv', 'constant-predictor');
    await vscode.workspace.fs.delete(inWorkspace('gone'), { recursive: true });
    await eventually(
      () => diagnosticsOf('gone/deep/predictions.csv').length === 0,
      'no problem in a deleted folder',
      60_000,
    );
  }).timeout(180_000);

  it('mutes what the configuration mutes, and shows it again without it', async () => {
    await findingShown('training.log', 'accuracy-hides-classes');
    const mute = { rule: 'accuracy-hides-classes', reason: 'known, new data are being labelled' };
    const uri = await write('.imbalance-lens.json', JSON.stringify({ mutes: [mute] }));
    await eventually(
      () => finding('training.log', 'accuracy-hides-classes') === undefined,
      'the finding is muted',
    );
    await vscode.workspace.fs.delete(uri);
    await findingShown('training.log', 'accuracy-hides-classes');
  });

  it('goes on when the engine is killed', async () => {
    await findingShown('training.log', 'accuracy-hides-classes');
    const engines = childrenOf(process.pid).filter(({ args }) => args.includes('dist/engine.js'));
    assert.equal(engines.length, 1);
    process.kill(engines[0]!.pid, 'SIGKILL');
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'up' : 'down'},up`);
    const uri = await write('after/predictions.csv', ['id,y_true,y_pred', ...rows].join('\n'));
    await findingShown('after/predictions.csv', 'constant-predictor');
    assert.ok(finding('training.log', 'accuracy-hides-classes') !== undefined);
    await vscode.workspace.fs.delete(uri);
  });

  it('keeps following where file events do not arrive', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 30 ? 'a' : 'b'},a`);
    const bad = ['id,y_true,y_pred', ...rows].join('\n');
    // A change through a hard link outside the folder changes the file within it, but gives no event there.
    const outside = join(mkdtempSync(join(tmpdir(), 'imbalance-lens-outside-')), 'predictions.csv');
    writeFileSync(outside, bad.replaceAll(',b,a', ',b,b'));
    const uri = inWorkspace('linked_predictions.csv');
    linkSync(outside, uri.fsPath);
    await eventually(async () => (await evaluatedRun(uri)) !== undefined, 'the file is known');
    // The event of the link itself comes late; it must not be the one that tells of the change.
    await new Promise((next) => setTimeout(next, 1_500));
    assert.equal(diagnosticsOf('linked_predictions.csv').length, 0);
    writeFileSync(outside, bad);
    await findingShown('linked_predictions.csv', 'constant-predictor');
    await vscode.workspace.fs.delete(uri);
  }).timeout(180_000);
});

/** The run that has the predictions; its report is closed again. */
async function evaluatedRun(uri: vscode.Uri): Promise<unknown> {
  const run = await vscode.commands.executeCommand('imbalanceLens.evaluatePredictions', uri);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  return run;
}
