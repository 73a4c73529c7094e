import assert from 'node:assert/strict';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { joinArrays } from '../../../src/analysis/joinArrays.ts';
import { rememberingJoin } from '../../../src/analysis/rememberingJoin.ts';
import type { ArrayContent, NamedArray } from '../../../src/core/numberArrays.ts';
import { arrayRole } from '../../../src/formats/arrays/arrayRoles.ts';

function array(name: string, values: readonly (number | string)[], columns?: number): NamedArray {
  const shape = columns === undefined ? [values.length] : [values.length / columns, columns];
  const isText = typeof values[0] === 'string';
  const content: ArrayContent = isText
    ? { kind: 'texts', values: values as readonly string[] }
    : { kind: 'numbers', values: Float64Array.from(values as readonly number[]) };
  return { name, shape, type: isText ? 'str' : 'float64', content };
}

function document(path: string, arrays: readonly NamedArray[], options = {}): SourceDocument {
  const format = path.endsWith('.npz') ? 'numpyArchive' : 'numpyArray';
  return { path, format, result: { document: { kind: 'arrays', arrays }, problems: [] }, options };
}

const truth = [0, 1, 2, 1];
const probabilities = [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.5, 0.2, 0.2, 0.6, 0.2];

/** The matrix of each table by path and parts, and what is said of the others. */
function outcome(documents: readonly SourceDocument[]): Record<string, unknown> {
  return Object.fromEntries(
    joinArrays(documents).map(({ path, result, parts }): [string, unknown] => {
      const table = result.document;
      if (table?.kind !== 'predictions') return [path, result.problems.map(({ message }) => message)];
      return [
        path,
        {
          parts,
          actual: [...table.actual],
          predicted: [...table.predicted],
          scores: table.scores !== undefined,
        },
      ];
    }),
  );
}

