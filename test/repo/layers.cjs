/** The import directions of src/README.md. Type-only imports count as well, except where a rule says so. */
const only = (name, from, allowed, more = {}) => ({
  name: `${name}-imports-only`,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed.map((folder) => `^src/${folder}/`)], ...more },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^(src|test)/' }, to: { circular: true } },
    { name: 'no-tests-in-product', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^(vscode|@tensorflow/tfjs-node)$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        path: '^src/',
        orphan: true,
        pathNot: '^src/((extension|engine|model|cli|host|webview/main)[.]ts$|.+[.]d[.]ts$)',
      },
      to: {},
    },
    only('core', '^src/core/', ['core']),
    {
      name: 'formats-imports-only',
      severity: 'error',
      from: { path: '^src/formats/' },
      to: { pathNot: ['^src/(core|formats)/', '^node_modules/(fflate|hyparquet|hyparquet-compressors)/'] },
    },
    only('rules', '^src/rules/', ['core', 'rules']),
    only('analysis', '^src/analysis/', ['core', 'formats', 'rules', 'analysis']),
    only('report', '^src/report/', ['core', 'rules', 'analysis', 'protocol', 'report']),
    {
      name: 'report-takes-only-types-of-analysis',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/analysis/', dependencyTypesNot: ['type-only'] },
    },
    only('protocol', '^src/protocol/', ['protocol']),
    {
      name: 'models-imports-only',
      severity: 'error',
      from: { path: '^src/models/' },
      to: { pathNot: ['^src/(models|core|protocol)/', '@tensorflow/tfjs-node', '^util$'] },
    },
    {
      name: 'only-models-know-tensorflow',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/models/' },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'engine-imports-only',
      severity: 'error',
      from: { path: '^src/engine(/|[.]ts$)' },
      to: { pathNot: ['^src/(engine|analysis|models|protocol)/'], dependencyTypesNot: ['core', 'type-only'] },
    },
    only('model-entry', '^src/model[.]ts$', ['engine', 'models', 'formats', 'core']),
    only('webview', '^src/webview/', ['protocol', 'webview']),
    {
      name: 'cli-imports-only',
      severity: 'error',
      from: { path: '^src/cli(/|[.]ts$)' },
      to: {
        pathNot: ['^src/(cli|engine|report|analysis|core)/', '^src/formats/recognise[.]ts$'],
        dependencyTypesNot: ['core', 'type-only'],
      },
    },
    {
      name: 'host-imports-neither-panel-nor-cli',
      severity: 'error',
      from: { path: '^src/(host/|extension[.]ts$)' },
      to: { path: '^src/(webview|cli)(/|[.]ts$)' },
    },
    {
      name: 'entries-are-imported-by-none',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(extension|engine|model|cli|webview/main)[.]ts$' },
    },
    {
      name: 'only-host-knows-vscode',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(host/|extension[.]ts$)' },
      to: { path: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
    },
    exclude: { path: '^(dist|out)/' },
  },
};
