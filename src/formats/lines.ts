import type { ReadingLimits } from '../core/limits.ts';
import { textDecoding } from './decode.ts';
import type { Document, Reader, ReadResult } from './format.ts';

/** Takes one line without its end; `line` is its zero-based number as VS Code counts. */
export type LineSink = (text: string, line: number) => void;

/** Cuts pieces of text into lines. The lines depend on the text alone, not on how it was cut. */
export interface LineSplitter {
  push(text: string): void;
  /** Gives a last line that has no end. */
  end(): void;
  /** Lines so far that were longer than the limit and not given. */
  overlongLines(): number;
  /** Zero-based line of the first of them. */
  firstOverlong(): number | undefined;
  /** True once a line is so long that no text is to be expected any more. */
  endless(): boolean;
}

/**
 * Characters without a line end after which the rest of a file is taken for no text: a binary tail, or the hole of a
 * sparse file, of which 100 GB would be read to the end for nothing. Progress bars of 200 MB without a line end occur.
 */
const endlessLine = 1_073_741_824;

const lineFeed = 10;

/** Bytes decoded at once, so that a file pushed whole is not held as text a second time. */
const pieceBytes = 1_048_576;

/**
 * Splits text into lines as VS Code counts them: `\n`, `\r\n` and a lone `\r` each end one.
 *
 * A `\r` gives its line at once; a `\n` that follows it, also in a later piece, belongs to the same end. Lines longer
 * than `maxLength` UTF-16 units keep their number but are left out; nothing is taken after one longer than
 * `endlessLength`.
 */
export function lineSplitter(maxLength: number, sink: LineSink, endlessLength = endlessLine): LineSplitter {
  let line = 0;
  let rest = '';
  let tooLong = false;
  let length = 0;
  let endless = false;
  let afterReturn = false;
  let overlong = 0;
  let firstOverlong: number | undefined;

  const emit = (text: string): void => {
    const whole = rest === '' ? text : rest + text;
    if (tooLong || whole.length > maxLength) {
      overlong++;
      firstOverlong ??= line;
    } else {
      sink(whole, line);
    }
    rest = '';
    tooLong = false;
    length = 0;
    line++;
  };

  const keep = (text: string): void => {
    length += text.length;
    endless ||= length > endlessLength;
    if (tooLong || rest.length + text.length > maxLength) {
      tooLong = true;
      rest = '';
    } else {
      rest += text;
    }
  };

  return {
    push: (text) => {
      let start = 0;
      if (afterReturn && text.length > 0) {
        if (text.charCodeAt(0) === lineFeed) start = 1;
        afterReturn = false;
      }
      let feed = text.indexOf('\n', start);
      let back = text.indexOf('\r', start);
      while (!endless && (feed >= 0 || back >= 0)) {
        const atReturn = back >= 0 && (feed < 0 || back < feed);
        const at = atReturn ? back : feed;
        if (length + at - start > endlessLength) break;
        emit(text.slice(start, at));
        start = at + 1;
        if (atReturn && start === text.length) afterReturn = true;
        if (atReturn && feed === start) start++;
        if (feed >= 0 && feed < start) feed = text.indexOf('\n', start);
        if (back >= 0 && back < start) back = text.indexOf('\r', start);
      }
      if (!endless && start < text.length) keep(text.slice(start));
    },
    end: () => {
      if (rest !== '' || tooLong) emit('');
    },
    overlongLines: () => overlong,
    firstOverlong: () => firstOverlong,
    endless: () => endless,
  };
}

/** A file's bytes as lines: decoding and splitting in one. */
export interface LineFeed extends Omit<LineSplitter, 'push'> {
  push(bytes: Uint8Array): void;
}

/** Decodes a file fed in pieces and gives its lines; a byte order mark takes up no column. */
export function linesOfBytes(limits: Pick<ReadingLimits, 'lineBytes'>, sink: LineSink): LineFeed {
  const decoding = textDecoding();
  const splitter = lineSplitter(limits.lineBytes, sink);
  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        splitter.push(decoding.push(bytes.subarray(at, at + pieceBytes)));
      }
    },
    end: () => {
      splitter.push(decoding.end());
      splitter.end();
    },
    overlongLines: () => splitter.overlongLines(),
    firstOverlong: () => splitter.firstOverlong(),
    endless: () => splitter.endless(),
  };
}

/** A reader fed by lines; `result` gives what they hold so far, and is told whether the file is over. */
export function lineReader<D extends Document>(
  feed: LineFeed,
  result: (isOver: boolean) => ReadResult<D>,
): Reader<D> {
  return {
    push: (bytes) => feed.push(bytes),
    snapshot: () => result(false),
    end: () => {
      feed.end();
      return result(true);
    },
    full: () => feed.endless(),
  };
}

/** The zero-based line of an offset in a whole text. */
export function lineOfOffset(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length - 1;
}
