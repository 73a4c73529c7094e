import { normalQuantile } from '../../src/core/normalQuantile.ts';
import type { PredictionTable, RowWeights } from '../../src/core/predictionTable.ts';
import type { ResamplingLimits } from '../../src/core/limits.ts';
import { type Random, seededRandom } from '../../src/core/random.ts';

/** A way to draw tables whose true values are known. */
export interface Setting {
  readonly name: string;
  /** A table as a file would hold it. */
  draw(): PredictionTable;
  /** A table whose metrics are the true values, or near enough. */
  truth(): PredictionTable;
  /** What makes small tables take the way of large ones. */
  readonly forced?: Partial<ResamplingLimits>;
}

interface Labelled {
  readonly counts: readonly number[];
  readonly recalls: readonly number[];
  /** Class counts as given, else random with these shares. */
  readonly fixed?: true;
  readonly weights?: 'random' | 'by class';
}

interface Scored {
  readonly counts: readonly number[];
  /** Distance of a class's own feature from the others, in standard deviations. */
  readonly signal: number;
  /** What the logits are multiplied by: 1 is calibrated. */
  readonly sharpness?: number;
}

const five = [17, 24, 36, 53, 71];
const rareFirst = [17, 71];

function labelled(name: string, setting: Labelled): Setting {
  const random = seededRandom(name.length * 1_000 + setting.counts.length);
  const total = sum(setting.counts);
  const answers = setting.counts.map((_, actual) =>
    setting.counts.map((count, predicted) =>
      predicted === actual
        ? setting.recalls[actual]!
        : ((1 - setting.recalls[actual]!) * count) / (total - setting.counts[actual]!),
    ),
  );
  const draw = (): PredictionTable => {
    const actual = actuals(setting, random);
    const predicted = actual.map((index) => pick(answers[index]!, random));
    return table(setting.counts.length, actual, predicted, weightsOf(actual, setting, random));
  };
  const truth = (): PredictionTable => {
    const cells = answers.flatMap((shares, actual) => shares.map((share) => share * setting.counts[actual]!));
    const size = setting.counts.length;
    const byClass = setting.weights === 'by class';
    return table(
      size,
      Int32Array.from(cells, (_, cell) => Math.floor(cell / size)),
      Int32Array.from(cells, (_, cell) => cell % size),
      {
        kind: 'importance',
        values: Float64Array.from(cells, (weight, cell) =>
          byClass ? weight / setting.counts[Math.floor(cell / size)]! : weight,
        ),
      },
    );
  };
  return { name, draw, truth };
}

function scored(
  name: string,
  { counts, signal, sharpness = 1 }: Scored,
  forced?: Partial<ResamplingLimits>,
): Setting {
  const random = seededRandom(name.length * 1_000 + counts.length);
  const total = sum(counts);
  const size = counts.length;
  const draw = (rows: number): PredictionTable => {
    const actual = Int32Array.from({ length: rows }, () => pick(counts, random, total));
    const scores = new Float64Array(rows * size);
    actual.forEach((own, row) => {
      const logits = counts.map((count, index) => {
        const feature = normalQuantile(random.uniform()) + (index === own ? signal : 0);
        return sharpness * (signal * feature + Math.log(count / total));
      });
      const most = Math.max(...logits);
      const weights = logits.map((logit) => Math.exp(logit - most));
      const all = sum(weights);
      weights.forEach((weight, index) => (scores[row * size + index] = weight / all));
    });
    const predicted = actual.map((_, row) => {
      const own = scores.subarray(row * size, (row + 1) * size);
      return own.indexOf(Math.max(...own));
    });
    return { ...table(size, actual, predicted), scores };
  };
  return {
    name,
    draw: () => draw(total),
    truth: () => draw(200_000),
    ...(forced === undefined ? {} : { forced }),
  };
}

