import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './support/browser.ts';
import { installCodeServer, projectRoot } from './support/codeServer.ts';

/**
 * `npm test`: every check one after the other, all of them even if one fails, and a last line that counts. A stage
 * without tests of its own counts as one; a skipped test counts as failed, since nothing here may be left out silently.
 */
interface Stage {
  readonly title: string;
  readonly script: string;
  /** Stages that run mocha, whose counts are read from its results file. */
  readonly mocha: boolean;
}

const stages: readonly Stage[] = [
  { title: 'Types', script: 'test:types', mocha: false },
  { title: 'Lint', script: 'test:lint', mocha: false },
  { title: 'Import directions', script: 'test:layers', mocha: false },
  { title: 'Build', script: 'build', mocha: false },
  { title: 'Unit tests', script: 'test:unit', mocha: true },
  { title: 'Inside VS Code', script: 'test:host', mocha: true },
  { title: 'User interface', script: 'test:ui', mocha: true },
];

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function runStage(stage: Stage, results: string): Counts {
  console.log(`\n=== ${stage.title} (npm run ${stage.script})`);
  rmSync(results, { force: true });
  const { status } = spawnSync('npm', ['run', '--silent', stage.script], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_RESULTS: results },
    shell: process.platform === 'win32',
  });
  if (!stage.mocha) return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  try {
    const counts = JSON.parse(readFileSync(results, 'utf8')) as Counts;
    const ended = status === 0 || counts.failed > 0 ? 0 : 1;
    return counts.passed + counts.failed === 0
      ? { ...counts, failed: 1 }
      : { ...counts, failed: counts.failed + ended };
  } catch {
    console.error(`${stage.title}: ended without results (exit code ${String(status)}).`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function main(): void {
  try {
    findBrowser();
    installCodeServer();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    console.log('0 passed, 1 failed');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-results-'));
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    const counts = runStage(stage, join(folder, 'results.json'));
    passed += counts.passed;
    failed += counts.failed + counts.skipped;
    lines.push(`${stage.title}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${lines.join('\n')}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main();
