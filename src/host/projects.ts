import * as vscode from 'vscode';
import type { Engine } from '../engine/client.ts';
import type { FileChanges, FileTracker, TrackedFile } from './fileTracker.ts';
import type { ProjectFile } from './project.ts';
import { Project } from './project.ts';

export interface Projects {
  dispose(): void;
  all(): readonly Project[];
  readonly onDidPublish: vscode.Event<void>;
  /** True once there is a run to show, or the files that were there at the start are analysed. */
  isReady(): boolean;
  /** Resolves when everything that changed so far is analysed; with a file, when what lies in its folder and above is. */
  settled(uri?: vscode.Uri): Promise<void>;
  /** The project that a file belongs to; one is made for a file outside the workspace's folders. */
  projectOf(uri: vscode.Uri): Promise<{ project: Project; file: ProjectFile }>;
  /** Reads every file anew. */
  readAll(): Promise<void>;
}

interface ProjectsParts {
  readonly files: FileTracker;
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
}

/** One project a workspace folder, kept up to date with its files, and one a folder of loose files. */
export function createProjects({ files, engine, log }: ProjectsParts): Projects {
  const published = new vscode.EventEmitter<void>();
  const projects = new Map<string, Project>();
  let ready = false;
  let working: Promise<unknown> = Promise.resolve();

  const add = (root: vscode.Uri, prefix: string, folder?: vscode.WorkspaceFolder): Project => {
    const project = new Project({
      root,
      prefix,
      engine,
      log,
      folderCounts: () => (folder === undefined ? [] : files.folderCounts(folder)),
    });
    project.onDidPublish(() => published.fire());
    projects.set(root.toString(), project);
    return project;
  };
  const ofFolder = (folder: vscode.WorkspaceFolder): Project => {
    // With one folder the paths of runs are those that the command line shows.
    const prefix = (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/` : '';
    return projects.get(folder.uri.toString()) ?? add(folder.uri, prefix, folder);
  };
  const take = ({ changed, removed }: FileChanges): Promise<unknown> => {
    const folders = new Set([...changed, ...removed].map(({ folder }) => folder));
    const of = (list: readonly TrackedFile[], folder: vscode.WorkspaceFolder): TrackedFile[] =>
      list.filter((file) => file.folder === folder);
    const updates = [...folders].map((folder) =>
      ofFolder(folder).update(of(changed, folder), of(removed, folder)),
    );
    working = Promise.all([working, ...updates]);
    return working;
  };
  const dropFolders = (event: vscode.WorkspaceFoldersChangeEvent): void => {
    for (const { uri } of event.removed) {
      projects.get(uri.toString())?.dispose();
      projects.delete(uri.toString());
    }
    published.fire();
  };
  const subscriptions = [
    published,
    files.onDidChange((changes) => void take(changes)),
    vscode.workspace.onDidChangeWorkspaceFolders(dropFolders),
  ];
  const readAll = async (): Promise<void> => {
    await files.ready;
    await take({ changed: files.files(), removed: [] });
    ready = true;
    published.fire();
  };
  const first = readAll();

  return {
    all: () => [...projects.values()],
    onDidPublish: published.event,
    isReady: () => ready || [...projects.values()].some(({ analysis }) => analysis.runs.length > 0),
    settled: async (uri) => {
      if (uri !== undefined) {
        await files.ready;
        const { root, path } = rootOf(uri);
        await projects.get(root.toString())?.settleNear(path);
        return;
      }
      await first;
      await working;
    },
    projectOf: async (uri) => {
      const { root, folder, path } = rootOf(uri);
      const project =
        folder === undefined
          ? (projects.get(root.toString()) ?? add(root, `${root.path}/`))
          : ofFolder(folder);
      const { mtime } = await vscode.workspace.fs.stat(uri);
      return { project, file: { uri, path, mtime } };
    },
    readAll,
    dispose: () => {
      for (const project of projects.values()) project.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The root of a file's project, and its path below. */
function rootOf(uri: vscode.Uri): { root: vscode.Uri; folder?: vscode.WorkspaceFolder; path: string } {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const root = folder?.uri ?? vscode.Uri.joinPath(uri, '..');
  const path = uri.path.slice(root.path.replace(/\/$/, '').length + 1);
  return { root, path, ...(folder === undefined ? {} : { folder }) };
}
