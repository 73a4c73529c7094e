import { decodeText } from './decode.ts';
import type { Document, Reader, ReadResult } from './format.ts';

/**
 * A reader of a file that means nothing before it is whole: `read` gets its text at every snapshot. A file of more than
 * `most` bytes is refused; `kind` says what one of this format would be, such as `training history`.
 */
export function wholeFileReader<D extends Document>(
  most: number,
  kind: string,
  read: (text: string) => ReadResult<D>,
): Reader<D> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const result = (): ReadResult<D> => {
    if (length <= most) return read(decodeText(joined(pieces, length)));
    const message = `Is longer than ${most.toLocaleString('en-US')} bytes: no ${kind}. Not read.`;
    return { problems: [{ kind: 'refused', message }] };
  };
  return {
    push: (bytes) => {
      length += bytes.length;
      if (length <= most) pieces.push(bytes);
      else pieces.length = 0;
    },
    snapshot: result,
    end: result,
    needsAll: true,
    full: () => length > most,
  };
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
