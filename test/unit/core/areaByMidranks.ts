/** Mann and Whitney: the sum of the midranks of the positives, all counts whole. */
export function areaByMidranks(actual: Int32Array, scores: Float64Array): number {
  const sorted = scores.slice().sort();
  let rankSum = 0;
  let positives = 0;
  actual.forEach((label, row) => {
    if (label !== 1) return;
    positives++;
    rankSum += (boundary(sorted, scores[row]!, false) + boundary(sorted, scores[row]!, true) + 1) / 2;
  });
  const negatives = actual.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The number of values below `score`, or not above it. */
function boundary(sorted: Float64Array, score: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < score || (inclusive && sorted[middle] === score)) low = middle + 1;
    else high = middle;
  }
  return low;
}
