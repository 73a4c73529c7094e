import assert from 'node:assert/strict';
import fc from 'fast-check';
import { terminalLine } from '../../../../src/formats/logs/terminalLine.ts';

describe('terminalLine', () => {
  it('leaves out colours and says where the shown characters stand', () => {
    const line = terminalLine('\u001b[1m15/15\u001b[0m loss');
    assert.equal(line.text, '15/15 loss');
    assert.equal(line.column(0), 4);
    assert.equal(line.column(6), 14);
  });

  it('lets what follows a backspace overwrite', () => {
    const line = terminalLine('abc\b\bXY');
    assert.equal(line.text, 'aXY');
    assert.equal(line.column(1), 5);
    assert.equal(terminalLine('abc\b\b\b\b').text, 'abc');
    assert.equal(terminalLine('\b\babc').text, 'abc');
  });

  it('shows at each place the character that stands there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', '\b', '\u001b', '[', 'm', ';') }),
        (written) => {
          const line = terminalLine(written);
          for (let at = 0; at < line.text.length; at++) {
            assert.equal(written.charAt(line.column(at)), line.text.charAt(at));
          }
        },
      ),
    );
  });
});
