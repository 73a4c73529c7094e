import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { shownFindings } from '../report/findingText.ts';
import { panelHtml } from '../report/panelHtml.ts';
import { panelState } from '../report/panelState.ts';
import { hasLines } from '../report/place.ts';
import { adviceSnippet } from '../report/panel/advice.ts';
import { copyText } from '../report/copyText.ts';
import type { FromPanel, PanelState, ToPanel } from '../protocol/panel.ts';
import { parseFromPanel } from '../protocol/panel.ts';
import { rangeOf, rulePage } from './diagnostics.ts';
import { curvesAnswer, rowsAnswer } from './panelAnswers.ts';
import type { Comparisons } from './comparisons.ts';
import type { RunView } from './runs.ts';
import { hasId } from './runs.ts';

export const panelType = 'imbalanceLens.report';

const loadingState: PanelState = { phase: 'loading', runs: [], selectedRun: 0 };

function reportOf(
  runs: readonly RunView[],
  view: RunView | undefined,
  { comparisons, leftOut }: Pick<PanelPorts, 'comparisons' | 'leftOut'>,
): PanelState {
  const analysis = { runs: runs.map(({ run }) => run), files: [] };
  // Where there is nothing to show, what was not read may be why; beside a report, only what its list of runs lacks.
  const { all, older } = leftOut();
  if (view === undefined) return panelState(analysis, 0, noticeOf(all));
  const state = panelState(analysis, runs.indexOf(view), noticeOf(older));
  const comparison = comparisons.of(view);
  return {
    ...state,
    ...(state.report === undefined || comparison === undefined
      ? {}
      : { report: { ...state.report, comparison } }),
    restore: memoryOf(view),
  };
}

function noticeOf(lines: readonly string[]): PanelState['notice'] {
  return lines.length === 0 ? undefined : { kind: 'information', text: lines.join(' ') };
}

/** The last report of a run whose files are gone: it stays to be read, first in the list of runs. */
function goneReport(last: PanelState, runs: readonly RunView[]): PanelState {
  const title = last.report!.title;
  return {
    ...last,
    notice: { kind: 'stale', text: `The files of ${title} are gone. These are its last numbers.` },
    runs: [
      { title: `${title} (gone)` },
      ...panelState({ runs: runs.map(({ run }) => run), files: [] }, 0).runs,
    ],
    selectedRun: 0,
  };
}

interface PanelPorts {
  readonly extension: vscode.Uri;
  /** All runs, newest first. */
  runs(): readonly RunView[];
  readonly comparisons: Pick<Comparisons, 'of' | 'remove'>;
  /** Lines about files that are not read: all of them, and those that say that there are runs which are not shown. */
  leftOut(): { readonly all: readonly string[]; readonly older: readonly string[] };
  /** False until the files were looked at for the first time. */
  isReady(): boolean;
  /** Another run is shown, or the panel came to the front or left it. */
  onDidTurn(): void;
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
  #shown: PanelState | undefined;
  #listening = false;
  /** Of the list of rows that the panel got last, by place in the list. */
  #images: ReadonlyMap<number, vscode.Uri> = new Map();

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

  /** The run that the person reads about; undefined where the panel is not the active editor. */
  activeRun(): RunView | undefined {
    return this.#panel?.active === true ? this.#current(this.#ports.runs()) : undefined;
  }

  /** Sends the newest state; a panel that is not shown gets it when it is shown again. */
  refresh(): void {
    if (this.#panel === undefined || !this.#listening) return;
    const state = this.#state(this.#ports.runs());
    this.#panel.title =
      state.report === undefined ? 'Imbalance Lens' : `${state.report.title} - Imbalance Lens`;
    this.#post({ type: 'state', state });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #state(runs: readonly RunView[]): PanelState {
    if (!this.#ports.isReady()) return loadingState;
    if (this.#isGone(runs)) return goneReport(this.#shown!, runs);
    const view = this.#current(runs) ?? runs[0];
    if (view !== undefined) this.#select(view);
    const state = reportOf(runs, view, this.#ports);
    this.#shown = state.report === undefined ? undefined : state;
    return state;
  }

  /** True if the run that is shown was there before and is not any more. */
  #isGone(runs: readonly RunView[]): boolean {
    return this.#shown !== undefined && this.#current(runs) === undefined;
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extension } = this.#ports;
    const media = vscode.Uri.joinPath(extension, 'media');
    const dist = vscode.Uri.joinPath(extension, 'dist');
    this.#panel = panel;
    this.#listening = false;
    panel.iconPath = vscode.Uri.joinPath(media, 'icon.png');
    const allow = (): void => {
      // Pictures of rows lie in the workspace; only those that `rowImages` finds are ever asked for.
      const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
      panel.webview.options = { enableScripts: true, localResourceRoots: [media, dist, ...folders] };
    };
    allow();
    const folderChanges = vscode.workspace.onDidChangeWorkspaceFolders(allow);
    panel.onDidChangeViewState(() => this.#ports.onDidTurn());
    panel.onDidDispose(() => {
      folderChanges.dispose();
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
    return runs.find((view) => hasId(view, run, root));
  }

  #post(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }

  /** Posts what `make` gives to the panel that asked, if it is still there. */
  async #answer(make: (webview: vscode.Webview) => Promise<ToPanel | undefined>): Promise<void> {
    const panel = this.#panel;
    if (panel === undefined) return;
    const message = await make(panel.webview);
    if (message !== undefined && this.#panel === panel) this.#post(message);
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
        const chosen = runs[this.#isGone(runs) ? intent.run - 1 : intent.run];
        if (chosen === undefined) return;
        this.#select(chosen);
        this.refresh();
        this.#ports.onDidTurn();
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
        await this.#answer(async (webview) => {
          const cell = { actual: intent.actual, predicted: intent.predicted };
          const answer = await rowsAnswer(view, cell, webview);
          this.#images = answer?.images ?? new Map();
          return answer?.message;
        });
        return;
      case 'openImage': {
        const image = this.#images.get(intent.row);
        if (image !== undefined)
          await vscode.commands.executeCommand('vscode.open', image, vscode.ViewColumn.One);
        return;
      }
      case 'showCurves':
        await this.#answer(() => curvesAnswer(view, intent.from));
        return;
      case 'removeComparison':
        this.#ports.comparisons.remove(view);
        return;
      case 'copySnippet': {
        const code = adviceSnippet(run, intent.snippet);
        if (code !== undefined) await vscode.env.clipboard.writeText(code);
        return;
      }
      case 'copy':
        await vscode.env.clipboard.writeText(copyText(run, intent.what));
    }
  }
}

function memoryOf(view: RunView): { run: string; root: string } {
  return { run: view.run.id, root: view.project.root.toString() };
}

async function openAt(uri: vscode.Uri, span: { line: number; start: number; end: number }): Promise<void> {
  try {
    // A file without lines has an editor of its own.
    if (!hasLines(uri.path)) {
      await vscode.commands.executeCommand('vscode.open', uri, vscode.ViewColumn.One);
      return;
    }
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.One,
      selection: rangeOf(span),
    });
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
