import type { Activation } from '../format.ts';
import type { RawTable } from './rawTable.ts';

/** Decimals of computed probabilities: sums of a row are then only off by rounding. */
const computedDecimals = 12;

/** How far sums of a row of probabilities are from 1 at most. */
const sumTolerance = 1e-3;

/**
 * The table with probabilities for its logits, and a sentence on what was done. Scores that are probabilities already are
 * left alone: a second softmax would flatten them.
 */
export function activated(
  raw: RawTable,
  activation: Activation,
): { readonly raw: RawTable; readonly note: string } {
  const { scores } = raw;
  if (scores === undefined) return { raw, note: `There are no scores to apply ${activation} to.` };
  const { values, width } = scores;
  if (activation === 'sigmoid' && width > 1) {
    return {
      raw,
      note: `The file has ${width} scores a row: sigmoid makes no shares of one of them and was not applied.`,
    };
  }
  if (activation === 'softmax' && width === 1) {
    return {
      raw,
      note: 'The file has one score a row: softmax over one is always 1 and was not applied. Is it sigmoid?',
    };
  }
  if (areProbabilities(values, width)) {
    return {
      raw,
      note: `The scores are probabilities already: ${activation} was not applied a second time.`,
    };
  }
  const made =
    activation === 'softmax' ? softmax(values, width) : values.map((value) => 1 / (1 + Math.exp(-value)));
  return {
    raw: { ...raw, scores: { values: made, width, decimals: computedDecimals } },
    note: `The scores are read as logits: ${activation} was applied, as set.`,
  };
}

function areProbabilities(values: Float64Array, width: number): boolean {
  for (let first = 0; first < values.length; first += width) {
    let sum = 0;
    for (let at = first; at < first + width; at++) {
      const value = values[at]!;
      if (value < 0 || value > 1) return false;
      sum += value;
    }
    if (width > 1 && Math.abs(sum - 1) > sumTolerance) return false;
  }
  return true;
}

/** Row by row; from the differences to the largest, so that no exponential is beyond a double. */
function softmax(values: Float64Array, width: number): Float64Array {
  const shares = new Float64Array(values.length);
  for (let first = 0; first < values.length; first += width) {
    const row = values.subarray(first, first + width);
    const most = row.reduce((best, value) => Math.max(best, value), -Infinity);
    let sum = 0;
    for (let column = 0; column < width; column++) {
      const share = Math.exp(row[column]! - most);
      shares[first + column] = share;
      sum += share;
    }
    for (let column = 0; column < width; column++) shares[first + column]! /= sum;
  }
  return shares;
}
