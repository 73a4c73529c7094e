import assert from 'node:assert/strict';
import { namedKinds } from '../../../src/analysis/namedKinds.ts';
import { readPrinted, reconcileTable } from '../../../src/analysis/reconcileTable.ts';
import type { ReconciledValue, ReconcileQuestion } from '../../../src/analysis/reconcileTable.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { reconcileText } from '../../../src/report/reconcileText.ts';
import { makeTable } from '../core/makeTable.ts';
import { fromMatrix } from '../core/measuredValues.ts';

/** Accuracy 0.7612, balanced accuracy 0.6479, macro F1 0.6704, F1 of means 0.6931. */
const five = fromMatrix([
  [5, 2, 3, 3, 4],
  [1, 11, 3, 4, 5],
  [1, 1, 25, 4, 5],
  [0, 1, 2, 45, 5],
  [0, 0, 1, 3, 67],
]);

function reconciled(
  table: PredictionTable,
  name: string | undefined,
  text: string,
  more: Partial<ReconcileQuestion> = {},
): ReconciledValue {
  const values = [{ text, ...(name === undefined ? {} : { name }) }];
  return reconcileTable(table, { values, ...more }).values[0]!;
}

function ids({ fits }: ReconciledValue): string[][] {
  return fits.map(({ definitions }) => definitions.map(({ id }) => id));
}

describe('what a logged number is', () => {
  it('reads a number with the digits as typed', () => {
    assert.deepEqual(readPrinted('0.66'), { value: 0.66, tolerance: 0.005, isPercent: false });
    assert.deepEqual(readPrinted(' 66.3 %'), { value: 66.3, tolerance: 0.05, isPercent: true });
    assert.deepEqual(readPrinted('1.20e-3'), { value: 0.0012, tolerance: 5e-6, isPercent: false });
    for (const text of ['', 'x', 'nan', '0.6x', '%']) assert.equal(readPrinted(text), undefined, text);
  });

  it('says which kind of metric a name means', () => {
    assert.deepEqual(namedKinds('val_acc'), ['accuracy']);
    assert.deepEqual(namedKinds('val_multiclass_accuracy'), ['accuracy']);
    assert.deepEqual(namedKinds('valid/F1Score'), ['f1']);
    assert.deepEqual(namedKinds('val_f1_macro'), ['f1']);
    assert.deepEqual(namedKinds('average_precision_weighted'), ['prAuc']);
    assert.deepEqual(namedKinds('test_recall_1'), ['recall']);
    assert.deepEqual(namedKinds('val_loss'), ['loss']);
    assert.deepEqual(namedKinds('AUC'), ['rocAuc', 'prAuc']);
    assert.deepEqual(namedKinds('top5'), ['topK']);
    assert.equal(namedKinds('foo'), undefined);
    assert.equal(namedKinds('constructor'), undefined);
  });

  it('names the one definition that fits', () => {
    assert.deepEqual(ids(reconciled(five, 'val_acc', '0.648')), [['balancedAccuracy', 'macroRecall']]);
    assert.deepEqual(ids(reconciled(five, 'val_acc', '76.1%')), [['accuracy']]);
    assert.deepEqual(ids(reconciled(five, 'val_acc', '76.1')), [['accuracy']]);
    assert.deepEqual(ids(reconciled(five, 'val_f1', '0.6931')), [['f1OfMeans']]);
  });

  it('names all that fit, and the decimals that would tell them apart', () => {
    const found = reconciled(five, 'f1', '0.7');
    for (const id of ['macroF1', 'f1OfMeans']) assert.ok(ids(found).flat().includes(id), id);
    assert.ok(found.fits.length > 1);
    const decimals = found.decimalsApart!;
    const texts = (digits: number): Set<string> =>
      new Set(found.fits.map(({ value }) => value.toFixed(digits)));
    assert.equal(texts(decimals).size, found.fits.length);
    assert.ok(texts(decimals - 1).size < found.fits.length);
  });

  it('names the nearest three where none fits', () => {
    const found = reconciled(five, 'val_acc', '0.70');
    assert.deepEqual([found.fits.length, found.nearest.length], [0, 3]);
    const distances = found.nearest.map(({ difference }) => Math.abs(difference));
    assert.deepEqual(
      distances,
      [...distances].sort((a, b) => a - b),
    );
    for (const { value, difference } of found.nearest) assert.ok(Math.abs(value + difference - 0.7) < 1e-12);
    assert.match(
      reconcileText(reconcileTable(five, { values: [{ name: 'val_acc', text: '0.70' }] }), 'f', 80),
      /--batch/,
    );
  });

  it('compares a name that says nothing with everything, and says so', () => {
    const found = reconciled(five, 'foo', '0.6479');
    assert.equal(found.kinds, undefined);
    assert.ok(ids(found).flat().includes('balancedAccuracy'));
    const text = reconcileText(reconcileTable(five, { values: [{ name: 'foo', text: '0.6479' }] }), 'f', 80);
    assert.match(text, /The name is not known, so the number is compared with\s+everything/);
  });

  it('takes a number printed in full for a sum in float32', () => {
    assert.deepEqual(ids(reconciled(five, 'val_acc', String(Math.fround(153 / 201)))), [['accuracy']]);
    assert.deepEqual(ids(reconciled(five, 'val_acc', '0.761200')), []);
  });

  it('says that a loss needs probabilities', () => {
    const found = reconcileTable(five, { values: [{ name: 'val_loss', text: '0.9' }] });
    assert.equal(found.values[0]!.tried, 0);
    assert.match(
      reconcileText(found, 'f', 200),
      /needs a probability for each class, which the file does not have/,
    );
  });

  it('leaves out the room that rounded probabilities need', () => {
    const scores = [
      [0.71, 0.29],
      [0.14, 0.86],
      [0.55, 0.45],
    ];
    const exact = -(Math.log(0.7142) + Math.log(0.8561) + Math.log(0.4477)) / 3;
    const table = makeTable({ actual: [0, 1, 1], scores });
    assert.ok(
      ids(reconciled(table, 'loss', exact.toFixed(4)))
        .flat()
        .includes('logLoss'),
    );
  });

  it('counts every row the same as well where the file has weights', () => {
    const weights = { values: Float64Array.from([3, 1, 1, 1]), kind: 'importance' as const };
    const table = makeTable({ actual: [0, 0, 1, 1], predicted: [0, 1, 1, 1], weights });
    const [fit] = reconciled(table, 'acc', '0.750').fits;
    assert.ok(fit?.definitions.some(({ id, isUnweighted }) => id === 'accuracy' && isUnweighted === true));
    assert.ok(
      ids(reconciled(table, 'acc', '0.833'))
        .flat()
        .includes('accuracy'),
    );
  });

  it('compares means over batches with the number', () => {
    const table = makeTable({ actual: [0, 0, 1, 1, 1], predicted: [0, 1, 1, 1, 0] });
    const fitsOf = (text: string): string =>
      reconciled(table, 'acc', text, { batch: 2 })
        .batchMeans.map(({ fits }) => fits)
        .join();
    assert.deepEqual(['0.50', '0.60', '0.70'].map(fitsOf), ['value', 'range', 'no']);
    assert.deepEqual(reconciled(table, 'f1', '0.5', { batch: 2 }).batchMeans, []);
  });
});
