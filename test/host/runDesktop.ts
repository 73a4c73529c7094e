import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../support/codeServer.ts';
import { buildHostSuite } from '../support/hostSuite.ts';
import { makeWorkspace } from '../support/workspace.ts';

/**
 * Runs the same suite in a desktop VS Code: the one named by VSCODE_EXECUTABLE, else one that is downloaded into
 * `.vscode-test/`. A machine that can do neither is told so in one line.
 */
async function main(): Promise<number> {
  execFileSync(process.execPath, [join(projectRoot, 'esbuild.js')], { stdio: 'inherit' });
  const suite = await buildHostSuite();
  const workspace = makeWorkspace();
  const named = process.env['VSCODE_EXECUTABLE'];
  let executable: string;
  try {
    executable = named ?? (await downloadAndUnzipVSCode({ cachePath: join(projectRoot, '.vscode-test') }));
  } catch (error) {
    console.error(
      `No desktop VS Code could be downloaded (${error instanceof Error ? error.message : String(error)}): name one with VSCODE_EXECUTABLE=/path/to/code, or run the suite in the browser with "npm run test:host".`,
    );
    return 1;
  }
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: suite,
    extensionTestsEnv: { TEST_WORKSPACE: workspace },
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--no-sandbox',
    ],
  });
}

process.exitCode = await main();
