import { normalCdf } from './normalCdf.ts';

/**
 * P(X ≥ `square`) for X chi-square distributed with `degrees` whole degrees of freedom; 1 without any of either.
 *
 * By the recurrence Q(k + 2) = Q(k) + (x/2)^(k/2) e^(−x/2) / Γ(k/2 + 1), from a normal tail (odd) or an exponential
 * (even). Source: Abramowitz and Stegun, 26.4.8.
 *
 * Example: chiSquareTail(3.841458820694124, 1) is 0.05.
 */
export function chiSquareTail(square: number, degrees: number): number {
  if (!(square > 0) || degrees < 1) return 1;
  const half = square / 2;
  const isOdd = degrees % 2 === 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(square)) : Math.exp(-half);
  // Logarithms, since both factors leave the range of numbers long before their product does.
  let logTerm = isOdd ? 0.5 * Math.log(square / (2 * Math.PI)) + Math.LN2 - half : Math.log(half) - half;
  for (let k = isOdd ? 1 : 2; k < degrees; k += 2) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(half / (k / 2 + 1));
  }
  return Math.min(1, tail);
}
