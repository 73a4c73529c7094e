import assert from 'node:assert/strict';
import { evaluate } from '../../../../src/core/evaluate.ts';
import { evaluateReport } from '../../../../src/core/evaluateReport.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { classificationReport } from '../../../../src/formats/classReports/classificationReport.ts';
import type { Document, Format, ReadResult } from '../../../../src/formats/format.ts';
import { predictionCsv } from '../../../../src/formats/predictions/predictionCsv.ts';
import { predictionJson } from '../../../../src/formats/predictions/predictionJson.ts';
import { predictionJsonLines } from '../../../../src/formats/predictions/predictionJsonLines.ts';

function readAs<T extends Document>(format: Format<T>, text: string): ReadResult<T> {
  const reader = format.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return reader.end();
}

function table(text: string): PredictionTable {
  const { document, problems } = readAs(predictionCsv, text);
  assert.ok(document, JSON.stringify(problems));
  return document;
}

function labels(...texts: readonly string[]): readonly string[] {
  return table(`y_true,y_pred\n${texts.map((text) => `${text},${text}\n`).join('')}`).labels;
}

function messages(result: ReadResult<PredictionTable>): string[] {
  return result.problems.map(({ kind, message }) => `${kind}: ${message}`);
}

/** Known answers that begin with a file; numbered as those of test/unit/core/knownAnswers.test.ts. */
describe('known answers of files', () => {
  it('T34 several labels a row are recognised and refused, in every form they are written in', () => {
    const truth = '[[0,0,0],[1,1,1],[0,1,1]]';
    const answers = '[[0,0,0],[1,1,1],[1,1,0]]';
    const rows = ['"[0, 0, 0]","[0, 0, 0]"', '"[1, 1, 1]","[1, 1, 1]"', '"[0, 1, 1]","[1, 1, 0]"'];
    const lines = rows.map((row) => row.replaceAll('"', '').replace('],[', '],"y_pred":['));
    const ofLists = [
      readAs(predictionJson, `{"y_true": ${truth}, "y_pred": ${answers}}`),
      readAs(predictionJsonLines, lines.map((line) => `{"y_true":${line}}\n`).join('')),
      readAs(predictionCsv, `y_true,y_pred\n${rows.join('\n')}\n`),
    ];
    for (const result of ofLists) {
      assert.equal(result.document, undefined);
      assert.deepEqual(messages(result), [
        'refused: Column "y_true" holds a list in each row: several labels, or one-hot. Only one class a row can be evaluated: save its index or its name.',
      ]);
    }
    const wide = 'true_a,true_b,true_c,pred_a,pred_b,pred_c\n0,0,0,0,0,0\n1,1,1,1,1,1\n0,1,1,1,1,0\n';
    const result = readAs(predictionCsv, wide);
    assert.equal(result.document, undefined);
    assert.match(
      messages(result)[0]!,
      /^refused: Holds 0 or 1 for each class.+, and has several classes in a row; several labels a row come in a later version\./,
    );
    assert.equal(result.problems[0]!.quiet, true);
    const none = readAs(predictionCsv, wide.replace(/1,1,1,1,1,1\n.+\n$/, '0,1,0,0,1,0\n'));
    assert.match(messages(none)[0]!, /, and has no class in a row;/);
    const reader = predictionCsv.reader({
      limits: defaultLimits.reading,
      columns: { actual: 'true_a', predicted: 'pred_a' },
    });
    reader.push(Buffer.from(wide));
    assert.deepEqual([...(reader.end().document?.predicted ?? [])], [0, 1, 1]);
  });

  it('T34 a second class in a row far below refuses the table too', () => {
    const limits = { ...defaultLimits.reading, headBytes: 64 };
    const header = 'true_a,true_b,pred_a,pred_b\n';
    const rows = '1,0,0,1\n0,1,0,1\n'.repeat(20);
    const read = (last: string): ReadResult<PredictionTable> => {
      const reader = predictionCsv.reader({ limits });
      reader.push(Buffer.from(`${header}${rows}${last}`));
      return reader.end();
    };
    assert.deepEqual([...read(header).document!.predicted.slice(-2)], [1, 1]);
    assert.deepEqual(
      [...read(header).document!.skipped],
      [['the header repeated', { count: 1, firstLine: 41 }]],
    );
    assert.deepEqual([...read(',0,0,1\n').document!.skipped.keys()], ['no true class']);
    for (const last of ['1,1,0,1\n', '0,0,0,1\n', '1,0,0.5,1\n']) {
      const result = read(last);
      assert.equal(result.document, undefined);
      assert.match(messages(result)[0]!, /^refused: .+ several classes or none in a row \(first: line 42\);/);
    }
  });

  it('T35 a report on some of the labels, which prints "micro avg", claims no accuracy', () => {
    const text = `              precision    recall  f1-score   support

           1       1.00      0.67      0.80         3
           2       0.00      0.00      0.00         0
           3       0.00      0.00      0.00         0

   micro avg       1.00      0.67      0.80         3
   macro avg       0.33      0.22      0.27         3
weighted avg       1.00      0.67      0.80         3
`;
    const { document, problems } = readAs(classificationReport, text);
    const { metrics, perClass } = evaluateReport(document!.reports[0]!, 0.95, (cells) =>
      evaluate(cells, { confidence: 0.95 }),
    );
    assert.deepEqual(
      ['accuracy', 'microF1', 'macroF1', 'weightedF1'].map((id) => {
        const value = metrics.get(id);
        return value?.kind === 'value' ? value.value : undefined;
      }),
      [undefined, undefined, 0.27, 0.8],
    );
    const [precision, recall] = ['precision', 'recall'].map((id) => perClass[0]!.metrics.get(id));
    assert.ok(precision?.kind === 'value' && recall?.kind === 'value');
    // Two digits and a support of 3 leave one number of rows.
    assert.deepEqual([precision.value, recall.value], [1, 2 / 3]);
    assert.match(problems[0]!.message, /gives no accuracy, so it may leave out classes/);
  });

  it('T45 labels that are numbers sort as numbers, others by code point, codes and mixtures stay text', () => {
    const numbers = Array.from({ length: 12 }, (_, index) => String(12 - index));
    assert.deepEqual(labels(...numbers), [...numbers].reverse());
    assert.deepEqual(labels('a2', 'a10'), ['a10', 'a2']);
    assert.deepEqual(labels('1', '01'), ['01', '1']);
    assert.deepEqual(labels('cat', '2', '10'), ['10', '2', 'cat']);
  });

  it('T46 rows without a prediction are counted and left out, weights that are none too, never filled in', () => {
    const lacking = readAs(predictionCsv, 'y_true,y_pred\n1,1\n0,\n1,nan\n0,0\n,1\n');
    assert.equal(lacking.document!.actual.length, 2);
    assert.deepEqual(messages(lacking), [
      'skipped: 3 rows left out: 2 no predicted class (first: line 3), 1 no true class (first: line 6).',
    ]);
    const negative = readAs(predictionCsv, 'y_true,y_pred,sample_weight\n1,1,1\n0,1,-2\n1,0,1\n0,0,1\n');
    assert.equal(negative.document!.actual.length, 3);
    assert.equal(
      messages(negative)[0],
      'skipped: 1 row left out: the weight is missing, negative or not a number (first: line 3).',
    );
    const weightless = table('y_true,y_pred,sample_weight\n1,1,0\n0,1,0\n');
    for (const value of evaluate(weightless, { confidence: 0.95 }).metrics.values()) {
      assert.deepEqual(value, { kind: 'undefined', reason: 'the weights of all rows are 0' });
    }
  });

  it('T47 labels that differ in case stay two classes with a hint; marks and blank lines make none', () => {
    const alike = readAs(predictionCsv, 'y_true,y_pred\nCat,cat\ncat ,cat\ndog,dog\n');
    // Blanks around a cell are no part of it.
    assert.deepEqual(alike.document!.labels, ['Cat', 'cat', 'dog']);
    assert.match(messages(alike)[0]!, /^note: The classes "Cat" and "cat" differ only in case/);
    const marked = readAs(predictionCsv, '\ufeffy_true,y_pred\r\ncat,cat\r\ndog,cat\r\n\r\n\r\n');
    assert.deepEqual(marked.document!.labels, ['cat', 'dog']);
    assert.equal(marked.document!.actual.length, 2);
    assert.deepEqual(messages(marked), []);
  });

  it('T48 no row, one row, and two classes with a third column of probabilities', () => {
    assert.deepEqual(messages(readAs(predictionCsv, 'y_true,y_pred\n')), [
      'refused: Has a header and no rows yet.',
    ]);
    const one = table('y_true,y_pred,prob_a,prob_b\na,a,0.7,0.3\n');
    const three = table('y_true,y_pred,prob_a,prob_b,prob_c\na,a,0.7,0.3,0\nb,b,0.2,0.8,0\n');
    assert.deepEqual(three.labels, ['a', 'b', 'c']);
    for (const read of [one, three]) {
      const { metrics, perClass } = evaluate(read, { confidence: 0.95 });
      const values = [metrics, ...perClass.map((own) => own.metrics)].flatMap((own) => [...own.values()]);
      for (const value of values) {
        if (value.kind === 'value') assert.ok(Number.isFinite(value.value));
        else assert.notEqual(value.reason, '');
      }
    }
    assert.deepEqual(evaluate(three, { confidence: 0.95 }).perClass[2]!.metrics.get('recall'), {
      kind: 'undefined',
      reason: "no samples of class 'c'",
    });
  });
});
