import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runText } from '../../../src/report/text.ts';
import { cutMiddle, cutToWidth, textTable, textWidth, wrapText } from '../../../src/report/textTable.ts';
import { runOf } from './sampleRun.ts';
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

  it('says which classes part accuracy from balanced accuracy, and how many more rows would tell', () => {
    const run = runOf(['common', 'rare'], [180, 20], [0.95, 0.4]);
    const text = runText(run, 'val.csv', plain).replaceAll('\n', ' ');
    assert.match(
      text,
      /lower than accuracy \(0\.\d+\) since the rarer 'rare' \(8 of 20\) is found less often\./,
    );
    const [, tenPoints] = run.evaluation!.sampleSizes!.recall[1]!;
    assert.ok(
      text.includes(`To know recall to ±10 points takes more rows: ${tenPoints!.more} of 'rare'.`),
      text,
    );
    const known = runOf(['a', 'b'], [900, 900], [0.95, 0.94]);
    assert.doesNotMatch(runText(known, 'val.csv', plain), /takes more rows|since the/);
  });

  it('is short for a log of a training that another run answers for', () => {
    const run = {
      ...runOf(['a', 'b'], [60, 50], [0.9, 0.7]),
      sameTrainingAs: 'run/history.csv#2',
      problems: [],
    };
    assert.equal(
      runText(run, 'run/console.log', plain),
      'run/console.log\nThis logs the same training as history.csv#2: what was found is said there.\n',
    );
  });

  it('wraps and cuts to the width, losing no word', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.integer({ min: 4, max: 80 }), (words, width) => {
        const text = words.join(' ');
        const lines = wrapText(text, width);
        for (const line of lines) assert.ok(textWidth(line) <= width);
        assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
        assert.ok(textWidth(cutToWidth(text, width)) <= width);
        assert.ok(textWidth(cutMiddle(text, width)) <= width);
      }),
    );
  });

  it('fits any terminal: the columns at the end give way, and labels keep both their ends', () => {
    const long = (end: string): string => `a label that is far too long for any table, species ${end}`;
    const run = runOf([long('one'), long('two'), 'short'], [60, 50, 40], [0.9, 0.7, 0.8]);
    for (let width = 60; width <= 100; width += 5) {
      const text = runText(run, 'val.csv', { width, colour: false });
      for (const line of text.split('\n')) assert.ok(textWidth(line) <= width, `${width}: ${line}`);
      assert.match(text, /^a lab\S.*….*two .*\d of 50 .*0\.70/m);
      assert.match(text, /^Accuracy .*always.*….*: 0\.40/m);
      assert.equal(/Avg\. prec\./.test(text), width >= 75);
    }
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
