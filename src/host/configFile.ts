import * as vscode from 'vscode';
import { configName } from '../analysis/candidates.ts';

/**
 * Adds a value to the folder's `.imbalance-lens.json`, which is made if there is none. Only ever called for something
 * the person just chose. A file that is not plain JSON is left as it is, and false is given.
 */
export async function addToConfig(
  folder: vscode.Uri,
  change: (config: Record<string, unknown>) => void,
): Promise<boolean> {
  const uri = vscode.Uri.joinPath(folder, configName);
  let config: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return false;
    config = parsed as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) return false;
  }
  change(config);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`));
  return true;
}

/** Asks for the reason of a mute and writes it down. */
export async function askAndMute(folder: vscode.Uri, rule: string, run: string | undefined): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: run === undefined ? `Mute '${rule}' in this folder` : `Mute '${rule}' for ${run}`,
    prompt: `Why? The reason is kept in ${configName} and shown in the report.`,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' ? 'Say in a few words why, for whoever reads it next.' : undefined,
  });
  if (reason === undefined) return;
  const written = await addToConfig(folder, (config) => {
    const mutes: unknown[] = Array.isArray(config['mutes']) ? (config['mutes'] as unknown[]) : [];
    config['mutes'] = [...mutes, { rule, ...(run === undefined ? {} : { run }), reason: reason.trim() }];
  });
  if (!written) {
    void vscode.window.showErrorMessage(
      `${configName} is not plain JSON, so the mute was not written. Add { "rule": "${rule}", "reason": "…" } to its "mutes" yourself.`,
    );
  }
}
