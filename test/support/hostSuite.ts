import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './codeServer.ts';

/** Bundles the tests of `test/host` for VS Code's own runner, which calls the bundle's `run()`. */
export async function buildHostSuite(): Promise<string> {
  const folder = join(projectRoot, 'test/host');
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const outfile = join(projectRoot, 'out/host/index.js');
  await build({
    stdin: {
      contents: `import { runMocha } from '../support/runMocha.ts';
export const run = () => runMocha(() => { ${tests.map((name) => `require('./${name}');`).join(' ')} });`,
      resolveDir: folder,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
