/** Keeps what is done again and again below a share of the time. */
export interface Pace {
  /** Does it, and takes the time. */
  measured<T>(work: () => Promise<T>): Promise<T>;
  /** Milliseconds until it may be done again, at least `least` after it last ended; 0 or less if it may be done now. */
  pause(least: number): number;
}

/**
 * `spent` is the time that counts, such as that of the processor: on a busy machine or a slow drive the clock runs on while
 * nothing is done. By the clock alone it is done for half of the time at most.
 */
export function paceOf(
  share: number,
  now: () => number = () => performance.now(),
  spent: () => number = now,
): Pace {
  let ended = -Infinity;
  let rest = 0;
  return {
    measured: async (work) => {
      const start = now();
      const before = spent();
      try {
        return await work();
      } finally {
        ended = now();
        rest = Math.max((spent() - before) / share, ended - start);
      }
    },
    pause: (least) => Math.max(least, rest) - (now() - ended),
  };
}

/** Milliseconds that the processor worked for this process. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
