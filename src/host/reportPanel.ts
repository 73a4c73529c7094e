import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { shownFindings } from '../report/findingText.ts';
import { panelHtml } from '../report/panelHtml.ts';
import { panelState } from '../report/panelState.ts';
import { rowsState } from '../report/panel/rows.ts';
import { copyText } from '../report/copyText.ts';
import type { FromPanel, PanelState, ToPanel } from '../protocol/panel.ts';
import { parseFromPanel } from '../protocol/panel.ts';
import { rangeOf, rulePage } from './diagnostics.ts';
import type { RunView } from './runs.ts';

export const panelType = 'imbalanceLens.report';

const loadingState: PanelState = { phase: 'loading', runs: [], selectedRun: 0 };

function reportOf(runs: readonly RunView[], view: RunView | undefined): PanelState {
  const analysis = { runs: runs.map(({ run }) => run), files: [] };
  if (view === undefined) return panelState(analysis, 0);
  return { ...panelState(analysis, runs.indexOf(view)), restore: memoryOf(view) };
}

/** Rows of a cell that are fetched: as many as a person looks through. */
const rowLimit = 200;

interface PanelPorts {
  readonly extension: vscode.Uri;
  /** All runs, newest first. */
  runs(): readonly RunView[];
  /** False until the files were looked at for the first time. */
  isReady(): boolean;
}

interface PanelMemory {
  readonly run?: string;
  readonly root?: string;
}

/** The one report panel: it follows a run, gets whole states, and is filled again after a reload of the window. */
export class ReportPanel implements vscode.Disposable {
  readonly #ports: PanelPorts;
  #panel: vscode.WebviewPanel | undefined;
  #selected: PanelMemory = {};
  #listening = false;

  constructor(ports: PanelPorts) {
    this.#ports = ports;
  }

  /** Opens the report of a run beside the active editor, or brings it to the front. */
  open(view: RunView | undefined): void {
    if (view !== undefined) this.#select(view);
    if (this.#panel === undefined) {
      const panel = vscode.window.createWebviewPanel(
        panelType,
        'Imbalance Lens',
        vscode.ViewColumn.Beside,
        {},
      );
      this.#adopt(panel);
    } else {
      this.#panel.reveal();
      this.refresh();
    }
  }

  restore(panel: vscode.WebviewPanel, state: unknown): void {
    if (typeof state === 'object' && state !== null) {
      const { run, root } = state as Record<string, unknown>;
      if (typeof run === 'string' && typeof root === 'string') this.#selected = { run, root };
    }
    this.#adopt(panel);
  }

  /** Sends the newest state; a panel that is not shown gets it when it is shown again. */
  refresh(): void {
    if (this.#panel === undefined || !this.#listening) return;
    const runs = this.#ports.runs();
    const view = this.#current(runs);
    const state = this.#ports.isReady() ? reportOf(runs, view) : loadingState;
    this.#panel.title =
      state.report === undefined ? 'Imbalance Lens' : `${state.report.title} - Imbalance Lens`;
    this.#post({ type: 'state', state });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extension } = this.#ports;
    const media = vscode.Uri.joinPath(extension, 'media');
    const dist = vscode.Uri.joinPath(extension, 'dist');
    this.#panel = panel;
    this.#listening = false;
    panel.iconPath = vscode.Uri.joinPath(media, 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#listening = false;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const intent = parseFromPanel(message);
      if (intent !== undefined) void this.#act(intent);
    });
    panel.webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64'),
      cspSource: panel.webview.cspSource,
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
    });
  }

  #select(view: RunView): void {
    this.#selected = memoryOf(view);
  }

  #current(runs: readonly RunView[]): RunView | undefined {
    const { run, root } = this.#selected;
    const selected = runs.find((view) => view.run.id === run && view.project.root.toString() === root);
    if (selected === undefined && run !== undefined && !this.#ports.isReady()) return undefined;
    return selected ?? runs[0];
  }

  #post(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }

  async #act(intent: FromPanel): Promise<void> {
    const runs = this.#ports.runs();
    const view = this.#current(runs);
    switch (intent.type) {
      case 'ready':
        this.#listening = true;
        this.refresh();
        return;
      case 'selectRun': {
        const chosen = runs[intent.run];
        if (chosen === undefined) return;
        this.#select(chosen);
        this.refresh();
        return;
      }
      case 'explain':
        await vscode.commands.executeCommand('vscode.open', rulePage(this.#ports.extension, intent.rule));
        return;
      default:
        if (view !== undefined) await this.#actOn(view, intent);
    }
  }

  async #actOn(
    view: RunView,
    intent: Exclude<FromPanel, { type: 'ready' | 'selectRun' | 'explain' }>,
  ): Promise<void> {
    const { project, run } = view;
    switch (intent.type) {
      case 'openFile': {
        const file = run.files[intent.file];
        if (file !== undefined)
          await openAt(project.uriOf(file.path), { line: intent.line, start: 0, end: 0 });
        return;
      }
      case 'openFinding': {
        const finding = shownFindings(run.findings)[intent.finding];
        if (finding !== undefined) await openAt(project.uriOf(finding.location.file), finding.location.span);
        return;
      }
      case 'showRows':
        await this.#showRows(view, intent.actual, intent.predicted);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(copyText(run, intent.what));
    }
  }

  async #showRows({ project, run }: RunView, actual: number, predicted: number): Promise<void> {
    const file = run.files.findIndex(({ role }) => role === 'predictions');
    if (file < 0 || run.evaluation === undefined) return;
    try {
      const reply = await project.rows(run.files[file]!.path, {
        actual,
        predicted,
        offset: 0,
        limit: rowLimit,
      });
      this.#post({ type: 'rows', rows: rowsState(run, file, { actual, predicted }, reply) });
    } catch (error) {
      const failed = error instanceof Error ? error.message : String(error);
      this.#post({ type: 'rows', rows: rowsState(run, file, { actual, predicted }, { failed }) });
    }
  }
}

function memoryOf(view: RunView): { run: string; root: string } {
  return { run: view.run.id, root: view.project.root.toString() };
}

async function openAt(uri: vscode.Uri, span: { line: number; start: number; end: number }): Promise<void> {
  try {
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.One,
      selection: rangeOf(span),
    });
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
