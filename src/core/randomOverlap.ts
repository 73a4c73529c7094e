/**
 * The mean of `of(hits)` over all orders of the answers, where `marked` of `rows` are of a class and as many, in
 * random order, are answered with it.
 *
 * Both counts are whole, 0 < `marked` ≤ `rows`. The number of hits is then hypergeometric; its probabilities are
 * summed from the likeliest number outwards until they no longer count. O(√rows).
 */
export function meanOverRandomOrders(marked: number, rows: number, of: (hits: number) => number): number {
  const least = Math.max(0, 2 * marked - rows);
  const likeliest = Math.max(least, Math.min(marked, Math.floor((marked + 1) ** 2 / (rows + 2))));
  let weight = 1;
  let sum = of(likeliest);
  let total = 1;
  for (let hits = likeliest; hits < marked && weight > negligible; hits++) {
    weight *= ratio(hits);
    total += weight;
    sum += weight * of(hits + 1);
  }
  weight = 1;
  for (let hits = likeliest; hits > least && weight > negligible; hits--) {
    weight /= ratio(hits - 1);
    total += weight;
    sum += weight * of(hits - 1);
  }
  return sum / total;

  /** P(hits + 1) / P(hits). */
  function ratio(hits: number): number {
    return ((marked - hits) / (hits + 1)) * ((marked - hits) / (rows - 2 * marked + hits + 1));
  }
}

/** Of the likeliest number's probability. */
const negligible = 1e-20;
