import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { evaluateJson, inspectJson } from '../../../src/report/json.ts';
import { panelState } from '../../../src/report/panelState.ts';
import { verdictOf } from '../../../src/report/sentences.ts';
import { runText } from '../../../src/report/text.ts';
import { textWidth } from '../../../src/report/textTable.ts';
import { contextOf } from '../../support/engineContext.ts';

const folder = 'test/fixtures/classReports/';

function analysisOf(
  path: string,
  bytes: Uint8Array = readFileSync(`${folder}${path}`),
): { runs: readonly RunAnalysis[]; state: ReturnType<typeof panelState> } {
  const { chosen } = openReader({ name: path, bytes, complete: true }, {});
  chosen!.reader.push(bytes);
  const analysis = analyse([{ path, format: chosen!.format.id, result: chosen!.reader.end() }], contextOf());
  return { runs: analysis.runs, state: panelState(analysis, 0) };
}

describe('results by class in words', () => {
  it('of rates without numbers of rows say nothing of accuracy, and which recall is lowest', () => {
    const { runs, state } = analysisOf('spacyScores/evaluate.json');
    const [run] = runs;
    assert.equal(runs.length, 1);
    assert.deepEqual(run!.findings, []);
    const { kind, sentences } = verdictOf(run!);
    assert.equal(kind, 'cannotTell');
    assert.match(sentences.join(' '), /lowest recall is 0\.00 \('food'\), the mean over the classes 0\.37/);
    const text = runText(run!, run!.id, { width: 80, colour: false });
    for (const line of text.split('\n')) assert.ok(textWidth(line) <= 80, line);
    assert.match(text, /Accuracy +undefined +the file does not say how many rows each class has/);
    assert.doesNotMatch(text, /NaN|interval {2}|always '/);
    const json = JSON.stringify(evaluateJson(run!, run!.id));
    assert.match(json, /"accuracy":\{"undefined":"the file does not say how many rows each class has"\}/);
    assert.match(json, /"class":"sport","support":\{"undefined":/);
    assert.equal(inspectJson(run!)['rung'], 'E2');
    assert.equal(state.report!.classes!.rows[0]!.label, 'food');
    assert.equal(state.report!.classes!.rows[0]!.support, '–');
    assert.equal(state.report!.matrix, undefined);
  });

  it('of a matrix alone name it, and say what was assumed', () => {
    const { runs, state } = analysisOf('confusionMatrixText/numpy.txt');
    const text = runText(runs[0]!, 'numpy.txt', { width: 80, colour: false }).replaceAll('\n', ' ');
    assert.match(text, /The confusion matrix counts 400 rows/);
    assert.match(text, /by the confusion matrix\. A prediction/);
    assert.match(text, /Rows of the confusion matrix are taken for the true classes/);
    assert.ok(state.report!.ladder.some(({ text: step }) => step === 'Confusion matrix'));
    assert.ok(state.report!.matrix !== undefined);
  });

  it('without a precision give none, but for two classes, where the right rows settle it', () => {
    const [run] = analysisOf('classSummaryJson/correct.json').runs;
    const { perClass, metrics } = run!.evaluation!;
    assert.equal(metrics.get('accuracy')?.kind, 'value');
    for (const one of perClass) {
      assert.deepEqual(one.metrics.get('precision'), {
        kind: 'undefined',
        reason: 'the file does not give it',
      });
    }
    const two = {
      accuracy: 0.8,
      per_class: { a: { support: 60, correct: 50 }, b: { support: 40, correct: 30 } },
    };
    const [of] = analysisOf('two.json', Buffer.from(JSON.stringify(two))).runs;
    const precision = of!.evaluation!.perClass.map((one) => one.metrics.get('precision'));
    assert.deepEqual(
      precision.map((one) => one?.kind === 'value' && one.value),
      [50 / 60, 30 / 40],
    );
    assert.match(runText(run!, 'correct.json', { width: 80, colour: false }), /Known: recall and support/);
  });

  it('of a training and its cross-validation are those of the second', () => {
    const { runs } = analysisOf('wekaEvaluation/cross_validation.txt');
    assert.equal(runs.length, 1);
    assert.equal(runs[0]!.evaluation!.confusionMatrix![3]![3], 0);
  });
});
