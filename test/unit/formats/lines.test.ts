import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineSplitter, linesOfBytes } from '../../../src/formats/lines.ts';

type Lines = [line: number, text: string][];

function split(pieces: readonly string[], maxLength = 1000): { lines: Lines; overlong: number } {
  const lines: Lines = [];
  const splitter = lineSplitter(maxLength, (text, line) => lines.push([line, text]));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return { lines, overlong: splitter.overlongLines() };
}

describe('lines', () => {
  it('ends a line at \\n, \\r\\n and a lone \\r, as VS Code does', () => {
    assert.deepEqual(split(['a\nb\r\nc\rd\r\re']).lines, [
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, 'd'],
      [4, ''],
      [5, 'e'],
    ]);
  });

  it('takes \\r\\r\\n as two line ends', () => {
    assert.deepEqual(split(['a\r\r\nb']).lines, [
      [0, 'a'],
      [1, ''],
      [2, 'b'],
    ]);
  });

  it('gives a line at its \\r and takes a \\n in the next piece as part of the same end', () => {
    const lines: Lines = [];
    const splitter = lineSplitter(10, (text, line) => lines.push([line, text]));
    splitter.push('a\r');
    assert.deepEqual(lines, [[0, 'a']]);
    splitter.push('\nb\n');
    assert.deepEqual(lines, [
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it('leaves out lines beyond the limit but counts them', () => {
    const { lines, overlong } = split(['12345\n123456\n1'], 5);
    assert.deepEqual(lines, [
      [0, '12345'],
      [2, '1'],
    ]);
    assert.equal(overlong, 1);
  });

  it('gives the same lines as a split by regular expression, however the text is cut', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), fc.integer({ min: 1, max: 6 }), (whole, cuts, limit) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const pieces = at.slice(1).map((end, index) => whole.slice(at[index], end));
        const expected = whole.split(/\r\n|\r|\n/).map((line, index): [number, string] => [index, line]);
        if (expected.at(-1)![1] === '') expected.pop();
        const { lines, overlong } = split(pieces, limit);
        assert.deepEqual(
          lines,
          expected.filter(([, line]) => line.length <= limit),
        );
        assert.equal(overlong, expected.length - lines.length);
      }),
    );
  });

  it('takes nothing after a line without an end, wherever it is cut', () => {
    const text = 'ab\n12345678\n12345678901\ncd\n';
    for (let cut = 0; cut <= text.length; cut++) {
      const lines: Lines = [];
      const splitter = lineSplitter(8, (line, number) => lines.push([number, line]), 10);
      splitter.push(text.slice(0, cut));
      splitter.push(text.slice(cut));
      assert.equal(splitter.endless(), true);
      splitter.end();
      assert.deepEqual(lines, [
        [0, 'ab'],
        [1, '12345678'],
      ]);
      assert.deepEqual([splitter.overlongLines(), splitter.firstOverlong()], [1, 2]);
    }
  });

  it('counts columns after a byte order mark and decodes UTF-16', () => {
    const lines: Lines = [];
    const feed = linesOfBytes({ lineBytes: 100 }, (text, line) => lines.push([line, text]));
    feed.push(Buffer.from('\ufeffepoch\r\n1', 'utf16le'));
    feed.end();
    assert.deepEqual(lines, [
      [0, 'epoch'],
      [1, '1'],
    ]);
  });
});
