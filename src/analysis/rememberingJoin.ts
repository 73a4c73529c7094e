import type { NamedArray } from '../core/numberArrays.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { ReadResult } from '../formats/format.ts';
import { arrayTable } from '../formats/predictions/arrayTable.ts';
import type { TableArrays } from '../formats/predictions/arrayTable.ts';
import type { SourceDocument } from './context.ts';
import { joinArrays } from './joinArrays.ts';
import type { ReadArrays } from './joinArrays.ts';

interface Remembered {
  readonly arrays: TableArrays;
  readonly options: string;
  readonly result: ReadResult<PredictionTable>;
}

/**
 * `joinArrays` for a caller that asks again and again: the table of arrays that did not change stays the same object, so
 * that what others remember of it holds.
 */
export function rememberingJoin(
  readArrays: ReadArrays = arrayTable,
): (documents: readonly SourceDocument[]) => readonly SourceDocument[] {
  const remembered = new WeakMap<NamedArray['content'], Remembered>();
  const readOnce: ReadArrays = (arrays, options) => {
    const key = (arrays.scores ?? arrays.predicted ?? arrays.actual).content;
    const text = JSON.stringify(options);
    const known = remembered.get(key);
    if (known?.options === text && isSame(known.arrays, arrays)) return known.result;
    const result = readArrays(arrays, options);
    remembered.set(key, { arrays, options: text, result });
    return result;
  };
  return (documents) => joinArrays(documents, readOnce);
}

function isSame(a: TableArrays, b: TableArrays): boolean {
  return (['actual', 'predicted', 'scores'] as const).every((role) => a[role]?.content === b[role]?.content);
}
