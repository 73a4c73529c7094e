import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run bench`: how long reading and metrics take here, and how often rules and intervals are right; nothing passes or fails. */
for (const [title, script] of [
  ['Metrics of a million rows', 'metrics.ts'],
  ['Reading prediction tables', 'readCsv.ts'],
  ['Reading logs', 'readLog.ts'],
  ['Finding and reading many runs', 'discovery.ts'],
  ['Following logs', 'followLog.ts'],
  ['Rules on labelled runs', 'rules.ts'],
  ['Rules on prediction files', 'predictionRules.ts'],
  ['Rules on the files of several runs', 'pairRules.ts'],
  ['Coverage of intervals', 'coverage.ts'],
  ['Gain of thresholds', 'thresholds.ts'],
  ['Comparisons of two files', 'comparison.ts'],
] as const) {
  console.log(`\n== ${title}`);
  spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, script)], { stdio: 'inherit' });
}
