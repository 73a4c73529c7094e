import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Holds VS Code 1.139.1, built: the real workbench in a browser, the real extension host in Node. */
const version = '4.139.1';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** Installs code-server beside the project (ignored by git) and gives the folder of its VS Code. */
export function installCodeServer(): string {
  const home = join(projectRoot, '.vscode-test', `code-server-${version}`);
  const vscode = join(home, 'node_modules/code-server/lib/vscode');
  const finished = join(home, 'installed');
  if (existsSync(finished)) return vscode;
  console.log(`Installing code-server ${version} into .vscode-test (about 600 MB, once)…`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const npm = (folder: string, ...more: string[]) =>
    execFileSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...more],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      },
    );
  npm(home, `code-server@${version}`);
  npm(vscode, '--omit=dev');
  writeFileSync(finished, '');
  return vscode;
}

export interface CodeServer {
  readonly port: number;
  /** The address that opens a folder with the extension under development and, if given, a test suite in its host. */
  url(folder: string, suite?: string): string;
  readonly log: () => string;
  stop(): void;
}

export interface CodeServerOptions {
  readonly settings?: Record<string, unknown>;
  readonly trustEverything?: boolean;
  /** Environment of the server and so of the extension host, on top of this process's. */
  readonly env?: Record<string, string>;
}

/** What keeps the workbench quiet in tests and pictures. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'editor.hover.delay': 200,
};

export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const vscode = installCodeServer();
  const data = mkdtempSync(join(tmpdir(), 'imbalance-lens-server-'));
  mkdirSync(join(data, 'data/User'), { recursive: true });
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings });
  writeFileSync(join(data, 'data/User/settings.json'), settings);
  writeFileSync(join(data, 'data/Machine/settings.json'), settings);
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      join(vscode, 'out/server-main.js'),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--telemetry-level',
      'off',
      '--enable-smoke-test-driver',
      ...(options.trustEverything === false ? [] : ['--disable-workspace-trust']),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  let log = '';
  child.stdout.on('data', (text: Buffer) => (log += text.toString()));
  child.stderr.on('data', (text: Buffer) => (log += text.toString()));
  await listening(child, () => log);
  return {
    port,
    url: (folder, suite) => address(port, folder, suite),
    log: () => log,
    stop() {
      child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function address(port: number, folder: string, suite: string | undefined): string {
  const remote = (path: string) => `vscode-remote://localhost:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(projectRoot)],
    ['skipWelcome', 'true'],
    ...(suite === undefined ? [] : [['extensionTestsPath', remote(suite)]]),
  ];
  return `http://localhost:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const place = server.address();
      const port = typeof place === 'object' && place !== null ? place.port : 0;
      server.close(() => found(port));
    });
  });
}

function listening(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((ready, failed) => {
    const timer = setInterval(() => {
      if (!/Extension host agent listening|Web UI available/.test(log())) return;
      clearInterval(timer);
      ready();
    }, 50);
    child.on('exit', (code) => {
      clearInterval(timer);
      failed(new Error(`The VS Code server ended at its start (${String(code)}): ${log()}`));
    });
  });
}