describe('arrays of one table', () => {
  it('are known by their names', () => {
    const roles = (names: string): (string | undefined)[] =>
      names.split(' ').map((name) => arrayRole(name)?.role);
    for (const name of roles(
      'y_true labels label_ids y_test y_val targets test_labels gt val_y_true y Y_TRUE',
    ))
      assert.equal(name, 'actual');
    for (const name of roles('y_pred preds predictions test_predictions yhat pred_labels'))
      assert.equal(name, 'predicted');
    for (const name of roles('y_prob probs logits oof_probs y_score softmax_outputs pred_proba'))
      assert.equal(name, 'scores');
    for (const name of roles('X_test images features embeddings x weights arr_0'))
      assert.equal(name, undefined);
  });

  it('lie in files of one folder, each a part, or in one archive', () => {
    const expected = { actual: truth, predicted: [0, 1, 1, 1], scores: true };
    assert.deepEqual(
      outcome([
        document('runs/y_true.npy', [array('', truth)]),
        document('runs/y_prob.npy', [array('', probabilities, 3)]),
      ]),
      { 'runs/y_true.npy': [], 'runs/y_prob.npy': { parts: ['runs/y_true.npy'], ...expected } },
    );
    assert.deepEqual(
      outcome([document('preds.npz', [array('labels', truth), array('probs', probabilities, 3)])]),
      { 'preds.npz': { parts: [], ...expected } },
    );
  });

  it('take answers and scores together, probabilities before logits', () => {
    const [only] = joinArrays([
      document('p.npz', [
        array('y_true', truth),
        array('y_pred', [0, 1, 2, 1]),
        array(
          'logits',
          probabilities.map((value) => value * 10),
          3,
        ),
        array('probs', probabilities, 3),
      ]),
    ]);
    const table = only!.result.document;
    assert.ok(table?.kind === 'predictions');
    assert.deepEqual([...table.predicted], truth);
    assert.equal(table.columns.scores?.[0]?.name, 'probs');
  });

  it('belong together by the other words of their names, then by their rows', () => {
    const read = outcome([
      document('val_y_true.npy', [array('', truth)]),
      document('test_y_true.npy', [array('', [1, 0, 0, 2])]),
      document('val_probs.npy', [array('', probabilities, 3)]),
      document('y_train.npy', [array('', [0, 1, 2])]),
      document('y_test.npy', [array('', [2, 1])]),
      document('sub/y_true.npy', [array('', truth)]),
    ]);
    assert.deepEqual((read['val_probs.npy'] as { parts: string[] }).parts, ['val_y_true.npy']);
    const rows = outcome([
      document('y_train.npy', [array('', [0, 1, 2])]),
      document('y_test.npy', [array('', [2, 1])]),
      document('y_pred.npy', [array('', [2, 2])]),
    ]);
    assert.deepEqual((rows['y_pred.npy'] as { parts: string[] }).parts, ['y_test.npy']);
  });

  it('are left alone, with the reason, where nothing says which belong together', () => {
    const read = outcome([
      document('y_val.npy', [array('', [0, 1])]),
      document('y_test.npy', [array('', [2, 1])]),
      document('y_pred.npy', [array('', [2, 2])]),
    ]);
    assert.match(
      String(read['y_pred.npy']),
      /^The true classes could be y_val\.npy or y_test\.npy: none is used\./,
    );
    assert.match(String(read['y_val.npy']), /^Holds true classes of 2 rows and no answers of a model/);
    const alone = outcome([document('predictions.npy', [array('', probabilities, 3)])]);
    assert.deepEqual(alone['predictions.npy'], [
      'Holds answers (4 × 3) and no true classes: save them as y_true.npy in the same folder, in the same order of rows.',
    ]);
    const other = outcome([document('data.npz', [array('X', probabilities, 3), array('arr_0', truth)])]);
    assert.match(String(other['data.npz']), /^Holds X and arr_0: not called as true classes/);
    const models = outcome([
      document('m.npz', [array('y_true', truth), array('a_preds', truth), array('b_preds', truth)]),
    ]);
    assert.match(String(models['m.npz']), /^Holds the answers of several models \('a_preds', 'b_preds'\)/);
  });

  it('are those that a person declared', () => {
    const options = { columns: { actual: 'X', scores: 'b_probs' } };
    const [only] = joinArrays([
      document(
        'm.npz',
        [array('X', truth), array('a_probs', probabilities, 3), array('b_probs', probabilities, 3)],
        options,
      ),
    ]);
    assert.equal(only!.result.document?.kind, 'predictions');
  });

  it('are read as one class a row where they are one-hot, and refused where rows have several', () => {
    const oneHot = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0];
    const read = outcome([document('p.npz', [array('y_true', oneHot, 3), array('probs', probabilities, 3)])]);
    assert.deepEqual((read['p.npz'] as { actual: number[] }).actual, truth);
    const several = [1, 1, 0, ...oneHot.slice(3)];
    const refused = outcome([
      document('p.npz', [array('y_true', several, 3), array('probs', probabilities, 3)]),
    ]);
    assert.match(String(refused['p.npz']), /several labels a row, which are to come in a later version/);
  });

  it('are refused where their rows differ, where a truth is measured, and read past what is missing', () => {
    const read = (actual: NamedArray): string =>
      String(outcome([document('p.npz', [actual, array('preds', truth)])])['p.npz']);
    assert.match(read(array('y_true', [0, 1])), /^'y_true' has 2 rows and 'preds' 4: which belong together/);
    assert.match(read(array('y_true', [0.25, 1.5, 2, 3])), /holds measured values, not classes/);
    const [only] = joinArrays([document('p.npz', [array('y_true', [0, NaN, 2, 1]), array('preds', truth)])]);
    const table = only!.result.document;
    assert.ok(table?.kind === 'predictions');
    assert.deepEqual(
      [[...table.actual], [...table.rowLines]],
      [
        [0, 2, 1],
        [0, 2, 3],
      ],
    );
    assert.equal(table.skipped.get('no true class')?.count, 1);
  });

  it('give the same table as long as they are the same', () => {
    const documents = [document('p.npz', [array('y_true', truth), array('probs', probabilities, 3)])];
    const join = rememberingJoin();
    const table = (): unknown => join(documents)[0]!.result.document;
    assert.equal(table(), table());
    const softmax = documents.map((one) => ({
      ...one,
      options: { columns: { activation: 'softmax' as const } },
    }));
    assert.notEqual(join(softmax)[0]!.result.document, table());
  });
});
