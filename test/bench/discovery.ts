import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { discover } from '../../src/analysis/discover.ts';
import type { DiscoveredFile, Discovery } from '../../src/analysis/discover.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { createEngine } from '../../src/engine/client.ts';
import { diskFolders } from '../../src/engine/diskFolders.ts';
import { ReadingLoop } from '../../src/host/readingLoop.ts';
import { writeOthers, writeRuns } from './discovery/manyRuns.ts';

/**
 * Times finding and reading a project of 100,000 files with 1,000 runs, and folders that are out of the ordinary.
 * Run: node test/bench/discovery.ts [files] [runs].
 */
const files = Number(process.argv[2] ?? 100_000);
const runs = Number(process.argv[3] ?? 1_000);
const limits = defaultLimits.discovery;

/** The shares of `host/fileTracker.ts`. */
const walkShare = 0.01;
const sweepShare = 0.005;

interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly stall: number;
}

/** Milliseconds on the clock and of the processor, and the longest time that nothing else could run. */
async function measured<T>(work: () => Promise<T>): Promise<[T, Cost]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const wall = performance.now() - start;
  // What stalled at the end is only seen by a timer after it.
  await new Promise((next) => setTimeout(next, 5));
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  return [result, { wall, cpu: (user + system) / 1000, stall: delay.max / 1e6 }];
}

function say(what: string, { wall, cpu, stall }: Cost, more = ''): void {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(`${what}: ${ms(wall)}, ${ms(cpu)} of processor, longest stall ${ms(stall)}${more}`);
}

const walk = (folder: string): Promise<Discovery> => discover('', diskFolders(folder), { limits });

async function walks(root: string): Promise<Discovery> {
  let last: Discovery | undefined;
  for (const which of ['first', 'second', 'third']) {
    const [found, cost] = await measured(() => walk(root));
    last = found;
    const pause = Math.max(10_000, cost.cpu / walkShare);
    const share = (100 * cost.cpu) / pause;
    say(`Walk, ${which}`, cost, `; ${share.toFixed(2)} % of a core every ${(pause / 1000).toFixed(0)} s`);
  }
  const reader = diskFolders(root);
  const [, cost] = await measured(async () => {
    for (let start = 0; start < last!.files.length; start += 64)
      await Promise.all(last!.files.slice(start, start + 64).map(({ path }) => reader.stat(path)));
  });
  const pause = Math.max(2_000, cost.cpu / sweepShare);
  const share = (100 * cost.cpu) / pause;
  say(
    `Sweep of ${last!.files.length} files that all changed lately`,
    cost,
    `; ${share.toFixed(2)} % of a core every ${(pause / 1000).toFixed(1)} s`,
  );
  return last!;
}

/** As `host/project.ts` reads: newest runs first, published as they come. */
async function reading(root: string): Promise<void> {
  const engine = createEngine({ modulePath: join(import.meta.dirname, '../../dist/engine.js') });
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(2)} s`;
  const { files: found, folderCounts } = await walk(root);
  const open: string[] = [];
  let publications = 0;
  let analysing = 0;
  const analyse = async (): Promise<number> => {
    const context = { limits: defaultLimits, folderCounts, live: [], declared: {} };
    const analysis = await engine.analyse(context, open);
    return analysis?.runs.length ?? 0;
  };
  const loop = new ReadingLoop<DiscoveredFile>({
    first: '.imbalance-lens.json',
    read: async ({ path }) => {
      const report = await engine.open(path, { kind: 'file', path: join(root, path) });
      if (report?.format !== undefined) open.push(path);
    },
    drop: () => Promise.resolve(),
    publish: async () => {
      const before = performance.now();
      const shown = await analyse();
      analysing += performance.now() - before;
      if (publications++ === 0) console.log(`First ${shown} published after ${seconds()}`);
      return open.length;
    },
  });
  const [, cost] = await measured(() => loop.update(found, []));
  say('All read and published, in this process', cost);
  console.log(`${publications} analyses in ${(analysing / 1000).toFixed(1)} s`);
  const [shown, again] = await measured(analyse);
  say(`Analysis of ${shown} runs once more`, again);
  await engine.dispose();
}

async function pathological(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'imbalance-lens-strange-'));
  const write = (folder: string, name: (index: number) => string): void => {
    mkdirSync(join(root, folder), { recursive: true });
    for (let index = 0; index < 200_000; index++) writeFileSync(join(root, folder, name(index)), '');
  };
  write('pictures', (index) => `${index}.jpg`);
  const [, pictures] = await measured(() => walk(root));
  say('200,000 pictures in one folder', pictures);
  rmSync(root, { recursive: true });
  write('tables', (index) => `${index}.csv`);
  const [found, tables] = await measured(() => walk(root));
  say('200,000 tables in one folder', tables, `; ${found.files.length} taken`);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const asked = performance.now() + 100;
  await discover('', diskFolders(root), { limits, signal: stop.signal }).catch(() => undefined);
  console.log(`Stopped ${(performance.now() - asked).toFixed(0)} ms after it was asked to`);
  rmSync(root, { recursive: true });
}

const root = mkdtempSync(join(tmpdir(), 'imbalance-lens-many-'));
writeRuns(root, runs);
writeOthers(root, files - 3 * runs);
console.log(`${files} files, ${runs} runs`);
await walks(root);
await reading(root);
rmSync(root, { recursive: true });
await pathological();
