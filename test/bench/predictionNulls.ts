import { defaultLimits } from '../../src/core/limits.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import { surelyPermuted } from '../../src/rules/labelMapPermuted.ts';
import { rate } from './ruleTally.ts';

const draws = 2_000;
export const countSets: readonly (readonly number[])[] = [
  [17, 27, 36, 54, 71],
  [5, 8, 10, 20, 100],
  [10, 190],
  [40, 40, 40, 40, 40],
  [25, 25],
  Array.from({ length: 20 }, () => 10),
];

export function countsText(counts: readonly number[]): string {
  return counts.length > 5 ? `${counts.length} times ${counts[0]!}` : counts.join('/');
}

/** An index drawn by weight. */
export function pick(weights: readonly number[], random: Random): number {
  let rest = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index]!;
    if (rest <= 0) return index;
  }
  return weights.length - 1;
}

/** Models that answer a class; the last two are permuted, so that firing is right. */
function answering(counts: readonly number[], random: Random): Record<string, () => (own: number) => number> {
  const size = counts.length;
  const shares = (): number[] => counts.map(() => -Math.log(random.uniform()));
  const confused =
    (accuracy: number): (() => (own: number) => number) =>
    () => {
      const rows = counts.map((_, own) => shares().map((share, other) => (other === own ? 0 : share)));
      return (own) => (random.uniform() < accuracy ? own : pick(rows[own]!, random));
    };
  const permuted =
    (accuracy: number): (() => (own: number) => number) =>
    () => {
      const step = 1 + Math.floor(random.uniform() * (size - 1));
      return (own) =>
        random.uniform() < accuracy ? (own + step) % size : Math.floor(random.uniform() * size);
    };
  return {
    'answers without regard to the row': () => {
      const answers = shares();
      return () => pick(answers, random);
    },
    'one answer for 95 % of the rows': () => {
      const one = Math.floor(random.uniform() * size);
      return () => (random.uniform() < 0.95 ? one : pick(counts, random));
    },
    'random confusions at recall 0.3': confused(0.3),
    'random confusions at recall 0.5': confused(0.5),
    'permuted, 0.8 right but for the names': permuted(0.75),
    'permuted, 0.6 right but for the names': permuted(0.5),
  };
}

/** How often label-map-permuted fires on simulated files. */
export function relabellingNulls(): string[] {
  const random = seededRandom(7);
  return countSets.flatMap((counts) =>
    Object.entries(answering(counts, random)).map(([name, model]) => {
      let fired = 0;
      for (let draw = 0; draw < draws; draw++) {
        const answer = model();
        const matrix = counts.map(() => counts.map(() => 0));
        counts.forEach((rows, own) => {
          for (let row = 0; row < rows; row++) matrix[own]![answer(own)]!++;
        });
        if (surelyPermuted(matrix, defaultLimits.rules.predictions) !== undefined) fired++;
      }
      return `label-map-permuted, rows ${countsText(counts)}, ${name}: ${rate(fired, draws)}`;
    }),
  );
}
