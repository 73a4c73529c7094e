import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import type { Outline } from '../core/outline.ts';
import { parseFromDataView } from '../protocol/dataView.ts';
import type { DataState, ToDataView } from '../protocol/dataView.ts';
import { dataState, loadingData } from '../report/dataState.ts';
import { panelHtml } from '../report/panelHtml.ts';
import type { Project, ProjectFile } from './project.ts';
import type { Projects } from './projects.ts';
import type { RunView } from './runs.ts';

interface DataEditorPorts {
  readonly extension: vscode.Uri;
  readonly projects: Projects;
  /** True for files that are followed anyway. */
  isTracked(uri: vscode.Uri): boolean;
  /** The runs that a file is part of. */
  runsOf(uri: vscode.Uri): readonly RunView[];
  openReport(view: RunView): void;
  evaluate(uri: vscode.Uri): Promise<unknown>;
}

/** Changes of one burst are read together. */
const burstMs = 200;

/** The read-only editors of files without lines: what is in the file, and its evaluation. */
export class DataEditors implements vscode.Disposable {
  readonly #ports: DataEditorPorts;
  readonly #editors = new Set<DataEditor>();

  constructor(ports: DataEditorPorts) {
    this.#ports = ports;
  }

  open(uri: vscode.Uri, panel: vscode.WebviewPanel): void {
    const editor = new DataEditor(uri, panel, this.#ports);
    this.#editors.add(editor);
    panel.onDidDispose(() => {
      this.#editors.delete(editor);
      editor.dispose();
    });
  }

  /** Sends every editor the newest state of its file. */
  refresh(): void {
    for (const editor of this.#editors) editor.refresh();
  }

  dispose(): void {
    for (const editor of this.#editors) editor.dispose();
    this.#editors.clear();
  }
}

class DataEditor implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #ports: DataEditorPorts;
  readonly #watcher: vscode.Disposable;
  #place: { readonly project: Project; readonly file: ProjectFile } | undefined;
  /** What the file held when it was last read, by that reading. */
  #held:
    | { readonly reading: object | undefined; readonly outline: Outline | { failed: string } | undefined }
    | undefined;
  #burst: NodeJS.Timeout | undefined;
  #failed: string | undefined;
  #listening = false;
  #revision = 0;

  constructor(uri: vscode.Uri, panel: vscode.WebviewPanel, ports: DataEditorPorts) {
    this.#uri = uri;
    this.#panel = panel;
    this.#ports = ports;
    this.#watcher = this.#watch();
    const dist = vscode.Uri.joinPath(ports.extension, 'dist');
    const media = vscode.Uri.joinPath(ports.extension, 'media');
    panel.webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#act(message));
    panel.webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64'),
      cspSource: panel.webview.cspSource,
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, 'dataView.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(media, 'panel.css')).toString(),
    });
    void this.#read();
  }

  refresh(): void {
    if (this.#listening) void this.#send();
  }

  dispose(): void {
    clearTimeout(this.#burst);
    this.#watcher.dispose();
    const place = this.#place;
    this.#place = undefined;
    // What was read for this editor alone goes with it.
    if (place !== undefined && !this.#ports.isTracked(this.#uri)) void place.project.update([], [place.file]);
  }

  /** Follows a file that is not followed anyway: one outside the workspace, or of a name that says nothing. */
  #watch(): vscode.Disposable {
    const folder = vscode.Uri.joinPath(this.#uri, '..');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
    const look = (uri: vscode.Uri): void => {
      if (uri.toString() !== this.#uri.toString() || this.#ports.isTracked(uri)) return;
      clearTimeout(this.#burst);
      this.#burst = setTimeout(() => void this.#read(), burstMs);
    };
    return vscode.Disposable.from(watcher, watcher.onDidChange(look), watcher.onDidCreate(look));
  }

  async #read(): Promise<void> {
    const { projects } = this.#ports;
    try {
      await projects.settled(this.#uri);
      this.#place = await projects.projectOf(this.#uri);
      const { project, file } = this.#place;
      if (project.reportOf(this.#uri) === undefined || !this.#ports.isTracked(this.#uri))
        await project.readNow(file);
      this.#failed = undefined;
    } catch (error) {
      this.#failed = error instanceof Error ? error.message : String(error);
    }
    this.refresh();
  }

  async #act(message: unknown): Promise<void> {
    const intent = parseFromDataView(message);
    switch (intent?.type) {
      case 'ready':
        this.#listening = true;
        this.#post(loadingData(this.#uri.path));
        return this.#send();
      case 'openReport': {
        const [view] = this.#ports.runsOf(this.#uri);
        if (view !== undefined) this.#ports.openReport(view);
        return;
      }
      case 'evaluate':
        await this.#ports.evaluate(this.#uri);
        return;
      case undefined:
    }
  }

  async #send(): Promise<void> {
    const revision = ++this.#revision;
    const state = await this.#state();
    if (state !== undefined && revision === this.#revision) this.#post(state);
  }

  /** Undefined while the file is read for the first time. */
  async #state(): Promise<DataState | undefined> {
    const path = this.#uri.path;
    if (this.#failed !== undefined) return { ...loadingData(path), phase: 'ready', notes: [this.#failed] };
    const place = this.#place;
    const report = place?.project.reportOf(this.#uri);
    if (place === undefined || report === undefined) return undefined;
    const outline = await this.#outline(place.project, report.path);
    const bytes = await this.#bytes();
    const [view] = this.#ports.runsOf(this.#uri);
    return dataState({
      path: report.path,
      bytes,
      report,
      ...(outline === undefined ? {} : { outline }),
      ...(view === undefined ? {} : { run: view.run }),
    });
  }

  async #outline(project: Project, path: string): Promise<Outline | { failed: string } | undefined> {
    const reading = project.readingOf(path);
    const held = this.#held;
    if (held !== undefined && held.reading === reading && reading !== undefined) return held.outline;
    const outline = await project.outline(path);
    this.#held = { reading, outline };
    return outline;
  }

  async #bytes(): Promise<number> {
    try {
      return (await vscode.workspace.fs.stat(this.#uri)).size;
    } catch {
      return 0;
    }
  }

  #post(state: DataState): void {
    void this.#panel.webview.postMessage({ type: 'state', state } satisfies ToDataView);
  }
}
