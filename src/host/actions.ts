import * as vscode from 'vscode';
import { columnsMissing, diagnosticSource, notRead } from './diagnostics.ts';

export interface FindingTarget {
  readonly uri: string;
  readonly rule: string;
}

/** Quick fixes on our diagnostics: they open, explain and mute; a log is never edited. */
export const quickFixes: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, context) {
    const ours = context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
    return ours.flatMap((diagnostic) => actionsFor(document.uri, diagnostic));
  },
};

function actionsFor(uri: vscode.Uri, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
  const readAs = action('Read as…', 'readAs', diagnostic, [uri]);
  if (diagnostic.code === notRead) return [readAs];
  if (diagnostic.code === columnsMissing)
    return [action('Map columns…', 'mapColumns', diagnostic, [uri]), readAs];
  const open = action('Open the report', 'openReport', diagnostic, [uri]);
  open.isPreferred = true;
  const { code } = diagnostic;
  if (typeof code !== 'object') return [open];
  const target: FindingTarget = { uri: uri.toString(), rule: String(code.value) };
  return [
    open,
    action(`Explain '${target.rule}'`, 'explainFinding', diagnostic, [target]),
    action(`Mute '${target.rule}' for this run…`, 'muteFinding', diagnostic, [target, 'run']),
    action(`Mute '${target.rule}' in this folder…`, 'muteFinding', diagnostic, [target, 'folder']),
  ];
}

function action(
  title: string,
  command: string,
  diagnostic: vscode.Diagnostic,
  args: unknown[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.command = { title, command: `imbalanceLens.${command}`, arguments: args };
  return made;
}
