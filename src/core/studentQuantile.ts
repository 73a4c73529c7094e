import { normalQuantile } from './normalQuantile.ts';

/**
 * The t that Student's distribution with `degrees` of freedom (2 or more, not necessarily whole) exceeds on either side
 * with `probability` in all; to 1e-4 relative for 2 degrees, 1e-6 from 4 on, more for many.
 *
 * Source: Hill, Algorithm 396, Communications of the ACM 13 (1970) 619–620.
 */
export function studentQuantile(probability: number, degrees: number): number {
  const a = 1 / (degrees - 0.5);
  const b = 48 / (a * a);
  let c = (((20700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let y = (d * probability) ** (2 / degrees);
  if (y > a + 0.05) {
    const x = normalQuantile(probability / 2);
    y = x * x;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    const tail = 1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3);
    y = ((tail + 0.5 / (degrees + 4)) * y - 1) * ((degrees + 1) / (degrees + 2)) + 1 / y;
  }
  return Math.sqrt(degrees * y);
}
