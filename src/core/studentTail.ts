import { studentQuantile } from './studentQuantile.ts';

/** Below this a p-value is 0 to everyone. */
const smallest = 1e-12;

/**
 * The two-sided p-value of `statistic` under Student's distribution with `degrees` of freedom (2 or more, not
 * necessarily whole): the probability at which {@link studentQuantile} has its size, as exact as that is. At least 1e-12.
 */
export function studentTail(statistic: number, degrees: number): number {
  const size = Math.abs(statistic);
  if (!(size > 0)) return 1;
  let [low, high] = [Math.log(smallest), 0];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (studentQuantile(Math.exp(middle), degrees) > size) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}
