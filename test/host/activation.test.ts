import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('offers its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('imbalanceLens.evaluatePredictions'));
  });
});
