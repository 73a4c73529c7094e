import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { inWorkspace, tabs, write } from './support.ts';

const evaluate = (uri: vscode.Uri): Thenable<unknown> =>
  vscode.commands.executeCommand('imbalanceLens.evaluatePredictions', uri);

describe('Evaluate Predictions', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens the report of the run that the file belongs to', async () => {
    assert.equal(await evaluate(inWorkspace('val_predictions.csv')), 'training.log');
    await eventually(() => tabs().some((label) => label.startsWith('training.log')), 'the report');
  });

  it('takes the active editor where no file is given', async () => {
    await vscode.window.showTextDocument(inWorkspace('val_predictions.csv'));
    const run = await vscode.commands.executeCommand('imbalanceLens.evaluatePredictions');
    assert.equal(run, 'training.log');
  });

  it('opens nothing for a file without a true class, and asks which column holds it', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 2}`);
    const uri = await write('submission.csv', ['PassengerId,Survived', ...rows].join('\n'));
    const running = evaluate(uri);
    const stopped = new Promise((done) => setTimeout(done, 2_000)).then(() =>
      vscode.commands.executeCommand('workbench.action.closeQuickOpen'),
    );
    assert.equal(await running, undefined);
    await stopped;
    assert.deepEqual(tabs(), []);
    await vscode.workspace.fs.delete(uri);
  });

  it('asks nothing of a file that is known to hold no rows', async () => {
    const uri = await write('models.csv', 'model,accuracy,f1\nsmall,0.5,0.7\nlarge,0.4,0.8\n');
    assert.equal(await evaluate(uri), undefined);
    assert.deepEqual(tabs(), []);
    await vscode.workspace.fs.delete(uri);
  });
});
