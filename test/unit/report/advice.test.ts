import assert from 'node:assert/strict';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { AdviceStepState } from '../../../src/protocol/panel.ts';
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
    const state = adviceState(runOf(classes, [170, 80, 40], [0.9, 0.88, 0.85], false))!;
    assert.deepEqual(state.steps, []);
    assert.equal(
      state.sentences[0],
      "Nothing needs to be done about the class sizes: the largest class ('nevus', 170) has 4.25 times the rows of the smallest ('melanoma', 40), but no class is missed by more than chance. The lowest recall is 0.85 (0.71–0.93), 'melanoma', 34 of 40 found.",
    );
  });

  it('asks for rows before any remedy where a class has too few to tell', () => {
    const state = adviceState(runOf(classes, [170, 80, 8], [0.9, 0.88, 0.62], false))!;
    assert.deepEqual(
      state.steps.map(({ title }) => title),
      ['Score every row once: repeated cross-validation by class'],
    );
    assert.match(state.leftOut!, / 8 rows of 'melanoma' cannot tell more/);
  });

  it('has nothing to say of equal sizes and of wrong numbers, and of one answer for all but to learn one batch', () => {
    const hidden = runOf(classes, [170, 80, 40], [0.95, 0.9, 0.05]);
    assert.ok(adviceState(hidden)!.steps.length > 0);
    assert.equal(adviceState(runOf(classes, [50, 50, 50], [0.9, 0.88, 0.85], false)), undefined);
    const wrong = { ...hidden, findings: [...hidden.findings, findingOf({ severity: 'error' })] };
    assert.equal(adviceState(wrong), undefined);
    const constant = adviceState(runOf(['a', 'b'], [90, 10], [1, 0], false))!;
    assert.deepEqual(
      constant.steps.map(({ title }) => title),
      ['Let the model learn one batch by heart'],
    );
  });

  it('goes from looking over the threshold to weights, and to resampling last', () => {
    const { steps } = adviceState(starting())!;
    assert.deepEqual(
      steps.map(({ title }) => title.split(/[:,]/)[0]),
      [
        'Look at the missed rows',
        'Move the threshold',
        'Class weights',
        'Resampling',
        'Divide the logits by 0.43 (temperature scaling)',
      ],
    );
    assert.deepEqual(steps[0]!.cells, [
      { actual: 4, predicted: 0, text: "Show the 14 rows of 'melanoma' predicted as 'nevus'" },
    ]);
    for (const step of steps.slice(1, 4)) {
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
      found: run.evaluation!.confusionMatrix!.map((row, index) => row[index]!),
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
    const state = adviceState(runOf(classes, [120, 30, 40], [0.2, 0.9, 0.9], false))!;
    assert.deepEqual(
      state.steps.map(({ title }) => title.split(/[:,]/)[0]),
      ['Look at the missed rows', 'Move the threshold'],
    );
    assert.match(state.leftOut!, /'nevus' would be 0\.528/);
  });

  it('gives the whole code of every snippet by its index, with the numbers of the run', () => {
    const run = starting();
    const all = adviceState(run)!.steps.flatMap((step) => step.snippets);
    assert.deepEqual(
      all.map(({ index }) => index),
      all.map((_, index) => index),
    );
    for (const { index, code } of all) assert.equal(adviceSnippet(run, index), code);
    assert.equal(adviceSnippet(run, all.length), undefined);
    const snippets = adviceState(run)!
      .steps.slice(0, 4)
      .flatMap((step) => step.snippets);
    for (const { code } of snippets) {
      assert.match(code, /melanoma/);
      assert.match(code, /\b56\b|\b238\b/);
    }
    assert.deepEqual([...new Set(snippets.map(({ title }) => title))].sort(), [
      'Keras',
      'PyTorch',
      'imbalanced-learn',
      'scikit-learn',
    ]);
    // 685 training rows of 5 classes, 56 of melanoma.
    assert.ok(snippets.some(({ code }) => code.includes(`4: ${Number((685 / (5 * 56)).toPrecision(6))},`)));
  });

  it('takes no number of rows to draw from rows that are not training rows', () => {
    const run = runOf(classes, [170, 80, 40], [0.95, 0.9, 0.05]);
    const resampling = adviceState(run)!.steps.find(({ title }) => title.startsWith('Resampling'))!.snippets;
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

describe('what to try about losses and probabilities', () => {
  const quiet = runOf(classes, [170, 80, 40], [0.9, 0.88, 0.85], false);
  const log = onlyRun(sampleAnalyses().get('logAndCounts')!);

  function stepsWith(run: RunAnalysis, ...findings: Finding[]): AdviceStepState[] {
    return [...(adviceState({ ...run, findings })?.steps ?? [])];
  }

  const twice = findingOf({
    rule: 'softmax-applied-twice',
    evidence: { classes: 5, floor: 0.9048, train: 1, loss: 1.09 },
  });
  const tooSure = findingOf({
    rule: 'confidence-off',
    evidence: {
      confidence: 0.91,
      accuracy: 0.86,
      rows: 293,
      temperature: 2.1898,
      lossBefore: 0.867,
      lossAfter: 0.639,
      zeroRows: 0,
    },
  });
  const rising = findingOf({
    rule: 'val-loss-rising',
    evidence: { epoch: 12, lowestLoss: 1.05, lastLoss: 1.31, accuracyHeld: 1 },
  });

  it('mends a loss before anything else, and says whether the weights suffer from it', () => {
    const [first, second] = stepsWith(quiet, tooSure, twice);
    assert.equal(first!.title, 'Apply softmax once');
    assert.match(first!.points[0]!.text, /^Loss 1\.09 stands on a floor of 0\.905 .* 5 classes\.$/);
    assert.match(first!.points[1]!.text, /^Train again/);
    assert.match(first!.snippets[0]!.code, /from_logits=False[^]*from_logits=True/);
    assert.match(second!.title, /temperature/);
    const then = (more: Record<string, number>): string =>
      stepsWith(quiet, { ...twice, evidence: { ...twice.evidence, ...more } })[0]!.points[1]!.text;
    assert.match(then({ train: 0, trainBelow: 1 }), /need no new training/);
    assert.match(then({ train: 0, trainBelow: 0 }), /^If training hands its loss the same/);
    const titles = stepsWith(quiet, { ...twice, evidence: { ...twice.evidence, alike: 1 } }).map(
      ({ title }) => title,
    );
    assert.ok(!titles.includes('Apply softmax once'));
  });

  it('gives the temperature with what it was fitted to, and the class sizes at the end', () => {
    const state = adviceState({ ...quiet, findings: [tooSure] })!;
    assert.equal(state.steps[0]!.title, 'Divide the logits by 2.19 (temperature scaling)');
    assert.match(state.steps[0]!.points[0]!.text, /Log loss 0\.867 becomes 0\.639 on these rows/);
    for (const { code } of state.steps[0]!.snippets) assert.match(code, /293 rows[^]*temperature = 2\.19\n/);
    assert.match(state.leftOut!, /^The class sizes give no ground for weights or resampling/);
  });

  it('keeps the epoch of the lowest loss only for who uses probabilities', () => {
    const [step] = stepsWith(log, rising);
    assert.equal(step!.title, 'If you use the probabilities, keep the weights of epoch 12');
    assert.match(step!.snippets[0]!.code, /restore_best_weights=True/);
    assert.match(step!.snippets[0]!.code, /epoch 12 \(1\.05\) and 1\.31 at the end/);
  });

  it('asks a log alone for its predictions, at the end', () => {
    const [only, ...others] = stepsWith(log);
    assert.equal(only!.title, 'Write the predictions beside the log');
    assert.match(only!.snippets[0]!.code, /val_predictions\.csv/);
    assert.deepEqual(others, []);
    assert.equal(stepsWith(log, rising).at(-1)!.title, only!.title);
  });

  it('says of a loss that became no number only how to stop it', () => {
    const broken = findingOf({
      rule: 'loss-not-finite',
      severity: 'error',
      evidence: { epoch: 7, epochs: 3, recovers: 0, learningRate: 0.1 },
    });
    const [step, ...others] = stepsWith(log, broken);
    assert.match(step!.points[0]!.text, /^It is epoch 7; the learning rate logged there is 0\.1\./);
    assert.match(step!.snippets[0]!.code, /learning_rate=0\.01, clipnorm=1\.0\)  # a tenth of the 0\.1/);
    assert.deepEqual(others, []);
  });
});

describe('pythonString', () => {
  it('writes what Python reads as the same text', () => {
    assert.equal(pythonString('a"b\\c\n'), '"a\\"b\\\\c\\n"');
    assert.equal(pythonString('\u202e\u0085é'), '"\\u202e\\u0085é"');
    assert.equal(pythonString('\ud800'), '"\\ud800"');
  });
});
