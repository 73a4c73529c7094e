/** Crashes that switch the engine off, and the time they must fall within: those of vscode-languageclient. */
const mostCrashes = 5;
const withinMs = 180_000;

/** Counts crashes, so that an engine which cannot live is not started again and again. */
export interface Crashes {
  add(): void;
  /** True from the fifth crash within three minutes on, until it is reset. */
  tooMany(): boolean;
  reset(): void;
}

export function countCrashes(now: () => number): Crashes {
  let times: number[] = [];
  let off = false;
  return {
    add: () => {
      const time = now();
      times = [...times.filter((earlier) => time - earlier < withinMs), time];
      off ||= times.length >= mostCrashes;
    },
    tooMany: () => off,
    reset: () => {
      times = [];
      off = false;
    },
  };
}
