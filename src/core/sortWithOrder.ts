const digitBits = 11;
const buckets = 1 << digitBits;
const digitMask = buckets - 1;

export interface SortedDoubles {
  /** The values, ascending. */
  readonly sorted: Float64Array;
  /** Where each of them stood: `values[order[i]] === sorted[i]`. */
  readonly order: Uint32Array;
}

/**
 * Sorts doubles and says where each came from; equal values keep their order. No NaN may be among them.
 *
 * A radix sort on the 64 bits: 5 columns of 1e6 scores take about a tenth of the time of a comparator sort of
 * indices. Digits in which all values agree are passed over, as are the low bits of float32 scores. The words of a
 * double lie in little-endian order on every platform that VS Code runs on.
 */
export function sortWithOrder(values: Float64Array): SortedDoubles {
  const count = values.length;
  let from = { sorted: values.slice(), order: new Uint32Array(count) };
  for (let i = 0; i < count; i++) from.order[i] = i;
  let to = { sorted: new Float64Array(count), order: new Uint32Array(count) };
  const starts = new Uint32Array(buckets);
  for (let word = 0; word < 2; word++) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (!countDigits(from.sorted, word, shift, starts)) continue;
      moveByDigit(from, to, word, shift, starts);
      [from, to] = [to, from];
    }
  }
  return negativesFirst(from, to);
}

/** Leaves in `starts` where each digit's values begin; false if all values have the same digit. */
function countDigits(values: Float64Array, word: number, shift: number, starts: Uint32Array): boolean {
  const words = new Uint32Array(values.buffer);
  starts.fill(0);
  for (let i = word; i < words.length; i += 2) starts[(words[i]! >>> shift) & digitMask]!++;
  let start = 0;
  for (let digit = 0; digit < buckets; digit++) {
    const size = starts[digit]!;
    if (size === values.length) return false;
    starts[digit] = start;
    start += size;
  }
  return true;
}

function moveByDigit(
  from: SortedDoubles,
  to: SortedDoubles,
  word: number,
  shift: number,
  starts: Uint32Array,
): void {
  const words = new Uint32Array(from.sorted.buffer);
  for (let i = 0; i < from.order.length; i++) {
    const place = starts[(words[2 * i + word]! >>> shift) & digitMask]!++;
    to.sorted[place] = from.sorted[i]!;
    to.order[place] = from.order[i]!;
  }
}

/** By their bits negative values come after all others, the smallest last. */
function negativesFirst(from: SortedDoubles, to: SortedDoubles): SortedDoubles {
  const { sorted, order } = from;
  const count = sorted.length;
  let negatives = 0;
  while (negatives < count && isNegative(sorted[count - 1 - negatives]!)) negatives++;
  if (negatives === 0) return from;
  for (let i = 0; i < count; i++) {
    const source = i < negatives ? count - 1 - i : i - negatives;
    to.sorted[i] = sorted[source]!;
    to.order[i] = order[source]!;
  }
  return to;
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}
