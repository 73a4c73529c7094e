import assert from 'node:assert/strict';
import { drawnCurve } from '../../../src/analysis/drawnCurve.ts';
import {
  curveOrder,
  precisionRecallCurves,
  precisionRecallState,
} from '../../../src/report/panel/precisionRecall.ts';
import { sampleTable } from '../../ui/panel/samples.ts';
import { runOf } from './sampleRun.ts';

const labels = ['common', 'rare', 'absent'];
const counts = [60, 12, 0];
const recalls = [0.95, 0.25, 0];

describe('precision-recall curves in the report', () => {
  const evaluation = runOf(labels, counts, recalls).evaluation!;
  const table = sampleTable(labels, counts, recalls);

  it('come with the lowest average precision first, and a class without rows last with its reason', () => {
    const { classes } = precisionRecallState(evaluation)!;
    assert.deepEqual(
      classes.map(({ label }) => label),
      ['rare', 'common', 'absent'],
    );
    assert.match(classes[2]!.averagePrecision.undefinedBecause!, /'absent'/);
    assert.equal(classes[0]!.rows, '12 rows');
    assert.equal(classes[0]!.prevalenceText, '0.17');
    assert.match(
      classes[0]!.description,
      /^Precision-recall curve of 'rare', 12 of 72 rows: average precision 0\.\d\d, chance 0\.\d\d, prevalence 0\.17; predicted labels at recall 0\.25, precision 0\.\d\d\.$/,
    );
  });

  it('are not there without probabilities', () => {
    assert.equal(precisionRecallState(runOf(labels, counts, recalls, false).evaluation!), undefined);
  });

  it('are sent by their place in the list, for the version they belong to', () => {
    const order = curveOrder(evaluation);
    const curves = precisionRecallCurves(
      evaluation,
      0,
      order.map((index) => drawnCurve(table, index)),
    );
    assert.equal(curves.version, precisionRecallState(evaluation)!.version);
    assert.deepEqual(
      curves.curves.map(({ position }) => position),
      [0, 1],
    );
    const [rare] = curves.curves;
    assert.equal(rare!.recall.at(-1), 1);
    assert.equal(rare!.table.length, rare!.recall.length);
    assert.deepEqual(JSON.parse(JSON.stringify(curves)), curves);
  });

  it('have another version when other scores were read', () => {
    const other = runOf(labels, [60, 13, 0], recalls).evaluation!;
    assert.notEqual(precisionRecallState(other)!.version, precisionRecallState(evaluation)!.version);
  });

  it('say why they cannot be shown', () => {
    const { failed, curves } = precisionRecallCurves(evaluation, 0, { failed: 'p.csv is not open.' });
    assert.deepEqual([failed, curves], ['p.csv is not open.', []]);
  });
});
