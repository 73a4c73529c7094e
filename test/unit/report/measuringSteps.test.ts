import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { adviceState } from '../../../src/report/panel/advice.ts';
import { readingHover } from '../../../src/report/readingHover.ts';
import { verdictOf } from '../../../src/report/sentences.ts';
import { runText } from '../../../src/report/text.ts';
import { contextOf, onlyRun } from '../../ui/panel/samples.ts';

const folder = new URL('../../fixtures/runs/', import.meta.url);

/** The run of a fixture. */
function fixture(name: string): RunAnalysis {
  const files = readdirSync(new URL(`${name}/`, folder)).filter((file) => file !== 'expected.json');
  const documents = files.map((file): SourceDocument => {
    const bytes = new Uint8Array(readFileSync(new URL(`${name}/${file}`, folder)));
    const { chosen } = openReader({ name: file, bytes, complete: true }, {});
    assert.ok(chosen, file);
    chosen.reader.push(bytes);
    return { path: file, format: chosen.format.id, result: chosen.reader.end() };
  });
  return onlyRun(analyse(documents, contextOf()));
}

function steps(run: RunAnalysis) {
  return adviceState(run)?.steps ?? [];
}

function answer(run: RunAnalysis): string {
  return answerOf(run)
    .flatMap(({ sentences }) => sentences)
    .join('\n');
}

describe('what to try about what is measured', () => {
  for (const [name, title, code] of [
    ['counted-by-outputs', 'Count accuracy by rows', /metrics=\["categorical_accuracy"\]/],
    ['shuffled-validation', 'Send training rows through the validation code', /class_indices/],
    ['one-answer', 'Let the model learn one batch by heart', /next\(iter\(train\)\)/],
    ['below-majority', 'Let the model learn one batch by heart', /next\(iter\(train\)\)/],
    ['class-without-validation', 'Split the rows by class', /stratify=y/],
    ['recall-is-accuracy', 'Log the macro average, or each class', /average="macro"/],
  ] as const) {
    it(`begins with it: ${name}`, () => {
      const [first] = steps(fixture(name));
      assert.equal(first!.title, title);
      assert.match(first!.snippets[0]!.code, code);
      for (const { text } of first!.points) assert.doesNotMatch(text, /undefined|NaN/);
    });
  }

  it('comes last where it makes numbers surer', () => {
    const kept = steps(fixture('best-epoch-kept')).at(-1)!;
    assert.match(kept.title, /^Choose the epoch by validation loss/);
    assert.match(kept.snippets[0]!.code, /monitor="val_loss"[^]*restore_best_weights=True/);
    assert.match(kept.snippets[0]!.code, /epoch 11 \(0\.62\)/);
    const titles = steps(fixture('class-of-few-rows')).map((step) => step.title);
    assert.deepEqual(titles, [
      'Score every row once: repeated cross-validation by class',
      'Write the predictions beside the log',
    ]);
  });
});

describe('the answer beside one answer for every row', () => {
  it('says that accuracy misleads, and not that a number is wrong', () => {
    const run = fixture('one-answer');
    const { kind, sentences } = verdictOf(run);
    assert.equal(kind, 'misleads');
    assert.match(sentences[0]!, /^Every row is predicted as 'heron': accuracy 0\.68/);
    assert.match(answer(run), /60 rows: one row is 1\.7 points/);
    assert.doesNotMatch(answer(run), /may be no better|settles/);
  });

  it('says that few rows cannot tell', () => {
    assert.equal(verdictOf(fixture('one-answer')).kind, 'misleads');
    const run = fixture('one-answer');
    const findings = run.findings
      .filter(({ rule }) => rule === 'constant-predictor')
      .map((finding) => ({
        ...finding,
        severity: 'information' as const,
        evidence: { ...finding.evidence, enoughRows: 0, otherRows: 5 },
      }));
    const { kind, sentences } = verdictOf({ ...run, findings });
    assert.equal(kind, 'cannotTell');
    assert.match(sentences[0]!, /The other classes have 5 rows, too few to say/);
  });

  it('explains no loss of a log by other causes', () => {
    assert.doesNotMatch(answer(fixture('below-majority')), /What (?:may )?keeps? the loss|over-confidence/);
  });
});

describe('the answer beside an accuracy that counts outputs', () => {
  const run = fixture('counted-by-outputs');

  it('holds neither classes, rows nor losses against it', () => {
    const text = runText(run, 'training.csv', { width: 80, colour: false });
    assert.match(text, /Validation accuracy +0\.85 +counted by outputs, not by rows/);
    assert.doesNotMatch(text, /Always answering|always '|95 % interval|points|ln 5/);
    assert.doesNotMatch(answer(run), /accuracy|class shares/);
    assert.equal(verdictOf(run).sentences.length, 1);
  });

  it('has a hover that says so', () => {
    const epoch = run.epochs.at(-1)!;
    const reading = epoch.readings.find(
      ({ split, metric }) => split === 'validation' && metric === 'accuracy',
    )!;
    assert.match(readingHover(run, epoch, reading), /counted by outputs, not by rows/);
    assert.doesNotMatch(readingHover(run, epoch, reading), /interval|always/);
  });

  it('keeps the number of rows that the counts give, without a note', () => {
    assert.deepEqual(run.validationSize, { value: 283, source: 'counts', exact: true });
    assert.deepEqual(run.problems, []);
  });
});
