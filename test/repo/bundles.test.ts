import assert from 'node:assert/strict';
import { buildSync, type Metafile } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const bundles = [
  'extension.js',
  'host.js',
  'engine.js',
  'model.js',
  'cli.js',
  'webview.js',
  'dataView.js',
] as const;

function bundle(name: string): string {
  const path = join(root, 'dist', name);
  if (!existsSync(path))
    execFileSync(process.execPath, [join(root, 'esbuild.js'), '--production'], { stdio: 'inherit' });
  return readFileSync(path, 'utf8');
}

/** What the bundles may ask of Node; everything that opens a socket or starts a shell is missing here. */
const allowedBuiltins = new Set([
  'node:child_process',
  'node:crypto',
  'node:fs',
  'node:fs/promises',
  'node:path',
  'node:process',
  'node:util',
  'node:v8',
  'node:worker_threads',
]);

/** What reading NumPy archives and Parquet takes. */
const bundledPackages = ['fflate', 'fzstd', 'hyparquet', 'hyparquet-compressors', 'hysnappy'];

describe('the bundles', () => {
  it('are all there, and the start bundle stays within 30 KB', () => {
    for (const name of bundles) assert.ok(bundle(name).length > 0, name);
    assert.ok(statSync(join(root, 'dist/extension.js')).size <= 30 * 1024);
  });

  it('open no socket: nothing of the network is required, fetched or connected to', () => {
    for (const name of bundles) {
      const required = [...bundle(name).matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1]!);
      const foreign = required.filter(
        (path) => path !== 'vscode' && path !== './host.js' && !allowedBuiltins.has(path),
      );
      assert.deepEqual(foreign, [], `${name} requires ${foreign.join(', ')}`);
      assert.doesNotMatch(
        bundle(name),
        /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|createTelemetryLogger/,
        name,
      );
    }
  });

  it('know TensorFlow in the process that runs models only, where it is loaded on first need', () => {
    for (const name of bundles) {
      const loaded = [...bundle(name).matchAll(/(?:require|import)\s*\(?\s*["'`]@tensorflow\/[^"'`]*["'`]/g)];
      assert.deepEqual(
        loaded.map(([text]) => text),
        name === 'model.js' ? ['import("@tensorflow/tfjs-node"'] : [],
        name,
      );
    }
    // Requests that fail before a model is built must not need the package: a process without it starts and answers.
    const start = `
      process.send = () => true;
      require(${JSON.stringify(join(root, 'dist/model.js'))});
      const loaded = Object.keys(require.cache).filter((path) => path.includes('@tensorflow'));
      process.exit(loaded.length);`;
    assert.equal(spawnSync(process.execPath, ['-e', start]).status, 0);
  });

  it('start no shell and no program but the engine', () => {
    for (const name of bundles)
      assert.doesNotMatch(bundle(name), /\bexec(?:File)?(?:Sync)?\(["'`]|spawn(?:Sync)?\(|shell:/, name);
  });

  it('hold the project’s own code and that of the few packages whose licences are shipped', () => {
    const { metafile } = buildSync({
      entryPoints: [
        'src/extension.ts',
        'src/host/main.ts',
        'src/engine.ts',
        'src/model.ts',
        'src/cli.ts',
      ].map((path) => join(root, path)),
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      external: ['vscode', '@tensorflow/tfjs-node'],
      outdir: 'out',
      absWorkingDir: root,
      logLevel: 'silent',
    }) as { metafile: Metafile };
    const foreign = Object.keys(metafile.inputs).filter((path) => !path.startsWith('src/'));
    const packages = new Set(foreign.map((path) => /^node_modules\/([^/]+)\//.exec(path)?.[1] ?? path));
    assert.deepEqual([...packages].sort(), bundledPackages);
    const licences = readFileSync(join(root, 'media/third-party-licences.txt'), 'utf8');
    for (const name of packages) {
      const folder = join(root, 'node_modules', name);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        version: string;
      };
      assert.ok(licences.includes(`\n${name} ${version}\n`), `${name} ${version}`);
      assert.ok(licences.includes(readFileSync(join(folder, 'LICENSE'), 'utf8').trim()), name);
    }
  });

  it('know the built-in modules they are checked against', () => {
    for (const name of allowedBuiltins) assert.ok(builtinModules.includes(name.replace('node:', '')), name);
  });
});
