import { defaultLimits } from '../../src/core/limits.ts';
import { evaluate } from '../../src/core/evaluate.ts';
import { normalCdf } from '../../src/core/normalCdf.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import { rocHidesRareClass } from '../../src/rules/rocHidesRareClass.ts';
import { gauss } from './predictionNulls.ts';
import { rate } from './ruleTally.ts';

/** Rows of a rare class whose scores lie higher by `distance` standard deviations. */
export function rareClassTable(
  positives: number,
  rows: number,
  distance: number,
  random: Random,
): PredictionTable {
  const actual = Int32Array.from({ length: rows }, (_, row) => Number(row < positives));
  const score = Float64Array.from(actual, (label) => normalCdf(gauss(random) + label * distance));
  return {
    kind: 'predictions',
    labels: ['no', 'yes'],
    actual,
    predicted: Int32Array.from(score, (value) => Number(value >= 0.99)),
    scores: Float64Array.from([...score].flatMap((value) => [1 - value, value])),
    rowLines: Int32Array.from(actual, (_, row) => row + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

/** Of endless rows: both areas of a class of this share whose scores lie higher by `distance`. */
function truth(share: number, distance: number): { area: number; precision: number } {
  const steps = 40_000;
  let [precision, found] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const threshold = 10 - (20 * (step + 0.5)) / steps;
    const right = 1 - normalCdf(threshold - distance);
    const wrong = 1 - normalCdf(threshold);
    const answered = share * right + (1 - share) * wrong;
    if (answered > 0) precision += (right - found) * ((share * right) / answered);
    found = right;
  }
  return { area: normalCdf(distance / Math.SQRT2), precision };
}

/** The distance at which one of the two areas has a value; both rise with it. */
function distanceFor(share: number, which: 'area' | 'precision', value: number): number {
  let [low, high] = [0, 8];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (truth(share, middle)[which] < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** How often roc-hides-rare-class fires just where it must not, and where both areas are apart. */
export function rareClassNulls(draws = 300): string[] {
  const random = seededRandom(17);
  const { rareArea, rarePrecision } = defaultLimits.rules.predictions;
  return [0.01, 0.03, 0.09].flatMap((share) =>
    [20, 50, 200].flatMap((positives) => {
      const cases: [string, number][] = [
        ['average precision at its bound', distanceFor(share, 'precision', rarePrecision)],
        ['ROC AUC at its bound', distanceFor(share, 'area', rareArea)],
        ['ROC AUC 0.93', distanceFor(share, 'area', 0.93)],
      ];
      return cases.map(([name, distance]) => {
        const { area, precision } = truth(share, distance);
        let fired = 0;
        for (let draw = 0; draw < draws; draw++) {
          const table = rareClassTable(positives, Math.round(positives / share), distance, random);
          const evaluation = evaluate(table, { confidence: defaultLimits.confidence });
          const predictions = { file: 'x', table, evaluation };
          const evidence = { id: 'x', predictions, classCounts: {}, finished: true };
          if (rocHidesRareClass.check(evidence, defaultLimits) !== undefined) fired++;
        }
        const areas = `ROC AUC ${area.toFixed(3)}, average precision ${precision.toFixed(3)}`;
        return `roc-hides-rare-class, ${positives} rows at ${share}, ${name} (${areas}): ${rate(fired, draws)}`;
      });
    }),
  );
}
