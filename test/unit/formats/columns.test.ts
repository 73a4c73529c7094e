import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideColumns } from '../../../src/formats/columns.ts';
import type { ColumnMapping } from '../../../src/formats/format.ts';

/** Roles by name for a header and one or more rows, each written with blanks between. */
function decide(header: string, rows: readonly string[], declared?: ColumnMapping): Record<string, unknown> {
  const names = header.split(' ');
  const decision = decideColumns({ names, rows: rows.map((row) => row.split(' ')) }, declared);
  if (decision.kind === 'refused') return { refused: decision.reason };
  const { actual, predicted, scores, weight, id } = decision.roles;
  const name = (column: number): string => names[column]!;
  return {
    actual: name(actual),
    ...(predicted === undefined ? {} : { predicted: name(predicted) }),
    ...(scores?.kind === 'wide'
      ? { wide: scores.columns.map((column, at) => `${name(column)}=${scores.classes[at]!}`) }
      : {}),
    ...(scores?.kind === 'single' || scores?.kind === 'array' ? { [scores.kind]: name(scores.column) } : {}),
    ...(weight === undefined ? {} : { [weight.kind]: name(weight.column) }),
    ...(id === undefined ? {} : { id: name(id) }),
  };
}

describe('decideColumns', () => {
  it('knows the usual names of truth and prediction', () => {
    const pairs = [
      'y_true y_pred',
      'y_true y_hat',
      'yTrue yPred',
      'True_Class Predicted_Class',
      'true_label pred_label',
      'actual predicted',
      'Actual Prediction',
      'target prediction',
      'label prediction',
      'labels preds',
      'gt pred',
      'ground_truth predicted_label',
      'gold predict',
      'obs pred',
      'observed predicted',
      'reference prediction',
      'expected output',
      'class predicted',
      'y yhat',
      'true-label pred-label',
      'truth answer',
      'species species_pred',
      'Survived predicted_Survived',
      'Actual_Churn Predicted_Churn',
    ];
    for (const pair of pairs) {
      const [actual, predicted] = pair.split(' ');
      assert.deepEqual(decide(pair, ['a b', 'b b']), { actual, predicted }, pair);
      assert.deepEqual(
        decide(`${predicted!} ${actual!}`, ['a b', 'b b']),
        { actual, predicted },
        `${pair}, turned`,
      );
    }
  });

  it('takes "label" for the truth only beside a prediction', () => {
    assert.deepEqual(decide('id label size', ['1 a 3', '2 b 4']), { refused: 'noPrediction' });
    assert.deepEqual(decide('id size colour', ['1 3 5', '2 4 6']), { refused: 'noTruth' });
    assert.deepEqual(decide('label predicted_label', ['a a', 'b a']), {
      actual: 'label',
      predicted: 'predicted_label',
    });
  });

  it('says of an id and one answer that they are no table of both', () => {
    for (const header of ['id size', 'id label', 'filename class'])
      assert.deepEqual(decide(header, ['1 3', '2 4']), { refused: 'submission' }, header);
  });

  it('takes a label that follows the scores beside it for the prediction', () => {
    const rows = ['a 0.9 0.1', 'b 0.2 0.8', 'a 0.7 0.3', 'b 0.4 0.6', 'a 0.6 0.4'];
    const header = (truth: string): string => `${truth} prob_a prob_b`;
    assert.deepEqual(decide(header('label'), rows), { refused: 'answersOnly' });
    // One row that does otherwise, a name that says truth, a person who does, or few rows.
    const wide = { wide: ['prob_a=a', 'prob_b=b'] };
    assert.deepEqual(decide(header('label'), [...rows, 'b 0.6 0.4']), { actual: 'label', ...wide });
    assert.deepEqual(decide(header('y_true'), rows), { actual: 'y_true', ...wide });
    assert.deepEqual(decide(header('label'), rows, { actual: 'label' }), { actual: 'label', ...wide });
    assert.deepEqual(decide(header('label'), rows.slice(1)), { actual: 'label', ...wide });
    const lists = ['a [0.9,0.1]', 'b [0.2,0.8]', 'a [0.7,0.3]', 'b [0.4,0.6]', 'a [0.6,0.4]'];
    assert.deepEqual(decide('class probs', lists), { refused: 'answersOnly' });
    assert.deepEqual(decide('label score', ['a 0.9', 'b 0.6']), { refused: 'answersOnly' });
    assert.deepEqual(decide('label score', ['a 0.9', 'b 0.4']), { actual: 'label', single: 'score' });
  });

  it('takes the truth that is written as the prediction is', () => {
    const rows = ['ant 0 1', 'bee 1 1', 'ant 0 0'];
    assert.deepEqual(decide('label label_enc pred', rows), { actual: 'label_enc', predicted: 'pred' });
    // Another column with numbers is no other name of the truth.
    assert.deepEqual(decide('label label_enc pred', [...rows, 'ant 1 0']), {
      actual: 'label',
      predicted: 'pred',
    });
  });

  it('leaves boxes and several quantities alone', () => {
    assert.deepEqual(decide('label bbox prediction', ['a [1,2] a', 'b [1,3] b']), { refused: 'boxes' });
    const rows = ['1.5 2.5 1.25 2.75', '1.75 2.25 1.5 2.5', '1.25 2.75 1.5 2.25'];
    assert.deepEqual(decide('true_x true_y pred_x pred_y', rows), { refused: 'regression' });
  });

  it('takes a 1 among zeros for a class, in columns that are named alike', () => {
    const row = (truth: string, answer: string): string => `${truth} ${answer}`;
    const rows = [row('1 0', '0 1'), row('0 1', '0 1')];
    for (const header of [
      'y_true_a y_true_b y_pred_a y_pred_b',
      'true0 true1 pred0 pred1',
      'a_true b_true a_pred b_pred',
      'a b pred_a pred_b',
      'label.a label.b pred.a pred.b',
    ]) {
      const [actual, , predicted] = header.split(' ');
      assert.deepEqual(decide(header, rows), { actual, predicted }, header);
      const two = [...rows, row('1 1', '0 1')];
      assert.deepEqual(decide(header, two), { refused: 'severalOnes' }, header);
    }
    assert.deepEqual(decide('true_a true_b y_pred', ['1 0 b', '0 1 b']), {
      actual: 'true_a',
      predicted: 'y_pred',
    });
    assert.deepEqual(decide('y_true pred_a pred_b', ['a 0 1', 'b 0 1']), {
      actual: 'y_true',
      predicted: 'pred_a',
    });
    // Two models, and two truths beside two models.
    assert.deepEqual(decide('y_true pred_svm pred_rf', ['1 0 1', '0 0 1']), { refused: 'severalReadings' });
    assert.deepEqual(decide('0 1 pred_0 pred_1', rows), { refused: 'severalReadings' });
  });

  it('prefers names to indices', () => {
    const header = 'true_class_index true_class_name pred_class_index pred_class_name';
    assert.deepEqual(decide(header, ['0 ant 1 bee', '1 bee 1 bee']), {
      actual: 'true_class_name',
      predicted: 'pred_class_name',
    });
  });

  it('knows probability columns by the class in their names', () => {
    const shapes = [
      'prob_X',
      'proba_X',
      'p_X',
      'score_X',
      'X_prob',
      'X_proba',
      'probability(X)',
      'P(X)',
      'prob.X',
      'pred_prob_X',
      'prob_class_X',
      'class_X',
      'X',
    ];
    for (const shape of shapes) {
      const names = ['cat', 'dog'].map((label) => shape.replace('X', label));
      const got = decide(`y_true y_pred ${names.join(' ')}`, ['cat cat 0.75 0.25', 'dog dog 0.25 0.75']);
      assert.deepEqual(got['wide'], [`${names[0]!}=cat`, `${names[1]!}=dog`], shape);
    }
    for (const shape of ['p_X', 'pX', 'prob_X', 'X', 'class_X', 'prob_class_X']) {
      const names = ['0', '1'].map((label) => shape.replace('X', label));
      const got = decide(`y_true y_pred ${names.join(' ')}`, ['cat cat 0.75 0.25', 'dog dog 0.25 0.75']);
      assert.deepEqual(got['wide'], [`${names[0]!}=0`, `${names[1]!}=1`], shape);
    }
  });

  it('does not take features for probabilities', () => {
    assert.deepEqual(decide('y_true y_pred width height', ['cat cat 0.25 0.5', 'dog dog 0.75 0.5']), {
      actual: 'y_true',
      predicted: 'y_pred',
    });
    assert.deepEqual(decide('label 0 1 2', ['5 0.5 0.25 1', '0 1 0 0.5']), { refused: 'noPrediction' });
  });

  it('counts a column of the class names with them though no row so far is of that class', () => {
    const got = decide('y_true y_pred cat dog emu', ['cat cat 0.5 0.25 0.25', 'dog dog 0.25 0.5 0.25']);
    assert.deepEqual(got['wide'], ['cat=cat', 'dog=dog', 'emu=emu']);
  });

  it('prefers a probability to a confidence and to a logit', () => {
    const got = decide('label pred confidence fraud_probability logit', [
      '0 0 0.75 0.25 -1.5',
      '1 1 0.75 0.75 1.5',
    ]);
    assert.equal(got['single'], 'fraud_probability');
  });

  it('reads lists in one cell', () => {
    assert.equal(decide('y_true y_pred probs', ['0 0 [0.75,0.25]', '1 1 [0.25,0.75]'])['array'], 'probs');
  });

  it('knows weights, and counts only where they are whole', () => {
    assert.equal(decide('y_true y_pred sample_weight', ['a a 0.5', 'b a 2'])['importance'], 'sample_weight');
    assert.equal(decide('y_true y_pred count', ['a a 5', 'b a 2'])['frequency'], 'count');
    assert.equal(decide('y_true y_pred n', ['a a 0.5', 'b a 2'])['frequency'], undefined);
  });

  it('knows ids, paths first', () => {
    assert.equal(decide('id image_path y_true y_pred', ['1 a.jpg a a', '2 b.jpg b a'])['id'], 'image_path');
    assert.equal(decide('fold PassengerId y_true y_pred', ['1 17 a a', '2 18 b a'])['id'], 'PassengerId');
  });

  it('asks where two readings are as good', () => {
    assert.deepEqual(decide('truth target pred', ['a b a', 'b b a']), { refused: 'severalReadings' });
    assert.deepEqual(decide('y_true a_pred b_pred', ['a b a', 'b b a']), { refused: 'severalReadings' });
    assert.deepEqual(decide('y_true a_prob_x a_prob_y b_prob_x b_prob_y', ['x 1 0 1 0', 'y 0 1 0 1']), {
      refused: 'severalReadings',
    });
  });

  it('refuses what is no classification', () => {
    assert.deepEqual(decide('y_true y_pred', ['0.25 0.5', '1.75 1.5', '2.5 2.25']), {
      refused: 'regression',
    });
    assert.deepEqual(decide('onset offset event_label', ['1.5 2.5 Speech']), { refused: 'events' });
    assert.deepEqual(decide('epoch true_positives false_positives', ['1 2 3']), { refused: 'noTruth' });
  });

  it('lets a person say what the columns are', () => {
    const rows = ['a b 0.25 0.75 7', 'b b 0.5 0.5 8'];
    const got = decide('reality guess s_a s_b nr', rows, {
      actual: 'reality',
      predicted: 'guess',
      scores: 's_*',
      id: 'nr',
    });
    assert.deepEqual(got, { actual: 'reality', predicted: 'guess', wide: ['s_a=a', 's_b=b'], id: 'nr' });
    assert.deepEqual(decide('y_true y_pred', ['a b'], { actual: 'no_such' }), { refused: 'unknownColumn' });
    assert.deepEqual(decide('truth target pred', ['a b a'], { actual: 'target' }), {
      actual: 'target',
      predicted: 'pred',
    });
  });

  it('says something of any header', () => {
    const word = fc.constantFrom(
      'y_true',
      'label',
      'pred',
      'prob_a',
      'prob_b',
      'a',
      'id',
      'n',
      '',
      '__proto__',
      '0',
      '1',
      'onset',
      'prob',
    );
    const cell = fc.constantFrom('a', 'b', '0', '1', '0.5', '', 'NA', '[0.5 0.5]', '__proto__');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }).chain((names) =>
          fc.record({
            names: fc.constant(names),
            rows: fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), {
              maxLength: 4,
            }),
          }),
        ),
        (sample) => {
          const decision = decideColumns(sample);
          if (decision.kind === 'refused') assert.ok(decision.message.endsWith('.'), decision.message);
          else assert.notEqual(decision.roles.actual, decision.roles.predicted);
        },
      ),
    );
  });
});
