import assert from 'node:assert/strict';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { ChartState } from '../../../src/protocol/panel.ts';
import { curveBounds, isBoundNear } from '../../../src/report/panel/curveBounds.ts';
import { curvesState } from '../../../src/report/panel/curves.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';

const accuracy = { split: 'validation', values: [0.2, 0.75, undefined, 1] } as const;
const loss = { split: 'validation', values: [1.6, 1.2, 1.1, 0.9] } as const;
const positions = [0, 1, 2, 3];

function rounded(values: readonly (number | null)[] | undefined): (number | null)[] | undefined {
  return values?.map((value) => (value === null ? null : Number(value.toFixed(3))));
}

describe('reference curves of the loss', () => {
  it('give the loss of one confidence equal to the accuracy, ln K at 1/K and 0 at 1, and ln 2 for each error', () => {
    const { own, impossible, definitions } = curveBounds(5, accuracy, loss, positions);
    // For 0.75: 0.5623 + 0.25 ln 4.
    assert.deepEqual(rounded(own?.values), [1.609, 0.909, null, 0]);
    assert.deepEqual(rounded(impossible?.values), [0.555, 0.173, null, 0]);
    assert.deepEqual(
      definitions.map(({ term }) => term),
      ['Own-accuracy line', 'Impossible line'],
    );
  });

  it('are near where they lie within the axis, or where a loss comes near them', () => {
    const { impossible } = curveBounds(5, accuracy, loss, positions);
    assert.equal(isBoundNear(impossible!, { low: 0, high: 2 }, loss.values), true);
    assert.equal(isBoundNear(impossible!, { low: 0.5, high: 2 }, loss.values), false);
    assert.equal(isBoundNear(impossible!, { low: 0.5, high: 2 }, [0.6, 0.1, 0.1, 0.1]), true);
  });

  it('are not there without a number of classes, of training values, or of two splits', () => {
    for (const none of [
      curveBounds(undefined, accuracy, loss, positions),
      curveBounds(5, accuracy, { ...loss, split: 'test' }, positions),
      curveBounds(5, { ...accuracy, split: 'train' }, { ...loss, split: 'train' }, positions),
    ]) {
      assert.deepEqual(none, { definitions: [] });
    }
  });

  it('stand in the loss chart of a run with class counts, named in its sentence, and in no other', () => {
    const state = curvesState(onlyRun(sampleAnalyses().get('starting')!))!;
    const [ofAccuracy, ofLoss] = state.charts;
    assert.deepEqual(ofAccuracy!.bounds, []);
    assert.equal(ofLoss!.bounds.length, 1);
    assert.ok(ofLoss!.description.includes(ofLoss!.bounds[0]!.text));
    assert.match(ofLoss!.outside ?? '', /^Outside of this range: impossible line 0\.\d+\.$/);
    assert.match(ofLoss!.description, /impossible line 0\.\d+\.$/);
    assert.deepEqual(
      state.definitions.map(({ term }) => term),
      ['Majority share', 'Guess line', 'Prior line', 'Own-accuracy line', 'Impossible line'],
    );
    const logOnly = curvesState(onlyRun(sampleAnalyses().get('logOnly')!))!;
    assert.deepEqual(
      logOnly.charts.map(({ bounds }) => bounds),
      [[], []],
    );
  });

  it('have the best epoch by accuracy and the best by loss marked and named in both charts', () => {
    const state = curvesState(onlyRun(sampleAnalyses().get('starting')!))!;
    const [ofAccuracy, ofLoss] = state.charts.map(({ marks }) => marks);
    assert.deepEqual(
      ofAccuracy!.map(({ at }) => at).sort((a, b) => a - b),
      ofLoss!.map(({ at }) => at).sort((a, b) => a - b),
    );
    assert.match(ofAccuracy![0]!.text, /^highest 0\.\d\d, epoch \d+$/);
    assert.match(ofAccuracy![1]!.text, /^0\.\d\d at the lowest loss, epoch \d+$/);
    assert.match(ofLoss![0]!.text, /^lowest 1\.\d\d, epoch \d+$/);
    assert.match(ofLoss![1]!.text, /^1\.\d\d at the highest accuracy, epoch \d+$/);
  });

  it('have the floor of a softmax applied twice beside them where that was found, and name far lines only', () => {
    const run = onlyRun(sampleAnalyses().get('starting')!);
    const rule = { ...run.findings[0]!, rule: 'softmax-applied-twice', evidence: { floor: 0.905 } };
    const lossOf = (one: RunAnalysis): ChartState => curvesState(one)!.charts[1]!;
    assert.ok(lossOf({ ...run, findings: [rule] }).lines.some(({ at }) => at === 0.905));
    assert.ok(lossOf(run).lines.every(({ at }) => at !== 0.905));
    const small = run.epochs.map((epoch) => ({
      ...epoch,
      readings: epoch.readings.map((one) => (one.metric === 'loss' ? { ...one, value: 0.2 } : one)),
    }));
    const chart = lossOf({ ...run, epochs: small });
    assert.deepEqual(chart.lines, []);
    assert.match(chart.outside!, /guess line, ln 5 = 1\.61; prior line, H = /);
  });
});
