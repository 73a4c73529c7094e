import * as vscode from 'vscode';
import { statusText } from '../report/statusText.ts';
import type { RunView } from './runs.ts';

/** A run's headline, hidden where there is no run; `notes` are lines about all runs, told below it. */
export function createStatusBar(notes: () => readonly string[]): {
  show(view: RunView | undefined): void;
  dispose(): void;
} {
  const item = vscode.window.createStatusBarItem('imbalanceLens.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Imbalance Lens';
  return {
    show(view) {
      const visible =
        vscode.workspace.getConfiguration('imbalanceLens').get<boolean>('statusBar.visible') ?? true;
      if (view === undefined || !visible) {
        item.hide();
        return;
      }
      const text = statusText(view.run, notes());
      item.text = `$(${text.warning ? 'warning' : 'graph'}) ${text.short}`;
      item.tooltip = new vscode.MarkdownString(text.tooltip);
      item.accessibilityInformation = { label: `Imbalance Lens: ${text.spoken}`, role: 'button' };
      item.command = {
        title: 'Open report',
        command: 'imbalanceLens.openReport',
        arguments: [view.run.id, view.project.root.toString()],
      };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
