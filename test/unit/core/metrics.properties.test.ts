import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Evaluation } from '../../../src/core/evaluation.ts';
import type { Measured } from '../../../src/core/measured.ts';
import { metricInput } from '../../../src/core/metricInput.ts';
import { metrics } from '../../../src/core/metrics/all.ts';
import type { Metric, MetricInput, OverallMetric } from '../../../src/core/metrics/metric.ts';
import type { PredictionTable, RowWeights } from '../../../src/core/predictionTable.ts';
import { makeTable } from './makeTable.ts';

const overall = metrics.filter((metric) => metric.scope === 'overall');
const perClass = metrics.filter((metric) => metric.scope === 'perClass');

describe('every metric of the registry', () => {
  it('has an id that is unique in its scope', () => {
    for (const scope of [overall, perClass]) {
      assert.equal(new Set(scope.map(({ id }) => id)).size, scope.length);
    }
  });

  it('is a finite number in its range or undefined with a reason', () => {
    check(tables(), (table) => {
      for (const { metric, value } of all(evaluateFully(table))) {
        if (value.kind === 'undefined') {
          assert.notEqual(value.reason, '');
          continue;
        }
        const [low, high] = metric.range;
        const slack = 1e-12 * (1 + Math.abs(value.value));
        assert.ok(value.value >= low && value.value <= high, `${metric.id}: ${value.value}`);
        const numbers = [
          value.value,
          value.chance ?? 0,
          value.noiseFloor ?? 0,
          value.n ?? 0,
          ...(value.interval ?? []),
        ];
        assert.ok(numbers.every(Number.isFinite), `${metric.id}: ${JSON.stringify(value)}`);
        if (value.interval !== undefined) {
          const [from, to] = value.interval;
          assert.ok(from <= value.value + slack && value.value - slack <= to, `${metric.id}: interval`);
          assert.ok(from >= low && to <= high, `${metric.id}: interval leaves the range`);
        }
      }
    });
  });

  it('is undefined without samples', () => {
    const empty = makeTable({ actual: [], predicted: [], scores: [], labels: ['a', 'b', 'c'] });
    const weightless = makeTable({
      actual: [0, 1],
      scores: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      weights: { kind: 'importance', values: Float64Array.of(0, 0) },
    });
    for (const table of [empty, weightless]) {
      const values = all(evaluateFully(table));
      assert.equal(values.length, overall.length + table.labels.length * perClass.length);
      for (const { metric, value } of values) assert.equal(value.kind, 'undefined', metric.id);
    }
  });

  it('is absent, and no more, where the table has no scores or the person gave no class weights or order', () => {
    check(tables(), (full) => {
      const table = withoutScores(full);
      const ids = [...evaluate(table, { confidence: 0.95 }).metrics.keys()].sort();
      assert.deepEqual(
        ids,
        overall
          .filter(({ needs }) => needs === 'labels')
          .map(({ id }) => id)
          .sort(),
      );
    });
    check(tables(), (table) => {
      const ids = [...evaluate(table, { confidence: 0.95 }).metrics.keys()].sort();
      const expected = overall.filter(({ needs }) => needs === 'labels' || needs === 'scores');
      assert.deepEqual(ids, expected.map(({ id }) => id).sort());
    });
  });

  it('gives a perfect answer the best of its range, unless the truth alone decides', () => {
    check(tables(), (table) => {
      const perfect = { ...table, predicted: table.actual, scores: oneHot(table) };
      const input = metricInput(perfect, { confidence: 0.95 });
      for (const { metric, value } of all(evaluateFully(perfect))) {
        // Macro means count a class without samples as 0: no answer is perfect there.
        if (value.kind === 'undefined' || value.undefinedClasses !== undefined) continue;
        const best = metric.range[metric.better === 'higher' ? 1 : 0];
        if (metric.id === 'noInformationRate') {
          near(value.value, (metric as OverallMetric).constantBaseline(input), metric.id);
        } else near(value.value, best, metric.id);
      }
    });
  });

  it('gives the constant answer its constantBaseline, and no constant answer an overall value beyond it', () => {
    check(tables(), (table) => {
      const input = inputOf(table);
      const answers = constantAnswers(input);
      for (const metric of overall) {
        const baseline = metric.constantBaseline(input);
        const scores = answers.map((answer) => metric.compute(inputOf(answer)));
        const values = scores.flatMap((score) => (score.kind === 'value' ? [score.value] : []));
        if (baseline === undefined || values.length === 0) continue;
        const best = metric.better === 'higher' ? Math.max(...values) : Math.min(...values);
        near(best, baseline, metric.id);
      }
      const prior = inputOf(answers[0]!);
      for (const metric of perClass) {
        table.labels.forEach((_, index) => {
          const value = metric.compute(prior, index);
          const baseline = metric.constantBaseline(input, index);
          near(value.kind === 'value' ? value.value : undefined, baseline, metric.id);
        });
      }
    });
  });

  it('changes neither with the order of the rows', () => {
    check(fc.tuple(tables(), fc.infiniteStream(fc.nat())), ([table, keys]) => {
      const order = Array.from(table.actual.keys(), (row) => [keys.next().value, row] as const);
      order.sort((left, right) => left[0] - right[0]);
      sameValues(
        table,
        takeRows(
          table,
          order.map(([, row]) => row),
        ),
      );
    });
  });

  it('nor with the names and the order of the classes, unless its note says that equal scores make it', () => {
    check(fc.tuple(tables(), fc.nat()), ([table, turn]) => {
      const classes = table.labels.length;
      const moved = (index: number): number => (index + turn) % classes;
      const renamed = {
        ...table,
        labels: permute(table.labels, moved).map((label) => `renamed ${label}`),
        actual: table.actual.map(moved),
        predicted: table.predicted.map(moved),
        scores: Float64Array.from(table.scores, (_, place) => {
          const row = Math.floor(place / classes);
          return table.scores[row * classes + (((place % classes) + classes - (turn % classes)) % classes)]!;
        }),
      };
      const before = evaluateFully(table);
      const after = evaluateFully(
        renamed,
        (index) => classWeight((index + classes - (turn % classes)) % classes),
        table.labels.map((_, index) => renamed.labels[moved(index)]!),
      );
      sameMaps(withoutTies(before.metrics), withoutTies(after.metrics));
      before.perClass.forEach((values, index) => {
        sameMaps(values.metrics, after.perClass[moved(index)]!.metrics);
      });
    });
  });

  it('nor with the scale of importance weights', () => {
    check(fc.tuple(tables('importance'), fc.constantFrom(1e6, 1e-6, 3)), ([table, scale]) => {
      const values = table.weights!.values.map((weight) => weight * scale);
      sameValues(table, { ...table, weights: { kind: 'importance', values } });
    });
  });

  it('nor, but for chance and certainty, with the scale of frequency weights', () => {
    check(fc.tuple(tables('frequency'), fc.constantFrom(2, 7)), ([table, scale]) => {
      const values = table.weights!.values.map((weight) => weight * scale);
      sameNumbers(table, { ...table, weights: { kind: 'frequency', values } });
    });
  });

  it('nor when a row of an importance weight is split in two, which leaves fewer effective rows', () => {
    check(fc.tuple(tables('importance'), fc.constantFrom(0.5, 0.25, 1 / 3)), ([table, part]) => {
      const split = takeRows(
        table,
        Array.from(table.actual.keys()).flatMap((row) => [row, row]),
      );
      const values = split.weights!.values.map((weight, place) =>
        place % 2 === 0 ? weight * part : weight * (1 - part),
      );
      sameNumbers(table, { ...split, weights: { kind: 'importance', values } });
    });
  });

  it('nor when a weighted row is split in two, intervals of frequency weights included', () => {
    check(tables('frequency'), (table) => {
      const rows = Array.from(table.actual.keys()).flatMap((row) => [row, row]);
      const split = takeRows(table, rows);
      const values = split.weights!.values.map((weight, place) =>
        place % 2 === 0 ? Math.floor(weight / 2) : Math.ceil(weight / 2),
      );
      const before = all(evaluateFully(table));
      const after = all(evaluateFully({ ...split, weights: { kind: 'frequency', values } }));
      before.forEach(({ metric, value }, place) => {
        const other = after[place]!.value;
        sameMeasured(value, other, metric.id);
        if (value.kind === 'undefined' || other.kind === 'undefined') return;
        near(other.n, value.n, `${metric.id} n`);
        near(other.noiseFloor, value.noiseFloor, `${metric.id} noise floor`);
      });
    });
  });

  it('is on average over all orders of the answers what its randomBaseline says', () => {
    // The classes between and after those of the rows have no samples.
    for (const actual of [
      [0, 0, 1],
      [0, 0, 2, 3],
      [0, 1, 1, 1, 1],
      [0, 0, 0, 1, 1, 2],
      [0, 1, 1, 2, 2],
    ]) {
      const means = new Map<string, number>();
      const tables = allOrders(actual);
      for (const table of tables) {
        for (const [name, value] of randomValues(table)) {
          means.set(name, (means.get(name) ?? 0) + value / tables.length);
        }
      }
      const input = inputOf(tables[0]!);
      const named = [
        ...overall.map((metric) => [`overall ${metric.id}`, metric.randomBaseline(input)] as const),
        ...perClass.flatMap((metric) =>
          input.table.labels.map(
            (_, index) => [`${index} ${metric.id}`, metric.randomBaseline(input, index)] as const,
          ),
        ),
      ];
      let compared = 0;
      for (const [name, baseline] of named) {
        if (baseline === undefined) continue;
        near(means.get(name), baseline, `${name} of ${actual.join('')}`);
        compared++;
      }
      assert.ok(compared > 20, `${compared} baselines`);
    }
  });

  it('never falls short of what its chance says of the better uninformed answer', () => {
    check(tables(), (table) => {
      const input = inputOf(table);
      const { metrics: values } = evaluateFully(table);
      for (const metric of overall) {
        const value = values.get(metric.id);
        const baselines = [metric.constantBaseline(input), metric.randomBaseline(input)];
        const known = baselines.filter((baseline) => baseline !== undefined && Number.isFinite(baseline));
        if (value?.kind !== 'value' || known.length === 0) continue;
        const sign = metric.better === 'higher' ? 1 : -1;
        for (const baseline of known) assert.ok(sign * (value.chance! - baseline!) >= 0, metric.id);
      }
    });
  });
});

