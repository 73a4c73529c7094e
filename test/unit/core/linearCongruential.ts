/** Numbers in [0, 1), the same on every run. */
export function linearCongruential(seed = 7): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
