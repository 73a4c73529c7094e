import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { inWorkspace, tabs, write } from './support.ts';

const compare = (...words: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand('imbalanceLens.comparePredictions', ...words);

/** Rows of two classes with ids; every n-th is wrong. */
function rows(count: number, wrongEvery: number): string {
  const lines = Array.from({ length: count }, (_, row) => {
    const [actual, other] = row % 3 === 0 ? ['sick', 'well'] : ['well', 'sick'];
    return `${row}.png,${actual},${row % wrongEvery === 0 ? other : actual}`;
  });
  return `id,y_true,y_pred\n${lines.join('\n')}\n`;
}

describe('Compare Predictions', () => {
  const created: vscode.Uri[] = [];

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const uri of created.splice(0)) await vscode.workspace.fs.delete(uri);
  });

  it('compares two selected files in the report of the first, and says where their rows are not the same', async () => {
    const a = await write('compared/first.csv', rows(60, 4));
    const b = await write('compared/second.csv', rows(60, 20));
    const short = await write('compared/short.csv', rows(50, 20));
    created.push(a, b, short);
    assert.equal(await compare(a, [a, b]), 'compared');
    await eventually(() => tabs().some((label) => /first\.csv/.test(label)), 'the report of the first file');
    assert.equal(await compare(a, [a, short]), 'refused');
    await vscode.window.showTextDocument(a);
    assert.equal(await compare(undefined, [a, b]), 'compared');
  });

  it('asks for the other file where one is given, and compares nothing if the person stops', async () => {
    const a = inWorkspace('val_predictions.csv');
    const running = compare(a);
    const stopped = new Promise((done) => setTimeout(done, 2_000)).then(() =>
      vscode.commands.executeCommand('workbench.action.closeQuickOpen'),
    );
    assert.equal(await running, undefined);
    await stopped;
  });
});
