import assert from 'node:assert/strict';
import { comparePredictions } from '../../../src/analysis/comparePredictions.ts';
import type { Comparison } from '../../../src/core/comparison/comparison.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { comparisonJson } from '../../../src/report/comparisonJson.ts';
import { comparisonText } from '../../../src/report/comparisonText.ts';
import {
  aboutRows,
  comparisonSentences,
  probability,
  refusalSentence,
} from '../../../src/report/comparisonWords.ts';
import { textWidth } from '../../../src/report/textTable.ts';
import { makeTable } from '../core/makeTable.ts';

/** Of class a, b and c: rows that both find, only A, only B, neither; misses go to the next class. */
type Cells = readonly (readonly [number, number, number, number])[];

function tables(cells: Cells, more: Partial<PredictionTable> = {}): [PredictionTable, PredictionTable] {
  const actual: number[] = [];
  const [a, b]: [number[], number[]] = [[], []];
  cells.forEach((counts, index) => {
    const wrong = (index + 1) % cells.length;
    counts.forEach((count, kind) => {
      for (let row = 0; row < count; row++) {
        actual.push(index);
        a.push(kind < 2 ? index : wrong);
        b.push(kind === 0 || kind === 2 ? index : wrong);
      }
    });
  });
  const labels = ['apple', 'banana', 'cherry'].slice(0, cells.length);
  const table = (predicted: number[]): PredictionTable => ({
    ...makeTable({ actual, predicted, labels }),
    ...more,
  });
  return [table(a), table(b)];
}

function compare(cells: Cells, more?: Partial<PredictionTable>): Comparison {
  const result = comparePredictions(...tables(cells, more), defaultLimits);
  assert.ok(result.kind === 'compared');
  return result;
}

function verdict(cells: Cells): string[] {
  return comparisonSentences(compare(cells)).verdict;
}

const better: Cells = [
  [60, 4, 20, 16],
  [20, 2, 12, 6],
  [30, 3, 4, 3],
];
const undecided: Cells = [
  [60, 9, 12, 19],
  [30, 2, 2, 6],
  [10, 3, 4, 0],
];
/** The large class gains what the rare one loses twice over in balanced accuracy. */
const traded: Cells = [
  [100, 2, 40, 58],
  [2, 13, 0, 2],
  [30, 2, 2, 6],
];