describe('identities between metrics', () => {
  it('accuracy is weighted recall and micro F1; balanced accuracy is accuracy under weights 1 / support', () => {
    check(tables(), (table) => {
      const { metrics: values } = evaluateFully(table);
      const accuracy = numberOf(values.get('accuracy'));
      near(numberOf(values.get('weightedRecall')), accuracy, 'weighted recall');
      near(numberOf(values.get('microF1')), accuracy, 'micro F1');
      const { support } = metricInput(table, { confidence: 0.95 }).matrix;
      const weights = Float64Array.from(table.actual, (actual, row) => {
        return support[actual]! > 0 ? (table.weights?.values[row] ?? 1) / support[actual]! : 0;
      });
      const balanced = evaluateFully({ ...table, weights: { kind: 'importance', values: weights } });
      near(numberOf(balanced.metrics.get('accuracy')), numberOf(values.get('balancedAccuracy')), 'balanced');
    });
  });

  it('areas of one against one stay when the rows of one class come several times (T49)', () => {
    check(fc.tuple(tables('none'), fc.nat(4), fc.integer({ min: 2, max: 5 })), ([table, turn, times]) => {
      const often = turn % table.labels.length;
      const rows = Array.from(table.actual).flatMap((actual, row) =>
        Array.from({ length: actual === often ? times : 1 }, () => row),
      );
      const replicated = takeRows(table, rows);
      const before = evaluateFully(table);
      const after = evaluateFully(replicated);
      const id = 'macroOneVsOneRocAuc';
      const [value, other] = [before.metrics.get(id)!, after.metrics.get(id)!];
      assert.equal(other.kind, value.kind);
      if (value.kind === 'value') near(numberOf(other), value.value, id);
      before.perClass.forEach(({ metrics: values }, index) => {
        const recall = values.get('recall')!;
        if (recall.kind === 'value')
          near(numberOf(after.perClass[index]!.metrics.get('recall')), recall.value, 'recall');
      });
      near(
        numberOf(after.metrics.get('balancedAccuracy')),
        numberOf(before.metrics.get('balancedAccuracy')),
        'balanced accuracy',
      );
    });
  });

  it('the area under the ROC curve is the share of pairs ranked right', () => {
    check(tables('none'), (table) => {
      const { perClass: classes } = evaluateFully(table);
      const size = table.labels.length;
      classes.forEach(({ metrics: values }, index) => {
        const scores = Array.from(table.actual, (actual, row) => ({
          positive: actual === index,
          score: table.scores[row * size + index]!,
        }));
        let right = 0;
        let pairs = 0;
        for (const left of scores.filter(({ positive }) => positive)) {
          for (const other of scores.filter(({ positive }) => !positive)) {
            pairs++;
            right += left.score > other.score ? 1 : left.score === other.score ? 0.5 : 0;
          }
        }
        const area = values.get('rocAuc');
        if (pairs === 0) assert.equal(area?.kind, 'undefined');
        else near(numberOf(area), right / pairs, 'rocAuc');
      });
    });
  });
});

