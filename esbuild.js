// Bundles the product into dist/. A failed bundle fails the build.
const esbuild = require('esbuild');
const { rmSync } = require('node:fs');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** Everything but the start bundle is loaded on first need: the import stays an import of a file beside it. */
const lazyHost = {
  name: 'lazy-host',
  setup(build) {
    build.onResolve({ filter: /\/host\/main\.ts$/ }, () => ({ path: './host.js', external: true }));
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};
const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', '@tensorflow/tfjs-node'],
};

const page = { ...shared, platform: 'browser', format: 'iife', target: 'es2022' };

const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [lazyHost] },
  { ...node, entryPoints: ['src/host/main.ts'], outfile: 'dist/host.js' },
  { ...node, entryPoints: ['src/engine.ts'], outfile: 'dist/engine.js' },
  { ...node, entryPoints: ['src/model.ts'], outfile: 'dist/model.js' },
  { ...node, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  { ...page, entryPoints: ['src/webview/main.ts'], outfile: 'dist/webview.js' },
  { ...page, entryPoints: ['src/webview/data.ts'], outfile: 'dist/dataView.js' },
];

async function main() {
  rmSync('dist', { recursive: true, force: true });
  if (!watch) {
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    return;
  }
  const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(bundle)));
  await Promise.all(contexts.map((context) => context.watch()));
}

main().catch(() => {
  process.exitCode = 1;
});
