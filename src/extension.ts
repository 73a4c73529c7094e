import * as vscode from 'vscode';
import { commandNames } from './host/commandNames.ts';
import { trackFiles } from './host/fileTracker.ts';
import type { Host } from './host/main.ts';

/**
 * The part that runs at start: commands, and the files of the workspace that may be logs, predictions or counts.
 * Everything else is loaded when there is the first such file, or when the person asks for something.
 */
export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<Host> | undefined;
  const files = trackFiles();
  const host = (): Promise<Host> =>
    (loading ??= import('./host/main.ts').then(({ startHost }) => startHost(context, files)));

  context.subscriptions.push(
    files,
    files.onFirstFile(() => void host()),
    ...commandNames.map((name) =>
      vscode.commands.registerCommand(`imbalanceLens.${name}`, async (...args: unknown[]) =>
        (await host()).run(name, args),
      ),
    ),
    vscode.window.registerWebviewPanelSerializer('imbalanceLens.report', {
      deserializeWebviewPanel: async (panel, state) => (await host()).restorePanel(panel, state),
    }),
    vscode.window.registerCustomEditorProvider('imbalanceLens.rulePage', {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async (document, panel) => (await host()).showRulePage(document.uri, panel),
    }),
    vscode.window.registerCustomEditorProvider('imbalanceLens.data', {
      openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor: async (document, panel) => (await host()).showData(document.uri, panel),
    }),
  );
}
