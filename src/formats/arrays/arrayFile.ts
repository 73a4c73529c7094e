import type { ArrayFile, NamedArray } from '../../core/numberArrays.ts';
import type { ReadResult } from '../format.ts';

/** Arrays as a document; one that cannot be read is left out with its reason, and without any other refused. */
export function arrayFile(arrays: readonly NamedArray[]): ReadResult<ArrayFile> {
  const lines = arrays.flatMap(({ name, content }) => {
    if (content.kind !== 'none') return [];
    const { reason } = content;
    return [name === '' ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}` : `'${name}' ${reason}`];
  });
  if (lines.length === arrays.length) {
    const message = lines.length === 0 ? 'Holds no array. Not read.' : lines.slice(0, 4).join(' ');
    const isCut = arrays.some(({ content }) => content.kind === 'none' && content.unfinished === true);
    return { problems: [{ kind: 'refused', message }], ...(isCut ? { unfinished: true } : {}) };
  }
  const problems = lines.map((message) => ({ kind: 'skipped' as const, message }));
  return { document: { kind: 'arrays', arrays }, problems };
}