function table(
  size: number,
  actual: Int32Array,
  predicted: Int32Array,
  weights?: RowWeights,
): PredictionTable {
  return {
    kind: 'predictions',
    labels: Array.from({ length: size }, (_, index) => String(index)),
    actual,
    predicted,
    ...(weights === undefined ? {} : { weights }),
    rowLines: Int32Array.from(actual.keys()),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

function actuals({ counts, fixed }: Labelled, random: Random): Int32Array {
  const total = sum(counts);
  if (fixed === true)
    return Int32Array.from(counts.flatMap((count, index) => Array<number>(count).fill(index)));
  return Int32Array.from({ length: total }, () => pick(counts, random, total));
}

function weightsOf(
  actual: Int32Array,
  { counts, weights }: Labelled,
  random: Random,
): RowWeights | undefined {
  if (weights === undefined) return undefined;
  const weightOf =
    weights === 'random' ? () => 0.25 + 1.5 * random.uniform() : (index: number) => 1 / counts[index]!;
  return { kind: 'importance', values: Float64Array.from(actual, weightOf) };
}

function pick(shares: readonly number[], random: Random, total = 1): number {
  let left = random.uniform() * total;
  for (let index = 0; index < shares.length; index++) {
    left -= shares[index]!;
    if (left <= 0) return index;
  }
  return shares.length - 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const many = Array.from({ length: 20 }, (_, index) => 40 + 15 * index);
/** Draws that no table can afford. */
const tooLarge = { draws: 1e9 };

export const families: readonly { readonly title: string; readonly settings: readonly Setting[] }[] = [
  {
    title: 'Three to five classes of 17 to 71 rows, recalls 0.4 to 0.95',
    settings: [
      labelled('weak', { counts: five, recalls: [0.4, 0.4, 0.5, 0.6, 0.6] }),
      labelled('weak, fixed counts', { counts: five, recalls: [0.4, 0.4, 0.5, 0.6, 0.6], fixed: true }),
      labelled('rising', { counts: five, recalls: [0.4, 0.5, 0.7, 0.85, 0.95] }),
      labelled('rising, fixed counts', { counts: five, recalls: [0.4, 0.5, 0.7, 0.85, 0.95], fixed: true }),
      labelled('even', { counts: five, recalls: [0.75, 0.75, 0.75, 0.75, 0.75] }),
      labelled('even, fixed counts', { counts: five, recalls: [0.75, 0.75, 0.75, 0.75, 0.75], fixed: true }),
      labelled('strong', { counts: five, recalls: [0.9, 0.9, 0.95, 0.95, 0.95] }),
      labelled('strong, fixed counts', { counts: five, recalls: [0.9, 0.9, 0.95, 0.95, 0.95], fixed: true }),
      labelled('three rising', { counts: [17, 36, 71], recalls: [0.4, 0.7, 0.95] }),
      labelled('three strong', { counts: [17, 36, 71], recalls: [0.95, 0.95, 0.95], fixed: true }),
      labelled('four', { counts: [20, 30, 40, 60], recalls: [0.6, 0.6, 0.8, 0.9] }),
    ],
  },
  {
    title: 'Two classes',
    settings: [
      labelled('17 and 71', { counts: rareFirst, recalls: [0.5, 0.95] }),
      labelled('17 and 71, strong', { counts: rareFirst, recalls: [0.95, 0.95] }),
      labelled('17 and 71, reversed', { counts: rareFirst, recalls: [0.8, 0.6], fixed: true }),
      labelled('30 and 60', { counts: [30, 60], recalls: [0.7, 0.8], fixed: true }),
      labelled('17 and 184', { counts: [17, 184], recalls: [0.6, 0.95] }),
    ],
  },
  {
    title: 'Nearly perfect, and classes of 3 to 20 rows',
    settings: [
      labelled('nearly perfect', { counts: five, recalls: [0.98, 0.98, 0.99, 0.99, 0.99] }),
      labelled('two, nearly perfect', { counts: rareFirst, recalls: [0.98, 0.99] }),
      labelled('5 to 40', { counts: [5, 6, 10, 20, 40], recalls: [0.6, 0.6, 0.7, 0.8, 0.9] }),
      labelled('5 to 40, strong', { counts: [5, 6, 10, 20, 40], recalls: [0.9, 0.9, 0.9, 0.9, 0.95] }),
      labelled('3 to 20', { counts: [3, 5, 20], recalls: [0.6, 0.7, 0.9] }),
    ],
  },
  {
    title: 'Importance weights',
    settings: [
      labelled('random', { counts: five, recalls: [0.4, 0.5, 0.7, 0.85, 0.95], weights: 'random' }),
      labelled('by class', { counts: five, recalls: [0.4, 0.5, 0.7, 0.85, 0.95], weights: 'by class' }),
      labelled('two, random', { counts: [30, 60], recalls: [0.7, 0.8], weights: 'random' }),
    ],
  },
  {
    title: 'Probabilities of 17 to 71 rows a class',
    settings: [
      scored('weak', { counts: five, signal: 0.8 }),
      scored('usual', { counts: five, signal: 2 }),
      scored('usual, overconfident', { counts: five, signal: 2, sharpness: 3 }),
      scored('strong', { counts: five, signal: 2.8 }),
      scored('three', { counts: [17, 36, 71], signal: 1.5 }),
      scored('two', { counts: rareFirst, signal: 1.2 }),
      scored('two, strong', { counts: rareFirst, signal: 2.2 }),
      scored('two, rare', { counts: [17, 184], signal: 1.5 }),
      scored('two, overconfident', { counts: [30, 60], signal: 1.5, sharpness: 3 }),
    ],
  },
  {
    title: 'Probabilities of nearly perfect answers',
    settings: [
      scored('five', { counts: five, signal: 4 }),
      scored('five, overconfident', { counts: five, signal: 4, sharpness: 3 }),
      scored('two', { counts: rareFirst, signal: 3 }),
    ],
  },
  {
    title: 'Large tables, by the way that they take (20 classes of 40 to 325 rows)',
    settings: [
      scored('weak', { counts: many, signal: 1.5 }, tooLarge),
      scored('strong', { counts: many, signal: 2.5 }, tooLarge),
    ],
  },
];