/** Few draws: the tables are many, and what holds for any seed holds for any number. */
const resampling = { draws: 50, seed: 7, steps: 1e7 };

const runs = { numRuns: 150, seed: 20240501 };

function check<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), runs);
}

type Weighting = 'any' | 'none' | RowWeights['kind'];

/** Small tables of 2 to 5 classes with ties, saturated scores, absent classes and all kinds of weights. */
function tables(weighting: Weighting = 'any'): fc.Arbitrary<PredictionTable & { scores: Float64Array }> {
  return fc
    .record({
      classes: fc.integer({ min: 2, max: 5 }),
      rows: fc.array(
        fc.record({
          actual: fc.nat(4),
          predicted: fc.nat(4),
          raw: fc.array(fc.nat(8), { minLength: 5, maxLength: 5 }),
          weight: fc.integer({ min: 1, max: 7 }),
        }),
        { minLength: 1, maxLength: 30 },
      ),
      kind:
        weighting === 'any'
          ? fc.constantFrom<Weighting>('none', 'frequency', 'importance')
          : fc.constant(weighting),
    })
    .map(({ classes, rows, kind }) => {
      const scores = Float64Array.from(rows.flatMap(({ raw }) => shares(raw.slice(0, classes))));
      const unit = kind === 'importance' ? 1 / 3 : 1;
      const values = Float64Array.from(rows, ({ weight }) => weight * unit);
      const table = makeTable({
        actual: rows.map(({ actual }) => actual % classes),
        predicted: rows.map(({ predicted }) => predicted % classes),
        scores,
        labels: Array.from({ length: classes }, (_, index) => `class ${index}`),
        ...(kind === 'frequency' || kind === 'importance' ? { weights: { kind, values } } : {}),
      });
      return { ...table, scores };
    });
}