describe('the words of a comparison', () => {
  it('begin with the counts, and say how sure they are', () => {
    const [first] = verdict(better);
    assert.match(
      first!,
      /^B answers 27 more of 180 rows right than A \(0\.81 against 0\.66\): between equally good models a difference this large comes by chance with p < 0\.001\.$/,
    );
    const [sentence, rows] = verdict(undecided);
    assert.match(
      sentence!,
      /^B answers 4 more of 157 rows right than A \(0\.75 against 0\.73\), which does not tell them apart: .* p = 0\.60\.$/,
    );
    assert.match(rows!, /^About 2,400 more rows would settle a difference of this size/);
  });

  it('say what equal numbers and equal answers are', () => {
    const [equal] = verdict([
      [60, 5, 5, 5],
      [10, 1, 1, 1],
    ]);
    assert.match(equal!, /not the same ones: 6 only A, 6 only B\. More rows would not settle/);
    assert.deepEqual(
      verdict([
        [60, 0, 0, 5],
        [10, 0, 0, 1],
      ]),
      ['A and B give each of the 76 rows the same answer.'],
    );
  });

  it('name balanced accuracy where it goes the other way, and classes that are lost', () => {
    const sentences = verdict(traded);
    assert.match(
      sentences[1]!,
      /^Balanced accuracy goes the other way: 0\.54 in B, 0\.73 in A \(p < 0\.001\)\./,
    );
    assert.match(sentences[2]!, /^Of 'banana' B finds 13 fewer of 17 \(2 against 15\) \(p < 0\.001\)\.$/);
    assert.match(sentences[3]!, /^Of 'apple' B finds 38 more of 200/);
  });

  it('say how rows were paired, with the caution that order alone deserves', () => {
    const { pairing } = comparisonSentences(compare(better));
    assert.match(
      pairing,
      /^Paired by order: the files have no ids; the true labels agree on all 180 rows\. Rows of a class stand together/,
    );
    const rowIds = Array.from({ length: 180 }, (_, row) => String(row));
    assert.equal(
      comparisonSentences(compare(better, { rowIds })).pairing,
      'Rows are paired by their ids; the true labels agree on all 180 rows.',
    );
  });

  it('refuse with counts and one thing to do', () => {
    const [a] = tables(better);
    const [, b] = tables(undecided);
    const result = comparePredictions(a, b, defaultLimits);
    assert.ok(result.kind === 'refused');
    assert.equal(
      refusalSentence(result, ['a.csv', 'b.csv']),
      "Not compared: the files hold other rows: of 'cherry' 40 and 17 (A and B; 180 and 157 rows in all). Predict the same rows with both models.",
    );
    const line = refusalSentence(
      {
        kind: 'refused',
        because: 'otherIds',
        common: 3,
        only: [2, 1],
        example: ['a\u001b[31m.png', undefined],
      },
      ['a.csv', 'b.csv'],
    );
    assert.equal(line.includes('\u001b'), false);
    assert.match(
      line,
      /^Not compared: 2 ids are only in A and 1 only in B \(such as 'a\.png'\); 3 are in both\./,
    );
  });

  it('round p and rows as people read them', () => {
    assert.deepEqual([0.0004, 0.02, 0.61, 0.999].map(probability), [
      'p < 0.001',
      'p = 0.020',
      'p = 0.61',
      'p = 1',
    ]);
    assert.deepEqual([7, 43, 101, 2543].map(aboutRows), ['7', '43', '110', '2,600']);
  });

  it('fit a terminal of 80 columns, verdict first, worst change first', () => {
    const text = comparisonText(compare(traded), ['runs/1/val.csv', 'runs/2/val.csv'], {
      width: 80,
      colour: false,
    });
    const lines = text.split('\n');
    assert.ok(lines.every((line) => textWidth(line) <= 80));
    assert.deepEqual(lines.slice(0, 2), ['A  runs/1/val.csv', 'B  runs/2/val.csv']);
    const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
    assert.ok(at('B answers') < at('Metric') && at('Metric') < at('Class'));
    assert.ok(at('banana') < at('cherry') && at('cherry') < at('apple'));
    assert.match(text, /<0\.001\*/);
    assert.match(text, /tested together \(Holm, 0\.05\)/);
    assert.match(text, /Neither file has probabilities/);
  });

  it('stand in full precision in the JSON, without a number for what is undefined', () => {
    const comparison = compare([...undecided.slice(0, 2), [0, 0, 0, 0]]);
    const document = JSON.parse(JSON.stringify(comparisonJson(comparison, ['a.csv', 'b.csv']))) as {
      schema: number;
      rows: number;
      metrics: Record<string, { a: { value: number }; difference: { interval: number[]; method: string } }>;
      right: Record<string, number>;
      rowsNeeded: { rows: number; more: number };
      perClass: { found: Record<string, number>; recall: { difference: unknown; test: unknown } }[];
    };
    assert.equal(document.schema, 1);
    assert.deepEqual(document.right, { both: 90, onlyA: 11, onlyB: 14, neither: 25 });
    assert.equal(document.metrics['accuracy']!.a.value, 101 / 140);
    assert.equal(document.metrics['accuracy']!.difference.method, 'tango-score');
    assert.equal(document.rowsNeeded.more, document.rowsNeeded.rows - 140);
    assert.deepEqual(document.perClass[0]!.found, { a: 69, b: 72 });
    assert.deepEqual(document.perClass[2]!.recall.difference, { undefined: "no samples of class 'cherry'" });
  });
});
