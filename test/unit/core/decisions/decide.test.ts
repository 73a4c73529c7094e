import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, type DecisionOptions, type Decisions } from '../../../../src/core/decisions/decide.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { linearCongruential } from '../linearCongruential.ts';
import { makeTable } from '../makeTable.ts';

const limits: DecisionOptions = {
  ...defaultLimits,
  decisions: { ...defaultLimits.decisions, splits: 4, draws: [24, 24] },
  resampling: { ...defaultLimits.resampling, draws: 60 },
};

/** `positives` of `rows` rows in class 1, scored so that the classes overlap; `digits` make ties. */
function binaryTable(rows: number, positives: number, seed: number, digits = 100): PredictionTable {
  const random = linearCongruential(seed);
  const actual = Array.from({ length: rows }, (_, row) => (row < positives ? 1 : 0));
  const scores = actual.map((label) => {
    const score = Math.round(((random() + random() + 0.6 * label) / 2.6) * digits) / digits;
    return [1 - score, score];
  });
  return makeTable({ actual, scores, labels: ['no', 'yes'], positive: 1 });
}

function multiTable(counts: readonly number[], seed: number): PredictionTable {
  const random = linearCongruential(seed);
  const actual = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
  const scores = actual.map((label) => {
    const parts = counts.map((count, index) => count * (random() + (index === label ? 0.8 : 0)));
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  });
  return makeTable({ actual, scores, labels: counts.map((_, index) => String.fromCharCode(97 + index)) });
}