function shares(raw: readonly number[]): number[] {
  const sum = raw.reduce((total, part) => total + part, 0);
  return raw.map((part) => (sum === 0 ? 1 / raw.length : part / sum));
}

function classWeight(index: number): number {
  return [0.5, 2, 1, 4, 3][index]!;
}

function evaluateFully(
  table: PredictionTable,
  weightOf = classWeight,
  orderedClasses = table.labels,
): Evaluation {
  const classWeights = new Map(table.labels.map((label, index) => [label, weightOf(index)]));
  return evaluate(table, { confidence: 0.95, classWeights, orderedClasses, resampling });
}

function inputOf(table: PredictionTable): MetricInput {
  const classWeights = new Map(table.labels.map((label, index) => [label, classWeight(index)]));
  return metricInput(table, { confidence: 0.95, classWeights, orderedClasses: table.labels });
}

function all(evaluation: Evaluation): { metric: Metric; value: Measured }[] {
  const found = (from: ReadonlyMap<string, Measured>) => (metric: Metric) => {
    const value = from.get(metric.id);
    return value === undefined ? [] : [{ metric, value }];
  };
  return [
    ...overall.flatMap(found(evaluation.metrics)),
    ...evaluation.perClass.flatMap((values) => perClass.flatMap(found(values.metrics))),
  ];
}

function sameValues(left: PredictionTable, right: PredictionTable): void {
  const before = all(evaluateFully(left));
  const after = all(evaluateFully(right));
  before.forEach(({ metric, value }, place) => sameMeasured(value, after[place]!.value, metric.id));
}

/** The values alone, without chance and intervals. */
function sameNumbers(left: PredictionTable, right: PredictionTable): void {
  const after = all(evaluateFully(right));
  all(evaluateFully(left)).forEach(({ metric, value }, place) => {
    const other = after[place]!.value;
    assert.equal(value.kind, other.kind, metric.id);
    if (value.kind === 'value' && other.kind === 'value') near(other.value, value.value, metric.id);
  });
}

function sameMaps(left: ReadonlyMap<string, Measured>, right: ReadonlyMap<string, Measured>): void {
  assert.deepEqual([...left.keys()], [...right.keys()]);
  for (const [id, value] of left) sameMeasured(value, right.get(id)!, id);
}

