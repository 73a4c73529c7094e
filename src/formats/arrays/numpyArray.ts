import type { ReadingLimits } from '../../core/limits.ts';
import type { ArrayFile } from '../../core/numberArrays.ts';
import type { Format, Reader, ReadResult } from '../format.ts';
import { GrowingBytes } from '../predictions/growingBytes.ts';
import { arrayFile } from './arrayFile.ts';
import { isNpy, npyArray } from './npy.ts';

/**
 * One array as `numpy.save` writes it: true classes, predicted classes, or scores of each class, whose name is that of
 * the file. Objects are refused: reading them would run what the file says.
 */
export const numpyArray: Format<ArrayFile> = {
  id: 'numpyArray',
  title: 'NumPy array',
  kind: 'arrays',
  recognise: ({ bytes }) => (isNpy(bytes) ? 0.95 : 0),
  reader: ({ limits }) => wholeBytesReader(limits, (bytes) => arrayFile([npyArray('', bytes)])),
};

/** A reader of a binary file as a whole. */
export function wholeBytesReader(
  { arrayBytes }: Pick<ReadingLimits, 'arrayBytes'>,
  read: (bytes: Uint8Array) => ReadResult<ArrayFile>,
): Reader<ArrayFile> {
  const bytes = new GrowingBytes();
  let tooLong = false;
  const result = (): ReadResult<ArrayFile> => {
    if (!tooLong) return read(bytes.bytes());
    const message = `Is longer than ${arrayBytes.toLocaleString('en-US')} bytes. Not read.`;
    return { problems: [{ kind: 'refused', message }] };
  };
  return {
    push: (more) => {
      tooLong ||= bytes.length + more.length > arrayBytes;
      if (tooLong) bytes.clear();
      else bytes.add(more);
    },
    snapshot: result,
    end: result,
    needsAll: true,
    full: () => tooLong,
  };
}
