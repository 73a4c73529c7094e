import { analyse } from '../../src/analysis/analyse.ts';
import type { Finding } from '../../src/core/finding.ts';
import { wilson } from '../../src/core/intervals.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { documentsOf, folderCounts, predictionTable, trainingRun } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';

/** How often a rule fired where its claim is true, and where it is not. */
export interface Tally {
  detected: number;
  positives: number;
  falseAlarms: number;
  negatives: number;
}

export function add(tallies: Map<string, Tally>, key: string, truth: boolean, fired: boolean): void {
  const tally = tallies.get(key) ?? { detected: 0, positives: 0, falseAlarms: 0, negatives: 0 };
  tallies.set(key, tally);
  if (truth) tally.positives++;
  else tally.negatives++;
  if (fired && truth) tally.detected++;
  if (fired && !truth) tally.falseAlarms++;
}

export function tallyLines(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies].flatMap(([key, tally]) => [
    key,
    `  detected ${rate(tally.detected, tally.positives)}`,
    `  false    ${rate(tally.falseAlarms, tally.negatives)}`,
  ]);
}

/** A share with its Wilson interval. */
export function rate(hits: number, of: number): string {
  if (of === 0) return 'none';
  const [low, high] = wilson(hits, of, 0.95);
  return `${hits}/${of} = ${(hits / of).toFixed(3)} (95 % ${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** The findings on a finished run: its log alone, with class counts, or with the predictions of its last epoch. */
export function findingsOf(run: LabelledRun, use: 'log' | 'counts' | 'predictions'): readonly Finding[] {
  const table = use === 'predictions' ? predictionTable(run) : undefined;
  const { runs } = analyse(documentsOf(trainingRun(run), table), {
    limits: defaultLimits,
    folderCounts: use === 'counts' ? folderCounts(run) : [],
    live: [],
    declared: {},
  });
  return runs[0]?.findings ?? [];
}

export function find(found: readonly Finding[], rule: string): Finding | undefined {
  return found.find((finding) => finding.rule === rule);
}

export function has(found: readonly Finding[], rule: string): boolean {
  return find(found, rule) !== undefined;
}