/** Without the values of which the order of classes with equal scores is a part, as it is in scikit-learn. */
function withoutTies(values: ReadonlyMap<string, Measured>): Map<string, Measured> {
  return new Map([...values].filter(([, value]) => !/equal scores/.test(valueNote(value))));
}

function valueNote(value: Measured): string {
  return value.kind === 'value' ? (value.note ?? '') : '';
}

function sameMeasured(left: Measured, right: Measured, what: string): void {
  assert.equal(left.kind, right.kind, what);
  if (left.kind === 'undefined' || right.kind === 'undefined') return;
  near(right.value, left.value, what);
  near(right.chance, left.chance, `${what} chance`);
  near(right.interval?.[0], left.interval?.[0], `${what} low`);
  near(right.interval?.[1], left.interval?.[1], `${what} high`);
  assert.equal(right.method, left.method, what);
}

function near(value: number | undefined, expected: number | undefined, what: string): void {
  if (value === undefined || expected === undefined) {
    assert.equal(value, expected, what);
  } else {
    const tolerance = 1e-12 * Math.max(1, Math.abs(expected));
    assert.ok(Math.abs(value - expected) <= tolerance, `${what}: ${value}, not ${expected}`);
  }
}

function numberOf(value: Measured | undefined): number {
  assert.ok(value?.kind === 'value');
  return value.value;
}

function withoutScores({ scores, ...table }: PredictionTable): PredictionTable {
  assert.ok(scores !== undefined);
  return table;
}

function oneHot(table: PredictionTable): Float64Array {
  const scores = new Float64Array(table.actual.length * table.labels.length);
  table.actual.forEach((actual, row) => (scores[row * table.labels.length + actual] = 1));
  return scores;
}

function takeRows(table: PredictionTable, rows: readonly number[]): PredictionTable {
  const classes = table.labels.length;
  return {
    ...table,
    actual: Int32Array.from(rows, (row) => table.actual[row]!),
    predicted: Int32Array.from(rows, (row) => table.predicted[row]!),
    scores: Float64Array.from(
      rows.flatMap((row) => Array.from(table.scores!.subarray(row * classes, (row + 1) * classes))),
    ),
    ...(table.weights === undefined
      ? {}
      : {
          weights: {
            kind: table.weights.kind,
            values: Float64Array.from(rows, (row) => table.weights!.values[row]!),
          },
        }),
  };
}

function permute<T>(values: readonly T[], moved: (index: number) => number): T[] {
  const result = [...values];
  values.forEach((value, index) => (result[moved(index)] = value));
  return result;
}

/** The largest class with probabilities: the class shares, equal shares, shares under the class weights. */
function constantAnswers({ table, matrix, classWeights }: MetricInput): PredictionTable[] {
  const support = Array.from(matrix.support);
  const vectors = [
    support,
    support.map((weight) => (weight > 0 ? 1 : 0)),
    support.map((weight, index) => weight * (classWeights?.[index] ?? 0)),
  ];
  const largest = support.indexOf(Math.max(...support));
  return vectors.map((vector) => ({
    ...table,
    predicted: table.actual.map(() => largest),
    scores: Float64Array.from(Array.from(table.actual).flatMap(() => shares(vector))),
  }));
}

/**
 * All ways to answer the rows with their own labels in another order, scores in the same order without ties. Each
 * class's scores run through all orders of the rows on their own.
 */
function allOrders(actual: readonly number[]): PredictionTable[] {
  const classes = Math.max(...actual) + 1;
  return permutations(actual.length).map((order) =>
    makeTable({
      actual,
      predicted: order.map((place) => actual[place]!),
      scores: order.map((place) => Array.from({ length: classes }, () => (place + 1) / (actual.length + 1))),
    }),
  );
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, place) => [...rest.slice(0, place), count - 1, ...rest.slice(place)]),
  );
}

function randomValues(table: PredictionTable): [string, number][] {
  const { metrics: values, perClass: classes } = evaluateFully(table);
  const named = [
    ...Array.from(values, ([id, value]) => [`overall ${id}`, value] as const),
    ...classes.flatMap((ofClass, index) =>
      Array.from(ofClass.metrics, ([id, value]) => [`${index} ${id}`, value] as const),
    ),
  ];
  return named.flatMap(([name, value]) => (value.kind === 'value' ? [[name, value.value]] : []));
}
