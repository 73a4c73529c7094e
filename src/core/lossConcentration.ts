import type { ConcentrationLimits } from './limits.ts';
import { probabilityFloor } from './logLoss.ts';
import type { PredictionTable } from './predictionTable.ts';
import type { Random } from './random.ts';
import { seededRandom } from './random.ts';
import { fitTemperature, smallestScore } from './temperature.ts';

/** What part of the log loss the worst rows of a table have, and what part they would have if its scores were true. */
export interface LossConcentration {
  /** Share of the log loss on the worst rows, in [0, 1], after temperature scaling. */
  readonly share: number;
  /** Mean and highest of that share over the redraws. */
  readonly expected: number;
  readonly highest: number;
  readonly temperature: number;
  /** Rows that were looked at: all, or an even sample. */
  readonly rows: number;
}

/** Losses and cumulative probabilities by row and class, row-major, and the actual class of each row. */
interface Sample {
  readonly losses: Float64Array;
  readonly cumulative: Float64Array;
  readonly actual: Int32Array;
  readonly classes: number;
}

/**
 * Compares the share of the log loss that the worst rows have with the shares under labels drawn from the scores.
 *
 * The scores are divided by their fitted temperature first: what over-confidence alone does is not looked for. Frequency
 * weights count as rows. Undefined if a redraw has as large a share as the rows themselves, so that with 99 redraws the
 * p-value of what is given is 0.01; without scores or a temperature, and under importance weights. The same rows and seed
 * give the same answer. O(N K) for the fit, then rows that are looked at × redraws.
 */
export function lossConcentration(
  table: PredictionTable,
  limits: ConcentrationLimits,
  seed: number,
): LossConcentration | undefined {
  const fitted = fitTemperature(table);
  if (fitted === undefined) return undefined;
  const sample = sampleAt(table, fitted.temperature, limits);
  const { actual, losses, classes } = sample;
  const rows = actual.length;
  const worst = limits.worstShare * rows;
  const share = shareOfWorst(
    Float64Array.from(actual, (own, row) => losses[row * classes + own]!),
    worst,
  );
  const random = seededRandom(seed);
  const drawn = new Float64Array(rows);
  let [sum, highest] = [0, 0];
  for (let redraw = 0; redraw < limits.redraws; redraw++) {
    drawLosses(sample, random, drawn);
    const other = shareOfWorst(drawn, worst);
    if (other >= share) return undefined;
    sum += other;
    highest = Math.max(highest, other);
  }
  return { share, expected: sum / limits.redraws, highest, temperature: fitted.temperature, rows };
}

function sampleAt(table: PredictionTable, temperature: number, limits: ConcentrationLimits): Sample {
  const { actual, labels, weights } = table;
  const scores = table.scores!;
  const classes = labels.length;
  const rows = repeatedRows(actual.length, weights?.values);
  const most = Math.min(limits.rowsMost, Math.max(1, Math.floor(limits.scoresMost / classes)));
  const step = Math.ceil(rows.length / most);
  const chosen = rows.filter((_, place) => place % step === 0);
  const floor = Math.max(smallestScore(scores) / 2, probabilityFloor);
  const sample = {
    losses: new Float64Array(chosen.length * classes),
    cumulative: new Float64Array(chosen.length * classes),
    actual: Int32Array.from(chosen, (row) => actual[row]!),
    classes,
  };
  chosen.forEach((row, place) => {
    let sum = 0;
    const start = place * classes;
    for (let index = 0; index < classes; index++) {
      sum += Math.max(scores[row * classes + index]!, floor) ** (1 / temperature);
      sample.cumulative[start + index] = sum;
    }
    for (let index = 0; index < classes; index++) {
      const own = Math.max(scores[row * classes + index]!, floor);
      sample.losses[start + index] = Math.log(sum) - Math.log(own) / temperature;
    }
  });
  return sample;
}

/** Row numbers, a row of a frequency weight as often as it says. */
function repeatedRows(count: number, frequencies: Float64Array | undefined): Int32Array {
  if (frequencies === undefined) return Int32Array.from({ length: count }, (_, row) => row);
  const total = frequencies.reduce((sum, frequency) => sum + frequency, 0);
  const rows = new Int32Array(total);
  let place = 0;
  for (let row = 0; row < count; row++) {
    rows.fill(row, place, place + frequencies[row]!);
    place += frequencies[row]!;
  }
  return rows;
}

/** The loss of each row under a label drawn from its probabilities. */
function drawLosses({ losses, cumulative, classes }: Sample, random: Random, into: Float64Array): void {
  for (let row = 0; row < into.length; row++) {
    const start = row * classes;
    const place = random.uniform() * cumulative[start + classes - 1]!;
    let index = 0;
    while (index < classes - 1 && place > cumulative[start + index]!) index++;
    into[row] = losses[start + index]!;
  }
}

/** Of so many of the largest, of which the last may count in part; the values are sorted in place. */
function shareOfWorst(values: Float64Array, worst: number): number {
  values.sort();
  const from = values.length - Math.ceil(worst);
  let [all, high] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    all += values[place]!;
    if (place > from) high += values[place]!;
    else if (place === from) high += (worst - Math.floor(worst) || 1) * values[place]!;
  }
  return all > 0 ? high / all : 0;
}
