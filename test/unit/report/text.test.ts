import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runText } from '../../../src/report/text.ts';
import { cutToWidth, textTable, textWidth, wrapText } from '../../../src/report/textTable.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';

const plain = { width: 80, colour: false };

describe('text for terminals', () => {
  it('fits 80 columns and holds no escape sequence unless colour was asked for', () => {
    for (const [name, analysis] of sampleAnalyses()) {
      const run = onlyRun(analysis);
      const text = runText(run, run.id, plain);
      for (const line of text.split('\n')) assert.ok(textWidth(line) <= 80, `${name}: ${line}`);
      assert.doesNotMatch(text, /\u001b/);
      const coloured = runText(run, run.id, { width: 80, colour: true });
      assert.match(coloured, /\u001b\[/);
      assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), text);
    }
  });

  it('wraps and cuts to the width, losing no word', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.integer({ min: 4, max: 80 }), (words, width) => {
        const text = words.join(' ');
        const lines = wrapText(text, width);
        for (const line of lines) assert.ok(textWidth(line) <= width);
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
        assert.ok(textWidth(cutToWidth(text, width)) <= width);
      }),
    );
  });

  it('aligns columns, wide characters included', () => {
    const lines = textTable(
      [
        { title: 'Class', align: 'left' },
        { title: 'Rows', align: 'right' },
      ],
      [
        ['黒色腫', '17'],
        ['nevus', '1,071'],
      ],
      80,
    );
    assert.deepEqual(lines, ['Class    Rows', '黒色腫     17', 'nevus   1,071']);
  });
});
