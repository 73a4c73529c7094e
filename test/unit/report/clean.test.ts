import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clean } from '../../../src/report/clean.ts';

/** Anything a file may hold, with what terminals and renderers act on more often than chance gives it. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]0;title\u0007',
        '\u001b',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u0000',
        '\u009b',
      ),
      fc.constantFrom(
        '\r\n',
        '\t',
        '\ufeff',
        '\u0301',
        'd\u200d\u030c',
        '\ud800',
        '\u2028',
        '\u{e0041}',
        '…',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

describe('clean', () => {
  it('leaves nothing that a terminal or a renderer acts on, and keeps to its length', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const shown = clean(text, limit);
        assert.doesNotMatch(shown, forbidden);
        assert.ok(Array.from(shown).length <= limit);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        assert.equal(clean(clean(text)), clean(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps ordinary text of any script as it is', () => {
    for (const text of ['melanoma', 'Größe 3', '黒色腫', 'меланома', 'a b', '', '__proto__']) {
      assert.equal(clean(text), text);
    }
  });

  it('shows controls as pictures, invisible characters by their code, and drops escape sequences', () => {
    assert.equal(clean('a\u0000b\nc\td'), 'a␀b␊c␉d');
    assert.equal(clean('a\u202eb\u200bc'), 'a\\u202eb\\u200bc');
    assert.equal(clean('\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u0007link'), 'red link');
  });

  it('cuts a megabyte without reading all of it', () => {
    assert.equal(clean('x'.repeat(1_000_000)).length, 200);
  });
});
