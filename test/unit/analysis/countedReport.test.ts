import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { analyse } from '../../../src/analysis/analyse.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { matrixState } from '../../../src/report/panel/matrix.ts';
import { runText } from '../../../src/report/text.ts';
import { contextOf, onlyRun } from '../../ui/panel/samples.ts';

interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
}

const header = 'epoch,accuracy,loss,val_accuracy,val_fn,val_fp,val_loss,val_tn,val_tp\n';

function rowOf(epoch: number, { tp, fp, tn, fn }: Counts, accuracy?: number): string {
  const logged = accuracy ?? Math.fround((tp + tn) / (tp + fp + tn + fn));
  return `${epoch},0.5123456,0.6123456,${logged},${fn}.0,${fp}.0,0.61234567,${tn}.0,${tp}.0\n`;
}

function runOf(text: string, live = false): RunAnalysis {
  const bytes = Buffer.from(text);
  const { chosen } = openReader({ name: 'training.log', bytes, complete: true }, {});
  assert.ok(chosen);
  chosen.reader.push(bytes);
  const document = { path: 'training.log', format: chosen.format.id, result: chosen.reader.end() };
  return onlyRun(analyse([document], { ...contextOf(), live: live ? ['training.log'] : [] }));
}

const frauds: Counts = { tp: 0, fp: 0, tn: 5_686, fn: 97 };

describe('true and false positives and negatives in a log', () => {
  it('are the rows of two classes, found and predicted', () => {
    const count = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(fc.record({ tp: count, fp: count, tn: count, fn: count }), (counts) => {
        const { tp, fp, tn, fn } = counts;
        fc.pre(tp + fp + tn + fn > 0);
        const { evaluation } = runOf(header + rowOf(0, counts));
        assert.ok(evaluation);
        const [negative, positive] = evaluation.perClass;
        assert.deepEqual(
          [negative, positive].map((one) => [one!.label, one!.support, one!.found, one!.predicted]),
          [
            ['negative', tn + fp, { least: tn, most: tn }, { least: tn + fn, most: tn + fn }],
            ['positive', tp + fn, { least: tp, most: tp }, { least: tp + fp, most: tp + fp }],
          ],
        );
        const accuracy = evaluation.metrics.get('accuracy');
        assert.ok(accuracy?.kind === 'value');
        assert.ok(Math.abs(accuracy.value - (tp + tn) / (tp + fp + tn + fn)) < 1e-9);
      }),
    );
  });

  it('say that a class is never found, on the count itself, and which file would add what', () => {
    const text = header + rowOf(0, { tp: 5, fp: 4, tn: 5_682, fn: 92 }) + rowOf(1, frauds);
    const run = runOf(text);
    const finding = run.findings.find(({ rule }) => rule === 'never-predicted-class');
    const { line, start, end } = finding!.location.span;
    assert.equal(text.split('\n')[line]!.slice(start, end), '0.0');
    assert.deepEqual(run.validationSize, { value: 5_783, source: 'counts', exact: true });
    assert.equal(run.rung, 'E2');
    assert.deepEqual(
      run.files.map(({ role }) => role),
      ['log'],
    );
    assert.deepEqual(run.evaluation?.confusionMatrix, [
      [frauds.tn, frauds.fp],
      [frauds.fn, frauds.tp],
    ]);
    const matrix = matrixState(run.evaluation);
    assert.ok(
      matrix?.labels.every(({ index }) => index === undefined),
      'there are no rows to open',
    );
    const report = runText(run, run.id, { width: 80, colour: false });
    assert.match(report, /The log counts 5,783 rows/);
    assert.doesNotMatch(report, /prediction file has|classification report|NaN|not a number/);
  });

  it('are waited for while the model still learns', () => {
    const first = header + rowOf(0, frauds);
    assert.equal(runOf(first, true).evaluation, undefined);
    assert.notEqual(runOf(first).evaluation, undefined);
  });

  it('are left alone where they may be sums over outputs', () => {
    // 100 rows of 3 classes, one-hot: 300 outputs, of which 100 are positive.
    const sums = { tp: 80, fp: 20, tn: 180, fn: 20 };
    assert.equal(runOf(header + rowOf(0, sums, 0.8)).evaluation, undefined);
    const withoutAccuracy = 'epoch,loss,val_fn,val_fp,val_loss,val_tn,val_tp\n';
    const logged = ({ tp, fp, tn, fn }: Counts): string =>
      `0,0.6123456,${fn}.0,${fp}.0,0.6123457,${tn}.0,${tp}.0\n`;
    assert.equal(runOf(withoutAccuracy + logged(sums)).evaluation, undefined);
    assert.notEqual(runOf(withoutAccuracy + logged({ ...sums, tp: 81 })).evaluation, undefined);
  });
});
