import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
import { describePredictions } from '../../../support/describePredictions.ts';
import type { ExpectedPredictions } from '../../../support/describePredictions.ts';
import type { ReadResult } from '../../../../src/formats/format.ts';

interface Row {
  readonly truth: number;
  readonly answer: number;
  /** Probabilities of the classes in eighths. */
  readonly eighths: readonly number[];
}

/** Labels that readers stumble over; in scikit-learn's order. */
const labels = [
  '"quoted"',
  '__proto__',
  'a, b',
  'constructor',
  'hasOwnProperty',
  'two\nlines',
  'Ärger',
  '日本',
  '😀',
];

const row = fc
  .record({ truth: fc.nat(labels.length - 1), answer: fc.nat(labels.length - 1) })
  .map(({ truth, answer }): Row => ({
    truth,
    answer,
    eighths: labels.map((_, own) => (own === answer ? 3 : own === truth ? 2 : 0)),
  }));
const rows = fc
  .array(row, { minLength: 2, maxLength: 30 })
  .map((own) => own.map((one) => ({ ...one, eighths: filled(one.eighths) })))
  .filter((own) => new Set(own.flatMap(({ truth, answer }) => [truth, answer])).size === labels.length);

/** Adds what is missing to a sum of 8 to the first class with nothing. */
function filled(eighths: readonly number[]): number[] {
  const rest = 8 - eighths.reduce((sum, own) => sum + own, 0);
  const empty = eighths.map((own, at) => (own === 0 ? at : -1)).filter((at) => at >= 0);
  return eighths.map((own, at) =>
    at === empty[0]
      ? own + Math.min(2, rest)
      : at === empty[1]
        ? own + Math.max(0, Math.min(2, rest - 2))
        : at === empty[2]
          ? own + Math.max(0, rest - 4)
          : own,
  );
}

function cellsOf({ truth, answer, eighths }: Row): [string, string | number][] {
  return [
    ['y_true', labels[truth]!],
    ['y_pred', labels[answer]!],
    ...labels.map((label, own): [string, number] => [`prob_${label}`, eighths[own]! / 8]),
  ];
}

const quoted = (cell: string | number): string => `"${String(cell).replaceAll('"', '""')}"`;

const writers: readonly [string, (rows: readonly Row[]) => string][] = [
  ...([',', ';', '\t'] as const).map((separator): [string, (rows: readonly Row[]) => string] => [
    'table.csv',
    (own) =>
      [cellsOf(own[0]!).map(([name]) => name), ...own.map((one) => cellsOf(one).map(([, cell]) => cell))]
        .map((line) => line.map(quoted).join(separator))
        .join('\n'),
  ]),
  [
    'table.json',
    (own) =>
      JSON.stringify(
        own.map((one) => Object.fromEntries(cellsOf(one))),
        undefined,
        1,
      ),
  ],
  ['table.jsonl', (own) => own.map((one) => JSON.stringify(Object.fromEntries(cellsOf(one)))).join('\n')],
  [
    'lists.json',
    (own) =>
      JSON.stringify(
        Object.fromEntries(
          cellsOf(own[0]!).map(([name], at) => [name, own.map((one) => cellsOf(one)[at]![1])]),
        ),
      ),
  ],
  [
    'split.json',
    (own) =>
      JSON.stringify({
        columns: cellsOf(own[0]!).map(([name]) => name),
        index: own.map((_, at) => at),
        data: own.map((one) => cellsOf(one).map(([, cell]) => cell)),
      }),
  ],
];

function read(name: string, text: string): ExpectedPredictions {
  const bytes = Buffer.from(text, 'utf8');
  const { format } = recognise(headOf(name, bytes, true));
  assert.equal(format?.kind, 'predictions', `${name}: ${text.slice(0, 200)}`);
  const reader = format.reader({ limits: defaultLimits.reading });
  reader.push(bytes);
  return describePredictions(name, reader.end() as ReadResult<PredictionTable>);
}

describe('any table of predictions', () => {
  it('is read the same from every form it can be written in', () => {
    fc.assert(
      fc.property(rows, (own) => {
        const confusion = labels.map((_, truth) =>
          labels.map((_, answer) => own.filter((one) => one.truth === truth && one.answer === answer).length),
        );
        const scoreSums = labels.map((_, at) => own.reduce((sum, { eighths }) => sum + eighths[at]! / 8, 0));
        for (const [name, write] of writers) {
          const got = read(name, write(own));
          assert.deepEqual(got.labels, labels, name);
          assert.deepEqual(got.confusion, confusion, name);
          assert.deepEqual(got.scoreSums, scoreSums, name);
          // Tables in which no answer is ever a true class are rightly asked about.
          const isOdd = own.every(({ answer }) => own.every(({ truth }) => truth !== answer));
          assert.equal(got.problems.length, isOdd ? 1 : 0, `${name}: ${got.problems.join(' ')}`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('leaves every prototype as it was', () => {
    const before = [Object.prototype, Array.prototype, Map.prototype].map(
      (prototype) => Reflect.ownKeys(prototype).length,
    );
    read(
      'table.json',
      '[{"y_true": "__proto__", "y_pred": "constructor", "__proto__": {"polluted": 1}}, {"y_true": "a", "y_pred": "a"}]',
    );
    read('table.csv', '__proto__,y_true,y_pred\nx,__proto__,constructor\ny,a,a\n');
    assert.deepEqual(
      [Object.prototype, Array.prototype, Map.prototype].map(
        (prototype) => Reflect.ownKeys(prototype).length,
      ),
      before,
    );
  });

  it('gives a result for any bytes', () => {
    const noise = fc.string({
      unit: fc.constantFrom('a', 'b', ',', '\n', '"', '0.5', '{', '}', '[', ']', ':', '\0', '\ufeff'),
      maxLength: 60,
    });
    const start = fc.constantFrom(
      '',
      'y_true,y_pred,prob_a,prob_b\n',
      '[{"y_true":"a","y_pred":"b"}',
      '{"y_true":"a","y_pred":"b"}\n',
    );
    fc.assert(
      fc.property(start, noise, (first, rest) => {
        const bytes = Buffer.from(first + rest);
        const { format } = recognise(headOf('predictions.csv', bytes, true));
        if (format === undefined) return;
        const reader = format.reader({ limits: defaultLimits.reading });
        reader.push(bytes);
        const { document, problems } = reader.end();
        assert.ok(document !== undefined || problems.some(({ kind }) => kind === 'refused'));
      }),
      { numRuns: 500 },
    );
  });
});
