/**
 * Time of all metrics on 1e6 rows of 5 classes: `node test/bench/metrics.ts [rows]`. Scores are softmax outputs as
 * doubles and as float32; weights are real.
 */
import { evaluate } from '../../src/core/evaluate.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { sortWithOrder } from '../../src/core/sortWithOrder.ts';

const rows = Number(process.argv[2] ?? 1e6);
const classes = 5;

let state = 1;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
}

function softmaxTable(rounding: (value: number) => number, weighted: boolean): PredictionTable {
  const actual = new Int32Array(rows);
  const predicted = new Int32Array(rows);
  const scores = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    actual[row] = Math.floor(random() ** 2 * classes);
    const logits = Array.from({ length: classes }, (_, k) => 4 * random() + (k === actual[row] ? 1.5 : 0));
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    logits.forEach((logit, k) => (scores[row * classes + k] = rounding(Math.exp(logit) / sum)));
    predicted[row] = logits.indexOf(Math.max(...logits));
  }
  return {
    kind: 'predictions',
    labels: Array.from({ length: classes }, (_, k) => String(k)),
    actual,
    predicted,
    scores,
    ...(weighted
      ? { weights: { kind: 'importance' as const, values: Float64Array.from(actual, () => 0.5 + random()) } }
      : {}),
    rowLines: Int32Array.from(actual.keys()),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}

function time(name: string, work: () => unknown): void {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  console.log(`${name}: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
}

function firstRows(table: PredictionTable, count: number): PredictionTable {
  return {
    ...table,
    actual: table.actual.slice(0, count),
    predicted: table.predicted.slice(0, count),
    scores: table.scores!.slice(0, count * classes),
    rowLines: table.rowLines.slice(0, count),
  };
}

const doubles = softmaxTable((value) => value, false);
time('all metrics, doubles', () => evaluate(doubles, { confidence: 0.95 }));
const singles = softmaxTable(Math.fround, false);
time('all metrics, float32 scores', () => evaluate(singles, { confidence: 0.95 }));
const weighted = softmaxTable((value) => value, true);
time('all metrics, doubles, weighted', () => evaluate(weighted, { confidence: 0.95 }));
const { scores, ...labelsOnly } = doubles;
time(`labels only, ${scores?.length ?? 0} scores left out`, () => evaluate(labelsOnly, { confidence: 0.95 }));
const { resampling } = defaultLimits;
time('labels only, with resampled intervals', () => evaluate(labelsOnly, { confidence: 0.95, resampling }));
const small = firstRows(doubles, 205);
time('all metrics of 205 rows', () => evaluate(small, { confidence: 0.95 }));
time('the same with resampled intervals', () => evaluate(small, { confidence: 0.95, resampling }));
const column = Float64Array.from({ length: rows }, random);
time('one sort with order', () => sortWithOrder(column));
time('one native sort without order', () => column.slice().sort());
