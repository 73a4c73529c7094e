import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { diagnosticsOf, findingShown, hoverText, inWorkspace, ruleOf, write } from './support.ts';

describe('problems of the test project', () => {
  it('stand on the exact characters of the decisive number', async () => {
    const diagnostic = await findingShown('training.log', 'accuracy-hides-classes');
    const document = await vscode.workspace.openTextDocument(inWorkspace('training.log'));
    const last = document.lineAt(diagnostic.range.start.line).text.split(',');
    assert.equal(document.getText(diagnostic.range), last[3]);
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(diagnostic.message.slice(0, 100), /0\.72.*hides.*'(eight|nine)'/);
  });

  it('link to the page of the rule and to the other file', async () => {
    const diagnostic = await findingShown('training.log', 'accuracy-hides-classes');
    const { target } = diagnostic.code as { target: vscode.Uri };
    const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.match(page, /^# /);
    const related = diagnostic.relatedInformation!;
    assert.equal(related[0]!.location.uri.toString(), inWorkspace('val_predictions.csv').toString());
  });

  it('name a rule once a run', async () => {
    await findingShown('training.log', 'accuracy-hides-classes');
    const rules = ['training.log', 'val_predictions.csv'].flatMap((file) => diagnosticsOf(file).map(ruleOf));
    assert.deepEqual(rules, [...new Set(rules)]);
  });

  it('show their evidence on hover, and nothing of the message again', async () => {
    const diagnostic = await findingShown('training.log', 'accuracy-hides-classes');
    const text = await hoverText(inWorkspace('training.log'), diagnostic.range.start);
    assert.match(text, /0 of 1[24]/);
    assert.match(text, /balanced accuracy 0\.5/);
    assert.ok(!text.includes(diagnostic.message));
  });

  it('offer to open the report, to explain and to mute, and never to edit the log', async () => {
    const diagnostic = await findingShown('training.log', 'accuracy-hides-classes');
    const uri = inWorkspace('training.log');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      diagnostic.range,
    );
    const ours = actions.filter(({ command }) => command?.command.startsWith('imbalanceLens.'));
    assert.deepEqual(
      ours.map(({ command }) => command!.command.replace('imbalanceLens.', '')),
      ['openReport', 'explainFinding', 'muteFinding', 'muteFinding'],
    );
    assert.ok(ours.every(({ edit }) => edit === undefined));
  });

  it('explain themselves in the extension’s own page', async () => {
    await vscode.commands.executeCommand('imbalanceLens.explainFinding', {
      uri: inWorkspace('training.log').toString(),
      rule: 'accuracy-hides-classes',
    });
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.ok(tab.input instanceof vscode.TabInputCustom);
    assert.equal(tab.input.viewType, 'imbalanceLens.rulePage');
    await vscode.window.tabGroups.close(tab);
  });

  it('tell of a file that is broken or lacks a column, and offer to say what it is', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 2}`);
    const files = {
      'broken.json': '[{"y_true": "a", "y_pred": "a"},\n {"y_true": "b", "y_pr',
      'submission.csv': ['id,predicted_label', ...rows].join('\n'),
    };
    const severities = [vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Hint];
    const commands = [['readAs'], ['mapColumns', 'readAs']];
    for (const [index, [name, text]] of Object.entries(files).entries()) {
      const uri = await write(name, text);
      // While a file may still be written, that it ends early is no fault.
      utimesSync(uri.fsPath, 0, 0);
      const [diagnostic] = await eventually(() => {
        const shown = diagnosticsOf(name);
        return shown.length > 0 ? shown : undefined;
      }, name);
      assert.equal(diagnostic!.severity, severities[index], diagnostic!.message);
      await vscode.workspace.openTextDocument(uri);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        diagnostic!.range,
      );
      const ours = actions.flatMap(({ command }) => command?.command.split('imbalanceLens.')[1] ?? []);
      assert.deepEqual(ours, commands[index]);
      await vscode.workspace.fs.delete(uri);
      await eventually(() => diagnosticsOf(name).length === 0, `nothing on ${name}`);
    }
  });
});
