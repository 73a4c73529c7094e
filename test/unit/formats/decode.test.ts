import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeText,
  encodingOf,
  headOf,
  textDecoding,
  utf8Bytes,
  utf8Pieces,
} from '../../../src/formats/decode.ts';

function inPieces(bytes: Uint8Array, size: number): string {
  const decoding = textDecoding();
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoding.push(bytes.subarray(at, at + size));
  return text + decoding.end();
}

function piecesAsUtf8(bytes: Uint8Array, size: number): string {
  const pieces = utf8Pieces();
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size)
    parts.push(pieces.push(bytes.subarray(at, at + size)).slice());
  parts.push(pieces.end());
  return Buffer.concat(parts).toString('utf8');
}

function utf16(text: string, littleEndian: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const asciiStart = fc.tuple(fc.constantFrom('ab', 'ep', 'y_'), anyText).map(([start, rest]) => start + rest);
const size = fc.integer({ min: 1, max: 9 });

describe('decode', () => {
  it('reads UTF-8 as the platform does', () => {
    fc.assert(
      fc.property(anyText, size, (text, cut) => {
        const bytes = Buffer.from(text, 'utf8');
        fc.pre(encodingOf(bytes).encoding === 'utf-8');
        const wanted = new TextDecoder().decode(bytes);
        assert.equal(decodeText(bytes), wanted);
        assert.equal(inPieces(bytes, cut), wanted);
        assert.deepEqual(Buffer.from(utf8Bytes(wanted)), Buffer.from(wanted, 'utf8'));
      }),
    );
  });

  it('reads any bytes, the same however they are cut, and counts those that are not UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), size, (bytes, cut) => {
        const text = decodeText(bytes);
        assert.equal(inPieces(bytes, cut), text);
        const decoding = textDecoding();
        decoding.push(bytes);
        decoding.end();
        if (encodingOf(bytes).encoding !== 'utf-8') return;
        const strict = Buffer.from(Buffer.from(bytes).toString('utf8')).equals(Buffer.from(bytes));
        assert.equal(decoding.foreignBytes() === 0, strict);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads UTF-16 by its mark or its zero bytes', () => {
    fc.assert(
      fc.property(asciiStart, fc.boolean(), size, (text, littleEndian, cut) => {
        for (const [own, bytes] of [
          [text, utf16(text, littleEndian)],
          [text, utf16(`\ufeff${text}`, littleEndian)],
        ] as const) {
          assert.equal(decodeText(bytes), own);
          assert.equal(inPieces(bytes, cut), own);
          assert.equal(piecesAsUtf8(bytes, cut), Buffer.from(own, 'utf8').toString('utf8'));
        }
      }),
    );
  });

  it('reads each byte that is not UTF-8 as windows-1252, also between UTF-8', () => {
    const all = Uint8Array.from({ length: 128 }, (_, index) => 128 + index);
    const expected = new TextDecoder('windows-1252').decode(all);
    // Each alone between letters, so that none is part of a UTF-8 character.
    const apart = Uint8Array.from([...all].flatMap((byte) => [97, byte, 97]));
    assert.equal(decodeText(apart), Array.from(expected, (char) => `a${char}a`).join(''));
    assert.equal(decodeText(Buffer.from([0xe2, 0x86, 0x92, 0x20, 0x97])), '→ —');
  });

  it('leaves out a byte order mark and a character cut at the end of a head', () => {
    const bytes = Buffer.from('\ufeffé→', 'utf8');
    assert.equal(headOf('a.log', bytes, true).text, 'é→');
    assert.equal(headOf('a.log', bytes.subarray(0, -1), false).text, 'é');
    assert.equal(headOf('a.log', Buffer.from('ab'), true).text, 'ab');
  });
});
