import assert from 'node:assert/strict';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { adviceSnippet, adviceState } from '../../../src/report/panel/advice.ts';
import { pythonString } from '../../../src/report/python.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';
import { findingOf, runOf } from './sampleRun.ts';

/** The sample of five classes, with counted training rows and a class that is missed. */
function starting(): RunAnalysis {
  return onlyRun(sampleAnalyses().get('starting')!);
}

const classes = ['nevus', 'keratosis', 'melanoma'];

/** Every word of the section. */
function textOf(run: RunAnalysis): string {
  return JSON.stringify(adviceState(run));
}

describe('what to try', () => {
  it('says that nothing needs to be done where classes differ in size and none is missed', () => {
    const state = adviceState(runOf(classes, [170, 80, 40], [0.9, 0.88, 0.85]))!;
    assert.deepEqual(state.steps, []);
    assert.equal(
      state.sentences[0],
      "Nothing needs to be done about the class sizes: the largest class ('nevus', 170) has 4.25 times the rows of the smallest ('melanoma', 40), but no class is missed by more than chance. The lowest recall is 0.85 (0.71–0.93), 'melanoma', 34 of 40 found.",
    );
  });

  it('asks for rows before any remedy where a class has too few to tell', () => {
    const state = adviceState(runOf(classes, [170, 80, 8], [0.9, 0.88, 0.62]))!;
    assert.deepEqual(state.steps, []);
    assert.match(state.sentences[1]!, /^8 rows of 'melanoma' cannot tell more/);
  });

  it('has nothing to say of equal sizes, of a log alone, of wrong numbers and of one answer for all', () => {
    const hidden = runOf(classes, [170, 80, 40], [0.95, 0.9, 0.05]);
    assert.ok(adviceState(hidden)!.steps.length > 0);
    assert.equal(adviceState(runOf(classes, [50, 50, 50], [0.9, 0.88, 0.85])), undefined);
    assert.equal(adviceState(onlyRun(sampleAnalyses().get('logAndCounts')!)), undefined);
    const wrong = { ...hidden, findings: [...hidden.findings, findingOf({ severity: 'error' })] };
    assert.equal(adviceState(wrong), undefined);
    assert.equal(adviceState(runOf(['a', 'b'], [90, 10], [1, 0])), undefined);
  });

  it('goes from looking over the threshold to weights, and to resampling last', () => {
    const { steps } = adviceState(starting())!;
    assert.deepEqual(
      steps.map(({ title }) => title.split(/[:,]/)[0]),
      ['Look at the missed rows', 'Move the threshold', 'Class weights', 'Resampling'],
    );
    assert.deepEqual(steps[0]!.cells, [
      { actual: 4, predicted: 0, text: "Show the 14 rows of 'melanoma' predicted as 'nevus'" },
    ]);
    for (const step of steps.slice(1)) {
      assert.ok(step.points.some(({ term }) => term === 'Probabilities'));
    }
  });

  it('tells of the threshold what the analysis measured on these rows', () => {
    const run = starting();
    const { found, source } = run.priorCorrection!;
    assert.equal(source, 'train');
    const [, step] = adviceState(run)!.steps;
    assert.equal(step!.tag?.helps, true);
    assert.ok(
      step!.points[0]!.text.startsWith(
        `On these rows it would find ${found[4]} instead of 2 of the 17 rows of 'melanoma'.`,
      ),
    );
  });

  it('offers no code for a threshold that does not help', () => {
    const run = starting();
    const none = {
      ...run.priorCorrection!,
      found: run.evaluation!.confusionMatrix.map((row, index) => row[index]!),
    };
    const [, step] = adviceState({ ...run, priorCorrection: none })!.steps;
    assert.equal(step!.tag?.helps, false);
    assert.deepEqual(step!.snippets, []);
    assert.match(step!.points[0]!.text, /no more of the missed ones would be found/);
  });

  it('says that the threshold needs probabilities where there are none', () => {
    const [, step] = adviceState(runOf(classes, [170, 80, 40], [0.95, 0.9, 0.05], false))!.steps;
    assert.match(step!.points[0]!.text, /^This needs probabilities/);
    assert.equal(step!.tag, undefined);
  });

  it('leaves weights and resampling out for a class that is missed though it is not small', () => {
    const state = adviceState(runOf(classes, [120, 30, 40], [0.2, 0.9, 0.9]))!;
    assert.deepEqual(
      state.steps.map(({ title }) => title.split(/[:,]/)[0]),
      ['Look at the missed rows', 'Move the threshold'],
    );
    assert.match(state.leftOut!, /'nevus' would be 0\.528/);
  });

  it('gives the whole code of every snippet by its index, with the numbers of the run', () => {
    const run = starting();
    const snippets = adviceState(run)!.steps.flatMap((step) => step.snippets);
    assert.deepEqual(
      snippets.map(({ index }) => index),
      snippets.map((_, index) => index),
    );
    for (const { index, code } of snippets) {
      assert.equal(adviceSnippet(run, index), code);
      assert.match(code, /melanoma/);
      assert.match(code, /\b56\b|\b238\b/);
    }
    assert.deepEqual([...new Set(snippets.map(({ title }) => title))].sort(), [
      'Keras',
      'PyTorch',
      'imbalanced-learn',
      'scikit-learn',
    ]);
    assert.equal(adviceSnippet(run, snippets.length), undefined);
    // 685 training rows of 5 classes, 56 of melanoma.
    assert.ok(snippets.some(({ code }) => code.includes(`4: ${Number((685 / (5 * 56)).toPrecision(6))},`)));
  });

  it('takes no number of rows to draw from rows that are not training rows', () => {
    const run = runOf(classes, [170, 80, 40], [0.95, 0.9, 0.05]);
    const resampling = adviceState(run)!.steps.at(-1)!.snippets;
    assert.deepEqual(
      resampling.map(({ title }) => title),
      ['imbalanced-learn'],
    );
    assert.match(resampling[0]!.code, /sampling_strategy="not majority"/);
  });

  it('shows nothing raw of hostile labels, in the words and in the code', () => {
    const labels = ['a"\n""" + evil() + """', 'b\u202e\u2028\\', "c'#"];
    const run = runOf(labels, [170, 80, 40], [0.95, 0.9, 0.05]);
    assert.doesNotMatch(textOf(run), /[\u202e\u2028]|evil\(\) \+ """"/);
    const code = adviceState(run)!
      .steps.flatMap(({ snippets }) => snippets)
      .map((snippet) => snippet.code);
    for (const text of code) {
      assert.doesNotMatch(text, /[\u202e\u2028\r]/);
      for (const line of text.split('\n')) assert.ok(!line.startsWith('"""'), line);
    }
  });
});

describe('pythonString', () => {
  it('writes what Python reads as the same text', () => {
    assert.equal(pythonString('a"b\\c\n'), '"a\\"b\\\\c\\n"');
    assert.equal(pythonString('\u202e\u0085é'), '"\\u202e\\u0085é"');
    assert.equal(pythonString('\ud800'), '"\\ud800"');
  });
});
