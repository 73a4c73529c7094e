import * as vscode from 'vscode';
import type { FindingTarget } from './actions.ts';
import { activeFile } from './activeFile.ts';
import type { CommandName } from './commandNames.ts';
import { comparePredictions } from './compare.ts';
import type { Comparisons } from './comparisons.ts';
import { askAndMute } from './configFile.ts';
import { rulePage } from './diagnostics.ts';
import { evaluatePredictions } from './evaluate.ts';
import type { FileTracker } from './fileTracker.ts';
import { mapColumns } from './mapColumns.ts';
import type { Projects } from './projects.ts';
import { readAs } from './readAs.ts';
import type { ReportPanel } from './reportPanel.ts';
import type { RunView } from './runs.ts';
import { hasId } from './runs.ts';

interface CommandParts {
  readonly extension: vscode.Uri;
  readonly files: FileTracker;
  readonly projects: Projects;
  readonly panel: ReportPanel;
  readonly comparisons: Comparisons;
  readonly log: vscode.LogOutputChannel;
  /** Lets an engine that was switched off after crashes start again. */
  resetEngine(): void;
  /** All runs, newest first. */
  views(): readonly RunView[];
  /** The runs that a file is part of. */
  runsOf(uri: vscode.Uri): readonly RunView[];
}

export type Commands = Readonly<Record<CommandName, (...args: readonly unknown[]) => Promise<unknown>>>;

/** What each command does. Arguments come from menus, links and other extensions: they are looked at before use. */
export function createCommands(parts: CommandParts): Commands {
  const { projects, panel, views, runsOf } = parts;
  const shown = (view: RunView | undefined): string | undefined => {
    if (view !== undefined) panel.open(view);
    return view?.run.id;
  };
  return {
    evaluatePredictions: async (target) => {
      return shown(await evaluatePredictions(parts, uriOf(target)));
    },
    comparePredictions: async (target, selected) => {
      const compared = await comparePredictions(parts, urisOf(target, selected));
      if (compared !== undefined) panel.open(compared.view);
      return compared?.outcome;
    },
    mapColumns: async (target) => shown(await mapColumns(parts, uriOf(target))),
    readAs: async (target) => shown(await readAs(parts, uriOf(target))),
    openReport: async (target, root) => {
      const uri = uriOf(target) ?? activeFile();
      // A link names a run that is there; without a file the panel shows what there is, and follows.
      if (uri !== undefined && findRun(parts, target, root) === undefined) await projects.settled(uri);
      panel.open(findRun(parts, target, root));
    },
    explainFinding: async (target) => {
      const rule = isTarget(target) ? target.rule : await pickRule(views(), 'Explain which finding?');
      if (rule !== undefined)
        await vscode.commands.executeCommand('vscode.open', rulePage(parts.extension, rule));
    },
    muteFinding: async (target, scope) => {
      const view = isTarget(target) ? runsOf(vscode.Uri.parse(target.uri))[0] : views()[0];
      const rule = isTarget(target)
        ? target.rule
        : await pickRule(view === undefined ? [] : [view], 'Mute which finding?');
      if (view === undefined || rule === undefined) return;
      await askAndMute(
        view.project.root,
        rule,
        scope === 'folder' ? undefined : view.project.globOf(view.run.id),
      );
    },
    refresh: async () => {
      parts.resetEngine();
      await parts.files.rescan();
      await projects.readAll();
    },
    showLog: () => {
      parts.log.show(true);
      return Promise.resolve();
    },
  };
}

function uriOf(target: unknown): vscode.Uri | undefined {
  return target instanceof vscode.Uri ? target : undefined;
}

/** The files of a menu: all that are selected, else the one it was opened on, or two that another extension names. */
function urisOf(target: unknown, selected: unknown): vscode.Uri[] {
  const listed: readonly unknown[] = Array.isArray(selected) ? selected : [selected];
  const uris = listed.filter((uri) => uri instanceof vscode.Uri);
  if (!(target instanceof vscode.Uri)) return uris;
  return uris.some((uri) => uri.toString() === target.toString()) ? uris : [target, ...uris];
}

/** The run meant by a link (its id and project), by a file, or by the active editor. */
function findRun({ views, runsOf }: CommandParts, target: unknown, root: unknown): RunView | undefined {
  if (target instanceof vscode.Uri) return runsOf(target)[0];
  const named = views().find((view) => hasId(view, target, root));
  const active = activeFile();
  return named ?? (active === undefined ? undefined : runsOf(active)[0]);
}

function isTarget(value: unknown): value is FindingTarget {
  if (typeof value !== 'object' || value === null) return false;
  const { rule, uri } = value as Record<string, unknown>;
  return typeof rule === 'string' && /^[a-z0-9-]+$/.test(rule) && typeof uri === 'string';
}

async function pickRule(runs: readonly RunView[], placeHolder: string): Promise<string | undefined> {
  const rules = [...new Set(runs.flatMap(({ run }) => run.findings.map(({ rule }) => rule)))];
  if (rules.length > 0) return vscode.window.showQuickPick(rules, { placeHolder });
  void vscode.window.showInformationMessage('There is no finding in this workspace.');
  return undefined;
}
