import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';

export const extensionId = 'imbalance-lens.imbalance-lens';

export function inWorkspace(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}

export async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = inWorkspace(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace(path)));
}

/** Our diagnostics on a file. */
export function diagnosticsOf(path: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(inWorkspace(path))
    .filter(({ source }) => source === 'Imbalance Lens');
}

export function ruleOf(diagnostic: vscode.Diagnostic): string {
  return typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : '';
}

export function finding(path: string, rule: string): vscode.Diagnostic | undefined {
  return diagnosticsOf(path).find((diagnostic) => ruleOf(diagnostic) === rule);
}

export function findingShown(path: string, rule: string): Promise<vscode.Diagnostic> {
  return eventually(() => finding(path, rule), `${rule} on ${path}`);
}

/** The text that the hover shows at a place. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** The labels of all open tabs. */
export function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}
