import assert from 'node:assert/strict';
import { rungSentence, verdictOf } from '../../../src/report/sentences.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';
import { findingOf, runOf } from './sampleRun.ts';

function verdictOfSample(name: string) {
  return verdictOf(onlyRun(sampleAnalyses().get(name)!));
}

describe('the verdict', () => {
  it('has one to three sentences for every sample, each ended', () => {
    for (const [name, analysis] of sampleAnalyses()) {
      const { sentences } = verdictOf(onlyRun(analysis));
      assert.ok(sentences.length >= 1 && sentences.length <= 3, name);
      for (const sentence of sentences) assert.match(sentence, /\.$/);
    }
  });

  it('names the hidden class with its rows and interval, and sets accuracy beside its baselines', () => {
    const { kind, sentences } = verdictOfSample('starting');
    assert.equal(kind, 'misleads');
    assert.match(
      sentences[0]!,
      /^Accuracy 0\.80 hides 'melanoma': its recall is 0\.12 \(2 of 17, 95\u202f% interval 0\.03–0\.34\)\.$/,
    );
    assert.match(
      sentences[1]!,
      /Always answering 'nevus' would score 0\.35 here; balanced accuracy is 0\.70/,
    );
  });

  it('says plainly that nothing is wrong', () => {
    const { kind, sentences } = verdictOfSample('predictionsOnly');
    assert.equal(kind, 'fine');
    assert.equal(
      sentences[0],
      "No sign that accuracy misleads: balanced accuracy 0.88, lowest recall 0.86 ('fish', 82 of 95).",
    );
  });

  it('says of a log that it cannot tell, and which file would', () => {
    const { kind, sentences } = verdictOfSample('logOnly');
    assert.equal(kind, 'cannotTell');
    assert.match(
      sentences[0]!,
      /^Cannot tell which classes are found: accuracy 0\.75 \(95\u202f% interval 0\.69–0\.81\) says nothing/,
    );
    assert.match(sentences.at(-1)!, /prediction file/);
  });

  it('says of a log with class counts what its loss tells, and what its errors leave open', () => {
    const { sentences } = verdictOfSample('logAndCounts');
    assert.match(sentences[0]!, /'nevus' would score accuracy 0\.35/);
    assert.match(sentences[1]!, /^Accuracy rose from 0\.55 to 0\.73, but validation loss rose by 0\.0133/);
    assert.match(sentences[2]!, /2 of 5 classes may be missed completely/);
  });

  it('doubts a class of few rows instead of judging it', () => {
    const few = verdictOf({ ...runOf(['a', 'b'], [60, 5], [0.95, 0.4]), findings: [] });
    assert.equal(few.kind, 'cannotTell');
    assert.match(few.sentences[0]!, /^Cannot tell for 'b': 2 of 5 found/);
    const wide = verdictOf({ ...runOf(['a', 'b'], [60, 9], [0.95, 0.67]), findings: [] });
    assert.equal(wide.kind, 'fine');
    assert.match(wide.sentences[1]!, /With 9 rows of 'b' its recall may be anywhere in /);
  });

  it('does not call a class of many rows a matter of too few', () => {
    const run = runOf(['a', 'b', 'c'], [1288, 453, 171], [0.48, 0.96, 1]);
    const quiet = verdictOf({ ...run, findings: [] });
    assert.equal(quiet.kind, 'fine');
    assert.equal(quiet.sentences.length, 1);
    assert.match(quiet.sentences[0]!, /lowest recall 0\.48 \('a', 618 of 1,288\)/);
    const understated = verdictOf(run);
    assert.equal(understated.kind, 'misleads');
    assert.match(understated.sentences[0]!, /^Accuracy 0\.6\d understates this model/);
  });

  it('names the class that a finding rests on, not one of two rows that happens to be lower', () => {
    const run = runOf(['a', 'b', 'tiny'], [100, 80, 2], [0.95, 0.1, 0]);
    const finding = findingOf({ rule: 'accuracy-hides-classes', names: { classes: ['b'] } });
    assert.match(verdictOf({ ...run, findings: [finding] }).sentences[0]!, /hides 'b'/);
  });

  it('puts an error before everything, and leaves out what is muted or explained', () => {
    const run = runOf(['a', 'b'], [50, 50], [0.9, 0.9]);
    const error = findingOf({ rule: 'loss-not-finite', severity: 'error' });
    assert.equal(verdictOf({ ...run, findings: [findingOf(), error] }).kind, 'wrong');
    const hidden = [
      { ...error, mutedBecause: 'known' },
      { ...error, suppressedBy: 'x' },
    ];
    assert.equal(verdictOf({ ...run, findings: hidden }).kind, 'fine');
  });

  it('cannot tell where every row is of one class', () => {
    const { kind, sentences } = verdictOf({ ...runOf(['a', 'b'], [40, 0], [0.9, 0]), findings: [] });
    assert.equal(kind, 'cannotTell');
    assert.match(sentences[0]!, /every row is of one class, 'a'/);
  });

  it('names the file that would lift it a rung', () => {
    const run = onlyRun(sampleAnalyses().get('logOnly')!);
    assert.match(rungSentence(run), /class_counts\.json/);
    assert.match(rungSentence({ ...run, rung: 'E1' }), /prediction file/);
    assert.match(rungSentence({ ...run, rung: 'E2' }), /probability column/);
    assert.match(rungSentence({ ...run, rung: 'E3' }), /second run/);
  });
});
