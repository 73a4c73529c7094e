/** Significant digits from which the text of a number tells whether it was a float32. */
const tellingDigits = 9;

/** Share of telling numbers that must be float32: a metric of the user's own may be a double. */
const leastFloat32 = 0.6;

/** Watches the numbers of a file for being float32 written in full. */
export interface Float32Witness {
  /** A finite number and the significant digits it was written with. */
  see(value: number, digits: number): void;
  /** True if some number has digits enough to tell. */
  tells(): boolean;
  /** False if too many numbers have more digits than a float32 of their value needs. */
  agrees(): boolean;
}

export function float32Witness(): Float32Witness {
  let telling = 0;
  let float32 = 0;
  return {
    see: (value, digits) => {
      if (digits < tellingDigits) return;
      telling++;
      if (Math.fround(value) === value) float32++;
    },
    tells: () => telling > 0,
    agrees: () => float32 >= leastFloat32 * telling,
  };
}
