import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingHover } from '../../../src/report/hover.ts';
import { readingHover } from '../../../src/report/readingHover.ts';
import { markdownText } from '../../../src/report/markdownText.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';

const links = [{ text: 'Open report', target: 'command:imbalanceLens.openReport' }];

describe('Markdown of hovers', () => {
  it('escapes every mark of a text, so that it shows itself and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const marks = markdownText(text).replace(/\\[!-/:-@[-`{-~]/g, '');
        assert.doesNotMatch(marks, /[!-/:-@[-`{-~]/);
      }),
    );
    assert.equal(
      markdownText('[x](command:y) <b> http://z'),
      '\\[x\\]\\(command\\:y\\) \\<b\\> http\\:\\/\\/z',
    );
  });

  it('shows the three worst classes with their rows, accuracy beside its baselines, and the links', () => {
    const run = onlyRun(sampleAnalyses().get('hostile')!);
    const hover = findingHover(run, run.findings[0]!, links);
    assert.equal(hover.split('\n').filter((line) => /^\| .* of 24 /.test(line)).length, 3);
    assert.match(hover, /3 more classes, none of lower recall/);
    assert.match(hover, /accuracy 0\.42 .* · balanced accuracy 0\.42/);
    assert.deepEqual(
      [...hover.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target),
      ['command:imbalanceLens.openReport'],
    );
    assert.doesNotMatch(hover, /(?<!\\)<|\u202e|\u001b/);
  });

  it('says of a logged value what it is, and what knowing nothing scores', () => {
    const run = onlyRun(sampleAnalyses().get('logAndCounts')!);
    const epoch = run.epochs.at(-1)!;
    const hovers = epoch.readings.map((reading) => readingHover(run, epoch, reading));
    assert.match(hovers[0]!, /^\*\*Epoch 59\*\* · training loss 0\.\d+$/);
    assert.match(
      hovers[2]!,
      /Loss without a model: uniform forecast ln 5 = 1\.61 · forecast of the class shares 1\.50/,
    );
    assert.match(
      hovers[3]!,
      /^\*\*Epoch 59\*\* · validation accuracy 0\.75\n\n95.% interval .* \(n = 205\) · always/,
    );
    const twin = { ...run, sameTrainingAs: 'run/history.csv' };
    assert.match(
      readingHover(twin, epoch, epoch.readings[3]!),
      /This logs the same training as history\\\.csv\\: what was found is said there/,
    );
    const here = onlyRun(sampleAnalyses().get('starting')!);
    const matched = { ...here, match: { ...here.match, epochIndices: [59] } };
    const last = here.epochs.at(-1)!;
    assert.match(
      readingHover(matched, last, last.readings[3]!),
      /On the rows of the predictions\: .* of 205 rows are right\\; always answering/,
    );
    assert.doesNotMatch(readingHover(matched, here.epochs[3]!, last.readings[3]!), /rows are right/);
    const infinite = { ...epoch.readings[0]!, value: { notFinite: 'inf' as const } };
    assert.match(readingHover(run, epoch, infinite), /training loss is not a finite number \(inf\)/);
  });
});
