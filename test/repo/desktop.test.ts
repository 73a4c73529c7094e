import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A stand-in for VS Code that writes down how it was started and ends with a given code. */
function recordingExecutable(folder: string, exitCode: number): { executable: string; record: string } {
  const record = join(folder, 'record.json');
  const executable = join(folder, 'code');
  writeFileSync(
    executable,
    `#!${process.execPath}
require('node:fs').writeFileSync(${JSON.stringify(record)}, JSON.stringify({ args: process.argv.slice(2), workspace: process.env.TEST_WORKSPACE }));
process.exit(${exitCode});
`,
  );
  chmodSync(executable, 0o755);
  return { executable, record };
}

function runDesktop(executable: string): number | null {
  return spawnSync(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', 'test/host/runDesktop.ts'],
    {
      cwd: root,
      env: { ...process.env, VSCODE_EXECUTABLE: executable },
      stdio: 'ignore',
    },
  ).status;
}

describe('the suite in a desktop VS Code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-desktop-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('starts the named executable with the extension, the bundled suite and a workspace', () => {
    const { executable, record } = recordingExecutable(folder, 0);
    assert.equal(runDesktop(executable), 0);
    const { args, workspace } = JSON.parse(readFileSync(record, 'utf8')) as {
      args: string[];
      workspace: string;
    };
    assert.ok(args.includes(`--extensionDevelopmentPath=${root}`));
    const suite = args
      .find((arg) => arg.startsWith('--extensionTestsPath='))!
      .slice('--extensionTestsPath='.length);
    assert.match(readFileSync(suite, 'utf8'), /run/);
    assert.ok(args.includes(workspace));
    assert.ok(existsSync(join(workspace, 'training.log')));
  }).timeout(180_000);

  it('fails when the suite in it fails', () => {
    const { executable } = recordingExecutable(folder, 1);
    assert.notEqual(runDesktop(executable), 0);
  }).timeout(180_000);
});
