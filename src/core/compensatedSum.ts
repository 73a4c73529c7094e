/** A running sum with the digits that its last additions lost. */
export interface CompensatedSum {
  sum: number;
  lost: number;
}

/** Nothing yet. */
export function emptySum(): CompensatedSum {
  return { sum: 0, lost: 0 };
}

/** Kahan's addition: over 1e6 terms a plain one may lose the eleventh digit. */
export function addTo(running: CompensatedSum, term: number): void {
  const exact = term - running.lost;
  const next = running.sum + exact;
  running.lost = next - running.sum - exact;
  running.sum = next;
}
