import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { startCodeServer, projectRoot } from './codeServer.ts';
import { makeWorkspace, sampleProject } from './workspace.ts';

/** `npm start`: builds the extension and opens VS Code with it on a copy of the sample project. */
async function main(): Promise<void> {
  execFileSync(process.execPath, [join(projectRoot, 'esbuild.js')], { stdio: 'inherit' });
  const workspace = makeWorkspace(sampleProject);
  const desktop =
    process.env['VSCODE_EXECUTABLE'] ?? findOnPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  if (desktop !== undefined && canShowWindows()) {
    console.log(`Opening ${workspace} in ${desktop}`);
    spawn(desktop, ['--new-window', `--extensionDevelopmentPath=${projectRoot}`, workspace], {
      detached: true,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    }).unref();
    return;
  }
  const server = await startCodeServer();
  console.log(
    `VS Code with Imbalance Lens on a copy of the sample project (${workspace}) is at\n\n  ${server.url(workspace)}\n\nCtrl+C ends it.`,
  );
  const stop = (): void => {
    server.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canShowWindows(): boolean {
  if (process.platform !== 'linux') return true;
  return process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
}

await main();
