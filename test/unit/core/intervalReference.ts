import { readFileSync } from 'node:fs';

/** As test/reference/makeIntervals.py writes it. */
export const intervalReference = JSON.parse(
  readFileSync(new URL('../../reference/intervals.json', import.meta.url), 'utf8'),
) as {
  bca: { matrix: number[][]; confidence: number; intervals: Record<string, [number, number]> }[];
  rocAuc: [
    area: number,
    positives: number,
    negatives: number,
    confidence: number,
    low: number,
    high: number,
  ][];
  mean: { values: number[]; confidence: number; interval: [number, number] }[];
  student: [probability: number, degrees: number, t: number][];
  normalCdf: [z: number, probability: number][];
  random: [seed: number, bits: number[]][];
};
