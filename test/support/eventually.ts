/**
 * Tries until `check` gives something other than undefined or false and does not throw; fails with its last error.
 * The time is an upper bound against hanging, not a measurement.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  what: string,
  timeoutMs = 60_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  let last: unknown = 'nothing';
  for (;;) {
    try {
      const result = await check();
      if (result !== undefined && result !== null && result !== false) return result;
      last = result;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms; last seen: ${String(last)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
