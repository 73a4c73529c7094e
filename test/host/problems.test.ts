import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, findingShown, hoverText, inWorkspace, ruleOf } from './support.ts';

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
});
