import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { extensionId, findingShown, tabs } from './support.ts';

describe('opening a project', () => {
  it('activates by itself and registers every command of the manifest', async () => {
    const extension = vscode.extensions.getExtension<unknown>(extensionId)!;
    await eventually(() => extension.isActive, 'activation');
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands
        .map(({ command }) => command)
        .filter((command) => !registered.has(command)),
      [],
    );
  });

  it('opens no tab and takes no focus, though it has found something', async () => {
    await findingShown('training.log', 'accuracy-hides-classes');
    assert.deepEqual(tabs(), []);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});
