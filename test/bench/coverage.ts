/**
 * How often the intervals hold the true value: `node test/bench/coverage.ts [tables] [draws] [family]`. Draws tables of
 * known truth, evaluates each as the product does, and prints the share of 95 % intervals that hold the truth by family
 * of settings: mean of the settings, and the lowest of them. `media/metrics/coverage.md` holds the figures of 2,000
 * tables a setting with 300 draws each.
 */
import { evaluate } from '../../src/core/evaluate.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import type { Measured } from '../../src/core/measured.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { families, type Setting } from './coverageSettings.ts';

const tables = Number(process.argv[2] ?? 200);
const draws = Number(process.argv[3] ?? 600);
const only = process.argv[4];

interface Tally {
  intervals: number;
  held: number;
  none: number;
  width: number;
  readonly methods: Set<string>;
}

function valuesOf(table: PredictionTable, options: Parameters<typeof evaluate>[1]): Map<string, Measured> {
  const { metrics, perClass } = evaluate(table, options);
  const values = new Map(metrics);
  for (const [index, name] of [
    [0, 'rarest'],
    [perClass.length - 1, 'largest'],
  ] as const) {
    for (const [id, value] of perClass[index]!.metrics) values.set(`${id} of the ${name} class`, value);
  }
  return values;
}

function simulate({ draw, truth, forced }: Setting): Map<string, Tally> {
  const expected = valuesOf(truth(), { confidence: 0.95 });
  const resampling = { ...defaultLimits.resampling, draws, ...forced };
  const tallies = new Map<string, Tally>();
  for (let number = 0; number < tables; number++) {
    for (const [id, value] of valuesOf(draw(), {
      confidence: 0.95,
      resampling: { ...resampling, seed: number },
    })) {
      const target = expected.get(id);
      if (target?.kind !== 'value') continue;
      let tally = tallies.get(id);
      if (tally === undefined) {
        tallies.set(id, (tally = { intervals: 0, held: 0, none: 0, width: 0, methods: new Set() }));
      }
      if (value.kind === 'undefined' || value.interval === undefined) {
        tally.none++;
        continue;
      }
      const [low, high] = value.interval;
      tally.intervals++;
      tally.held += Number(low <= target.value + 1e-12 && target.value <= high + 1e-12);
      tally.width += high - low;
      tally.methods.add(value.method ?? '');
    }
  }
  return tallies;
}

const percent = (share: number): string => (100 * share).toFixed(1);

for (const [number, { title, settings }] of families.entries()) {
  if (only !== undefined && Number(only) !== number) continue;
  console.log(`\n${title}: ${settings.length} settings, ${tables} tables each`);
  const found = settings.map((setting) => simulate(setting));
  const rows: string[][] = [['metric', 'mean', 'lowest', 'width', 'none', 'methods']];
  for (const id of new Set(found.flatMap((tallies) => [...tallies.keys()]))) {
    const ofMetric = found.flatMap((tallies) => tallies.get(id) ?? []);
    // A handful of intervals says nothing of how often they hold.
    const counted = ofMetric.filter(({ intervals }) => intervals >= tables / 10);
    if (counted.length === 0) continue;
    const shares = counted.map(({ held, intervals }) => held / intervals);
    const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
    rows.push([
      id,
      percent(mean(shares)),
      percent(Math.min(...shares)),
      mean(counted.map(({ width, intervals }) => width / intervals)).toFixed(3),
      percent(mean(ofMetric.map(({ none }) => none / tables))),
      [...new Set(counted.flatMap(({ methods }) => [...methods]))].join(', '),
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}
