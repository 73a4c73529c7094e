/**
 * The chance that one of these logged values comes within `width` of a given number by accident.
 *
 * The values lie as densely around the number as the nearer half of them does: half of them within the median distance.
 * On a plateau that distance is short and the chance large, whatever the range of the whole curve. 1 where the median
 * distance is below the width.
 */
export function chanceOfMatch(values: readonly number[], number: number, width: number): number {
  const distances = values.map((value) => Math.abs(value - number)).sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)];
  if (median === undefined || !(median > width)) return 1;
  return Math.min(1, (0.5 * width) / median);
}
