import type { RunEvidence } from '../../src/core/runEvidence.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { wilson } from '../../src/core/intervals.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { rules } from '../../src/rules/all.ts';

const draws = 2000;
const countSets = [
  [17, 27, 36, 54, 71],
  [5, 8, 10, 20, 100],
  [10, 190],
  [40, 40, 40, 40, 40],
  [2, 3, 4, 991],
  [...Array.from({ length: 20 }, () => 3), 100, 200, 400],
];

/** Simulated models under which nothing is wrong (equal recalls), and some under which it is. */
const models = [
  { name: 'every recall 0.6', recall: () => 0.6 },
  { name: 'every recall 0.9', recall: () => 0.9 },
  { name: 'first class 0.1, others 0.8', recall: (index: number) => (index === 0 ? 0.1 : 0.8) },
  { name: 'first half of the classes 0.2, others 0.6', recall: halves },
  { name: 'first class 0, others 0.9', recall: (index: number) => (index === 0 ? 0 : 0.9) },
];

function halves(index: number, classes: number): number {
  return index < classes / 2 ? 0.2 : 0.6;
}

/** How often each rule fires on simulated prediction files, one line each. */
export function nullRates(): string[] {
  const lines: string[] = [];
  const random = generator(20_250_717);
  for (const { name, recall } of models) {
    for (const counts of countSets) {
      const fired = new Map(rules.map(({ id }) => [id, 0]));
      for (let draw = 0; draw < draws; draw++) {
        const evidence = simulated(counts, recall, random);
        for (const rule of rules) {
          const finding = rule.check(evidence, defaultLimits);
          if (finding?.severity === 'warning' || finding?.severity === 'error')
            fired.set(rule.id, fired.get(rule.id)! + 1);
        }
      }
      const rates = [...fired].flatMap(([id, hits]) => {
        if (hits === 0) return [];
        const [, high] = wilson(hits, draws, 0.95);
        return [`${id} ${(hits / draws).toFixed(4)} (<${high.toFixed(4)})`];
      });
      lines.push(
        `${name}, rows ${rowsText(counts)}: ${[...rates, `the others 0 (<${wilson(0, draws, 0.95)[1].toFixed(4)})`].join(', ')}`,
      );
    }
  }
  return lines;
}

function simulated(
  counts: readonly number[],
  recall: (index: number, classes: number) => number,
  random: () => number,
): RunEvidence {
  const actual: number[] = [];
  const predicted: number[] = [];
  counts.forEach((count, label) => {
    for (let row = 0; row < count; row++) {
      actual.push(label);
      const wrong = Math.floor(random() * (counts.length - 1));
      predicted.push(random() < recall(label, counts.length) ? label : wrong < label ? wrong : wrong + 1);
    }
  });
  const table: PredictionTable = {
    kind: 'predictions',
    labels: counts.map((_, index) => String(index)),
    actual: Int32Array.from(actual),
    predicted: Int32Array.from(predicted),
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
  const evaluation = evaluate(table, { confidence: defaultLimits.confidence });
  return { id: 'x', predictions: { file: 'x', table, evaluation }, classCounts: {}, finished: true };
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function rowsText(counts: readonly number[]): string {
  return counts.length > 5 ? `20 times ${counts[0] ?? 0}, ${counts.slice(20).join('/')}` : counts.join('/');
}