function permuted(table: PredictionTable, random: () => number): PredictionTable {
  const classes = table.labels.length;
  const order = Array.from(table.actual.keys(), (row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
  return {
    ...table,
    actual: Int32Array.from(order, (row) => table.actual[row]!),
    predicted: Int32Array.from(order, (row) => table.predicted[row]!),
    scores: Float64Array.from(
      order.flatMap((row) => [...table.scores!.slice(row * classes, (row + 1) * classes)]),
    ),
  };
}

/** The same table with its classes in reverse order under other names. */
function renamed(table: PredictionTable): PredictionTable {
  const last = table.labels.length - 1;
  const turn = (values: Int32Array): Int32Array => values.map((index) => last - index);
  const classes = table.labels.length;
  return {
    ...table,
    labels: table.labels.map((label) => `new ${label}`).reverse(),
    actual: turn(table.actual),
    predicted: turn(table.predicted),
    scores: table.scores!.map((_, at) => table.scores![at - (at % classes) + last - (at % classes)]!),
    ...(table.positive === undefined
      ? {}
      : { positive: { ...table.positive, classIndex: last - table.positive.classIndex } }),
  };
}

function choicesOf(decisions: Decisions | undefined) {
  return decisions?.thresholds?.choices;
}

describe('decide', () => {
  it('does not depend on the order of the rows or the names of the classes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(12, 1000), (seed, digits) => {
        const table = binaryTable(140, 40, seed, digits);
        const one = decide(table, limits);
        assert.deepEqual(decide(permuted(table, linearCongruential(seed + 1)), limits), one);
        assert.deepEqual(choicesOf(decide(renamed(table), limits)), choicesOf(one));
        const several = multiTable([60, 30, 25], seed);
        const [prior] = decide(several, limits)!.answers;
        assert.deepEqual(decide(permuted(several, linearCongruential(seed + 1)), limits)!.answers[0], prior);
        const turned = decide(renamed(several), limits)!.answers[0]!;
        assert.deepEqual(turned.gains, prior!.gains);
      }),
      { numRuns: 20 },
    );
  });

  it('takes frequency weights as rows', () => {
    const table = binaryTable(120, 40, 3, 20);
    const twice = { kind: 'frequency', values: Float64Array.from(table.actual, () => 2) } as const;
    const rows = [...table.actual.keys(), ...table.actual.keys()];
    const repeated: PredictionTable = {
      ...table,
      actual: Int32Array.from(rows, (row) => table.actual[row]!),
      predicted: Int32Array.from(rows, (row) => table.predicted[row]!),
      scores: Float64Array.from(rows.flatMap((row) => [...table.scores!.slice(2 * row, 2 * row + 2)])),
    };
    assert.deepEqual(decide({ ...table, weights: twice }, limits), decide(repeated, limits));
  });

  it('chooses no threshold with fewer than 20 rows of a class, and says so', () => {
    const decisions = decide(binaryTable(200, 19, 1), limits)!;
    assert.equal(decisions.thresholds, undefined);
    assert.match(decisions.notes[0]!, /^No threshold is chosen: 'yes' has 19 rows, and with fewer than 20 /);
    assert.equal(choicesOf(decide(binaryTable(200, 20, 1), limits))?.length, 2);
    assert.deepEqual(decide(multiTable([60, 30, 12], 2), limits)!.fewRows, [{ label: 'c', rows: 12 }]);
  });

  it('parts rows of two classes that the scores tell apart, halfway between them', () => {
    const table = binaryTable(60, 30, 1);
    const scores = Float64Array.from(table.actual, (label) => (label === 1 ? 0.25 : 0.125));
    const apart = { ...table, scores: Float64Array.from([...scores].flatMap((score) => [1 - score, score])) };
    const [f1] = choicesOf(decide({ ...apart, predicted: table.actual.map(() => 0) }, limits))!;
    assert.equal(f1!.threshold, 0.1875);
    assert.deepEqual([f1!.heldOut.value, f1!.gain, f1!.gainInterval], [1, 1, [1, 1]]);
    assert.deepEqual(f1!.thresholdInterval, [0.1875, 0.1875]);
  });

  it('keeps the present answers where no threshold is better', () => {
    const table = binaryTable(60, 30, 1);
    const same = { ...table, scores: Float64Array.from({ length: 120 }, () => 0.5) };
    const [, balanced] = choicesOf(decide({ ...same, predicted: table.actual.map(() => 1) }, limits))!;
    assert.deepEqual([balanced!.gain, balanced!.gainInterval], [0, [0, 0]]);
  });

  it('ranks by scores that are no probabilities, but takes no costs and shares from them', () => {
    const table = binaryTable(120, 40, 5);
    const logits = { ...table, scores: table.scores!.map((score) => 8 * score - 4) };
    const costs = new Map([['yes', new Map([['no', 5]])]]);
    const deploymentPrior = new Map([
      ['yes', 0.1],
      ['no', 0.9],
    ]);
    const decisions = decide(logits, { ...limits, costs, deploymentPrior })!;
    assert.equal(decisions.thresholds!.choices[0]!.objective.kind, 'cost');
    assert.deepEqual(decisions.answers, []);
    assert.match(decisions.notes.join(' '), /the scores are no probabilities/);
    assert.ok(decisions.deployment !== undefined && decisions.presentCost !== undefined);
    const nan = { ...table, scores: table.scores!.with(7, NaN) };
    assert.equal(decide(nan, limits)!.thresholds, undefined);
    assert.match(decide(nan, limits)!.notes[0]!, /a score is no finite number/);
  });

  it('weighs labels alone to stated shares and costs, and has else nothing to say of them', () => {
    const actual = [...Array.from({ length: 40 }, () => 0), ...Array.from({ length: 10 }, () => 1)];
    const table = makeTable({
      actual,
      predicted: actual.map((label, row) => (row % 5 === 0 ? 1 - label : label)),
    });
    assert.equal(decide(table, limits), undefined);
    const deploymentPrior = new Map([
      ['0', 3],
      ['1', 1],
    ]);
    const { deployment, notes } = decide(table, { ...limits, deploymentPrior })!;
    assert.deepEqual([deployment!.shares, deployment!.statedSum], [[0.75, 0.25], 4]);
    assert.ok(Math.abs(deployment!.values.accuracy - 0.8) < 1e-12);
    const [low, high] = deployment!.accuracyInterval!;
    assert.ok(low < 0.8 && high > 0.8);
    assert.match(notes[0]!, /the file has no probabilities/);
  });

  it('names what is wrong with costs and shares, and goes on without them', () => {
    const table = multiTable([40, 30, 30], 4);
    const notesOf = (stated: Partial<DecisionOptions>): string =>
      decide(table, { ...limits, ...stated })!.notes.join(' ');
    const cost = (label: string, value: number) => new Map([['a', new Map([[label, value]])]]);
    assert.match(notesOf({ costs: cost('x', 1) }), /'x', which is no class here; the classes are a, b, c/);
    assert.match(notesOf({ costs: cost('b', -1) }), /answering 'b' for 'a' is negative/);
    assert.match(notesOf({ deploymentPrior: new Map([['a', 1]]) }), /leave out 'b'/);
    const absent = { ...table, actual: table.actual.map((label) => (label === 2 ? 1 : label)) };
    const shares = new Map(['a', 'b', 'c'].map((label) => [label, 1]));
    assert.match(
      decide(absent, { ...limits, deploymentPrior: shares })!.notes.join(' '),
      /the file has no rows of 'c', which is to be expected there/,
    );
  });

  it('takes π from the training rows where all are counted', () => {
    const table = multiTable([60, 30, 25], 9);
    const trainCounts = new Map([
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
    const [prior] = decide(table, { ...limits, trainCounts })!.answers;
    assert.deepEqual([prior!.priorSource, prior!.changed], ['train', 0]);
    trainCounts.delete('c');
    assert.equal(decide(table, { ...limits, trainCounts })!.answers[0]!.priorSource, 'validation');
  });

  it('takes neighbouring ranks together where scores are many, and loses next to nothing by it', () => {
    const table = binaryTable(6_000, 300, 11, 1e9);
    const few = { ...limits, decisions: { ...limits.decisions, draws: [8, 8] as const } };
    const rough = decide(table, few)!.thresholds!;
    const exact = decide(table, { ...few, decisions: { ...few.decisions, scores: 10_000 } })!.thresholds!;
    assert.deepEqual([rough.exact, exact.exact, rough.scores > 5_000], [false, true, true]);
    rough.choices.forEach((choice, index) => {
      const { present, inSampleGain } = exact.choices[index]!;
      assert.equal(choice.present.value, present.value);
      assert.ok(choice.inSampleGain <= inSampleGain && choice.inSampleGain > inSampleGain - 0.005);
    });
  });

  it('gives only finite numbers, thresholds that part the scores, and intervals that hold their value', () => {
    const rows = fc.array(fc.record({ label: fc.nat(1), score: fc.double({ noNaN: true }) }), {
      minLength: 60,
      maxLength: 80,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const table = makeTable({
          actual: drawn.map(({ label }) => label),
          predicted: drawn.map((_, row) => row % 2),
          scores: drawn.map(({ score }) => [-score, score]),
          labels: ['a', 'b'],
          positive: 1,
        });
        for (const choice of choicesOf(decide(table, limits)) ?? []) {
          const [low, high] = choice.gainInterval;
          assert.ok(low <= choice.gain && choice.gain <= high);
          for (const value of [choice.gain, choice.heldOut.value, choice.present.value, choice.threshold]) {
            assert.ok(Number.isFinite(value));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
