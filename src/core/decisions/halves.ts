import { drawBinomial, type Random } from '../random.ts';
import { drawer } from '../resampling.ts';
import { kinds, type ScoreSteps } from './scoreSteps.ts';

/** Row counts by entry of the steps, for each half. */
export type Halves = readonly [Float64Array, Float64Array];

/**
 * Parts the rows in two halves at random, each class by itself: of an odd number of rows one half gets one more, which
 * half is drawn as well. What tells rows apart is their score, class, present answer and weight, never their order.
 */
export function drawHalves({ counts, rows }: ScoreSteps, random: Random): Halves {
  const first = new Float64Array(counts.length);
  for (const positive of [1, 0] as const) {
    let left = rows[positive];
    let wanted = Math.floor(left / 2) + (left % 2 === 1 && random.uniform() < 0.5 ? 1 : 0);
    for (let entry = 0; entry < counts.length; entry++) {
      if (entry % kinds >= 2 !== (positive === 1) || counts[entry] === 0) continue;
      const taken = drawWithout(random, counts[entry]!, wanted, left);
      first[entry] = taken;
      wanted -= taken;
      left -= counts[entry]!;
    }
  }
  return [first, counts.map((count, entry) => count - first[entry]!)];
}

/** Rows up to which each is drawn by itself; more are drawn with replacement, which differs by less than they vary. */
const fewRows = 64;

/** How many of `rows` are among `wanted` that are drawn from `left` without replacement. */
function drawWithout(random: Random, rows: number, wanted: number, left: number): number {
  if (rows > fewRows) {
    const drawn = drawBinomial(random, rows, wanted / left);
    return Math.max(0, wanted - (left - rows), Math.min(drawn, wanted));
  }
  let taken = 0;
  for (let row = 0; row < rows; row++) {
    if (random.uniform() * (left - row) < wanted - taken) taken++;
  }
  return taken;
}

/** Draws each class of a half anew, as many rows with replacement as it has. */
export function halfDrawer(half: Float64Array, random: Random): () => Float64Array {
  const classes = [1, 0].map((positive) => {
    const entries: number[] = [];
    half.forEach((count, entry) => {
      if (count > 0 && entry % kinds >= 2 === (positive === 1)) entries.push(entry);
    });
    const counts = Float64Array.from(entries, (entry) => half[entry]!);
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return { entries, draw: drawer({ counts, rows }, random) };
  });
  const drawn = new Float64Array(half.length);
  return () => {
    for (const { entries, draw } of classes) {
      const counts = draw();
      entries.forEach((entry, place) => (drawn[entry] = counts[place]!));
    }
    return drawn;
  };
}
