import assert from 'node:assert/strict';
import { curveBounds } from '../../../src/report/panel/curveBounds.ts';
import { curvesState } from '../../../src/report/panel/curves.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';

const accuracy = { split: 'validation', values: [0.2, 0.75, undefined, 1] } as const;
const loss = { split: 'validation', values: [1.6, 1.2, 1.1, 0.9] } as const;
const positions = [0, 1, 2, 3];

function rounded(values: readonly (number | null)[] | undefined): (number | null)[] | undefined {
  return values?.map((value) => (value === null ? null : Number(value.toFixed(3))));
}

describe('reference curves of the loss', () => {
  it('give the loss of one confidence equal to the accuracy: ln K at 1/K, 0 at 1', () => {
    const { bounds, definitions } = curveBounds(5, accuracy, loss, positions);
    assert.deepEqual(
      bounds.map(({ kind }) => kind),
      ['ownAccuracy'],
    );
    // For 0.75: 0.5623 + 0.25 ln 4.
    assert.deepEqual(rounded(bounds[0]!.values), [1.609, 0.909, null, 0]);
    assert.deepEqual(
      definitions.map(({ term }) => term),
      ['Own-accuracy line'],
    );
  });

  it('draw the impossible line only where a loss comes near it', () => {
    const low = { split: 'validation', values: [0.6, 0.1, 0.1, 0.1] } as const;
    const { bounds } = curveBounds(5, accuracy, low, positions);
    assert.deepEqual(rounded(bounds[1]?.values), [0.555, 0.173, null, 0]);
  });

  it('are not there without a number of classes, of training values, or of two splits', () => {
    for (const none of [
      curveBounds(undefined, accuracy, loss, positions),
      curveBounds(5, accuracy, { ...loss, split: 'test' }, positions),
      curveBounds(5, { ...accuracy, split: 'train' }, { ...loss, split: 'train' }, positions),
    ]) {
      assert.deepEqual(none, { bounds: [], definitions: [] });
    }
  });

  it('stand in the loss chart of a run with class counts, named in its sentence, and in no other', () => {
    const state = curvesState(onlyRun(sampleAnalyses().get('starting')!))!;
    const [ofAccuracy, ofLoss] = state.charts;
    assert.deepEqual(ofAccuracy!.bounds, []);
    assert.equal(ofLoss!.bounds.length, 1);
    assert.ok(ofLoss!.description.includes(ofLoss!.bounds[0]!.text));
    assert.deepEqual(
      state.definitions.map(({ term }) => term),
      ['Majority share', 'Guess line', 'Prior line', 'Own-accuracy line'],
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
});
