/**
 * Places for labels that would like to stand at `wanted`, each `height` apart and within [top, bottom], in the same
 * vertical order and as near as a single pass down and one up bring them.
 */
export function spreadLabels(
  wanted: readonly number[],
  height: number,
  top: number,
  bottom: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const places = wanted.map((at) => Math.min(bottom, Math.max(top, at)));
  for (let next = 1; next < order.length; next++) {
    const above = places[order[next - 1]!]!;
    places[order[next]!] = Math.max(places[order[next]!]!, above + height);
  }
  let limit = bottom;
  for (const index of order.reverse()) {
    places[index] = Math.min(places[index]!, limit);
    limit = places[index] - height;
  }
  return places;
}
