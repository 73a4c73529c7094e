/**
 * Which of several p-values are significant when the chance of any false one is to stay at `alpha`: Holm's step-down
 * test, in the order of the input. Valid under any dependence. Source: Holm 1979, Scandinavian Journal of Statistics 6.
 */
export function holm(pValues: readonly number[], alpha: number): boolean[] {
  const significant = pValues.map(() => false);
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  for (const [rank, index] of order.entries()) {
    if (!(pValues[index]! <= alpha / (pValues.length - rank))) break;
    significant[index] = true;
  }
  return significant;
}
