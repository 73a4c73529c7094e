import * as vscode from 'vscode';
import { createEngine } from '../engine/client.ts';
import { quickFixes } from './actions.ts';
import { activeFile } from './activeFile.ts';
import { createComparisons } from './comparisons.ts';
import type { CommandName } from './commandNames.ts';
import { createCommands } from './commands.ts';
import { DataEditors } from './dataEditors.ts';
import { diagnosticSource, publishDiagnostics } from './diagnostics.ts';
import type { FileTracker } from './fileTracker.ts';
import { createHoverProvider, documentPattern } from './hovers.ts';
import type { Project } from './project.ts';
import { createProjects } from './projects.ts';
import type { Projects } from './projects.ts';
import { leftOutNotes } from './leftOutNotes.ts';
import { ReportPanel } from './reportPanel.ts';
import { showRulePage } from './rulePage.ts';
import type { RunView } from './runs.ts';
import { hasFile, mostPressing, newestFirst, newestOfSeries, runViews } from './runs.ts';
import { createStatusBar } from './statusBar.ts';

/** What the start bundle hands over to. */
export interface Host {
  run(command: CommandName, args: readonly unknown[]): Promise<unknown>;
  restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
  showRulePage(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void>;
  showData(uri: vscode.Uri, panel: vscode.WebviewPanel): void;
}

/** Builds the services in order and connects them: files → engine → problems, hovers, status bar, report. */
export function startHost(context: vscode.ExtensionContext, files: FileTracker): Host {
  const extension = context.extensionUri;
  const log = vscode.window.createOutputChannel('Imbalance Lens', { log: true });
  const engine = createEngine({ modulePath: vscode.Uri.joinPath(extension, 'dist', 'engine.js').fsPath });
  const collection = vscode.languages.createDiagnosticCollection(diagnosticSource);
  const status = createStatusBar(() => leftOutNotes(files).all);
  const projects = createProjects({ files, engine, log });
  const views = (): RunView[] => newestFirst(projects.all().flatMap(runViews));
  const runsOf = (uri: vscode.Uri): RunView[] => views().filter((view) => hasFile(view, uri));
  const comparisons = createComparisons(engine, () => panel.refresh());
  const panel: ReportPanel = new ReportPanel({
    extension,
    runs: views,
    leftOut: () => leftOutNotes(files),
    comparisons,
    isReady: () => projects.isReady(),
    onDidTurn: () => showStatus(),
  });

  const showStatus = (): void => {
    const uri = activeFile();
    const [shown] = uri === undefined ? [] : runsOf(uri);
    status.show(shown ?? panel.activeRun() ?? mostPressing(newestOfSeries(views())));
  };
  const publish = (): void => {
    const runs = views();
    publishDiagnostics(collection, runsWithProblems(runs), projectsWithProblems(projects), extension);
    showStatus();
    comparisons.update();
    panel.refresh();
    dataEditors.refresh();
    void vscode.commands.executeCommand('setContext', 'imbalanceLens.predictionFiles', predictionFiles(runs));
  };
  context.subscriptions.push(
    log,
    collection,
    status,
    projects,
    panel,
    { dispose: () => engine.dispose() },
    projects.onDidPublish(publish),
    logLeftOut(log, files, publish),
    vscode.window.tabGroups.onDidChangeTabs(showStatus),
    vscode.window.tabGroups.onDidChangeTabGroups(showStatus),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('imbalanceLens')) publish();
    }),
    ...registerProviders(runsOf, extension),
  );
  const commands = createCommands({
    extension,
    files,
    projects,
    panel,
    comparisons,
    log,
    views,
    runsOf,
    resetEngine: () => engine.reset(),
  });
  const run: Host['run'] = (command, args) => reported(log, () => commands[command](...args));
  const dataEditors = new DataEditors({
    extension,
    projects,
    isTracked: files.has,
    runsOf,
    openReport: (view) => panel.open(view),
    evaluate: (uri) => run('evaluatePredictions', [uri]),
  });
  context.subscriptions.push(dataEditors);
  return {
    run,
    restorePanel: (webview, state) => {
      panel.restore(webview, state);
      return Promise.resolve();
    },
    showRulePage,
    showData: (uri, webview) => dataEditors.open(uri, webview),
  };
}

/** The error boundary of commands: what fails is said once, in answer to what the person did, and logged. */
async function reported(log: vscode.LogOutputChannel, work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(error instanceof Error ? (error.stack ?? message) : message);
    void vscode.window.showErrorMessage(message);
    return undefined;
  }
}

/** What the editor asks for at a place in a document. */
function registerProviders(
  runsOf: (uri: vscode.Uri) => readonly RunView[],
  extension: vscode.Uri,
): vscode.Disposable[] {
  const { QuickFix } = vscode.CodeActionKind;
  return [
    vscode.languages.registerHoverProvider(documentPattern, createHoverProvider(runsOf, extension)),
    vscode.languages.registerCodeActionsProvider(documentPattern, quickFixes, {
      providedCodeActionKinds: [QuickFix],
    }),
  ];
}

/** Logs what is not read, now and when it is something else, which is then to be published. */
function logLeftOut(
  log: vscode.LogOutputChannel,
  files: FileTracker,
  publish: () => void,
): vscode.Disposable {
  const say = (): void => {
    for (const line of leftOutNotes(files).all) log.info(line);
  };
  say();
  return files.onDidLeaveOut(() => {
    say();
    publish();
  });
}

/** The runs that may raise problems, by the person's setting. */
function runsWithProblems(runs: readonly RunView[]): readonly RunView[] {
  switch (vscode.workspace.getConfiguration('imbalanceLens').get<string>('problems.scope')) {
    case 'off':
      return [];
    case 'all':
      return runs;
    default:
      return newestOfSeries(runs);
  }
}

/** The projects whose unread files may be told of. */
function projectsWithProblems(projects: Projects): readonly Project[] {
  const scope = vscode.workspace.getConfiguration('imbalanceLens').get<string>('problems.scope');
  return scope === 'off' ? [] : projects.all();
}

/** Paths of the prediction files, as the menus compare them. */
function predictionFiles(runs: readonly RunView[]): string[] {
  return runs.flatMap(({ project, run }) =>
    run.files.filter(({ role }) => role === 'predictions').map(({ path }) => project.uriOf(path).path),
  );
}
