import assert from 'node:assert/strict';
import { binomialUpperTail } from '../../../src/core/binomialTails.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { mover, wilson } from '../../../src/core/intervals.ts';
import type { MeasuredValue } from '../../../src/core/measured.ts';
import { entropy } from '../../../src/core/referenceLines.ts';
import { chanceAveragePrecision } from '../../../src/core/uninformedAnswers.ts';
import { makeTable } from './makeTable.ts';
import {
  binary,
  equal,
  fromMatrix,
  hasInterval,
  hasValues,
  isUndefined,
  near,
  ofClass,
  options,
  overall,
  twoByTwo,
  valueOf,
  zeros,
} from './measuredValues.ts';

/** Values measured with scikit-learn, caret, pROC and scipy, or derived by hand. */
describe('known answers', () => {
  it('T01 a useless model of 99 to 1 scores 0.99 accuracy', () => {
    const table = makeTable({ actual: [...zeros(99), 1], predicted: zeros(100) });
    hasValues(table, {
      accuracy: 0.99,
      noInformationRate: 0.99,
      balancedAccuracy: 0.5,
      macroF1: 0.49748743718592964,
      weightedF1: 0.9850251256281406,
      matthewsCorrelation: 0,
      cohenKappa: 0,
    });
    equal(ofClass(table, 1, 'f1'), 0);
    near(binomialUpperTail(99, 100, 0.99), 0.735761978922956);
  });

  it('T02 scores of four rows', () => {
    const table = binary([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
    hasValues(table, { averagePrecision: 0.8333333333333333, rocAuc: 0.75 });
  });

  it('T03 all scores equal', () => {
    hasValues(binary([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5]), { averagePrecision: 0.25, rocAuc: 0.5 });
  });

  it('T04 ties between classes', () => {
    const table = binary([1, 0, 1, 0, 1], [0.9, 0.9, 0.5, 0.5, 0.1]);
    hasValues(table, { averagePrecision: 0.5333333333333333, rocAuc: 0.3333333333333333 });
  });

  it('T05 no positives, and all positives', () => {
    const none = binary([0, 0], [0.2, 0.4]);
    isUndefined(overall(none, 'averagePrecision'), "no samples of class 'yes'");
    isUndefined(overall(none, 'rocAuc'), "no samples of class 'yes'");
    const all = binary([1, 1], [0.2, 0.4]);
    equal(overall(all, 'averagePrecision'), 1);
    isUndefined(overall(all, 'rocAuc'), "every sample is of class 'yes'");
  });

  it('T06 a lone positive', () => {
    equal(overall(binary([0, 0, 0, 1], [0.9, 0.8, 0.7, 0.6]), 'averagePrecision'), 0.25);
    const alone = overall(binary([1], [0.3]), 'averagePrecision');
    equal(alone, 1);
    assert.equal((alone as MeasuredValue).n, 1);
  });

  const lostClass = makeTable({ actual: [0, 0, 0, 0, 1, 1, 2], predicted: [0, 0, 0, 1, 1, 1, 0] });

  it('T07 a class that is never predicted', () => {
    hasValues(lostClass, {
      macroF1: 0.5166666666666667,
      macroPrecision: 0.47222222222222215,
      balancedAccuracy: 0.5833333333333334,
      matthewsCorrelation: 0.5014858873767987,
      cohenKappa: 0.48148148148148157,
    });
    isUndefined(ofClass(lostClass, 2, 'precision'), "no row is predicted as '2'");
    equal(ofClass(lostClass, 2, 'recall'), 0);
    equal(ofClass(lostClass, 2, 'f1'), 0);
    assert.deepEqual((overall(lostClass, 'macroPrecision') as MeasuredValue).undefinedClasses, ['2']);
    assert.equal((overall(lostClass, 'macroF1') as MeasuredValue).undefinedClasses, undefined);
  });

  it('T08 the same with a fourth label, which occurs nowhere and so is no part of the macro means', () => {
    const table = { ...lostClass, labels: ['0', '1', '2', '3'] };
    hasValues(table, { macroF1: 0.5166666666666667, balancedAccuracy: 0.5833333333333334 });
    assert.equal((overall(table, 'macroF1') as MeasuredValue).undefinedClasses, undefined);
    assert.deepEqual((overall(table, 'balancedAccuracy') as MeasuredValue).undefinedClasses, ['3']);
    isUndefined(ofClass(table, 3, 'f1'), "no samples of class '3', and no row is predicted as it");
  });

  it('T09 a class that is never true', () => {
    const table = makeTable({ actual: [0, 0, 1, 1], predicted: [0, 2, 1, 1] });
    hasValues(table, {
      balancedAccuracy: 0.75,
      macroRecall: 0.5,
      macroF1: 0.5555555555555556,
      matthewsCorrelation: 0.6708203932499369,
      cohenKappa: 0.6,
    });
    isUndefined(ofClass(table, 2, 'recall'), "no samples of class '2'");
  });

  it('T10 one class in the truth', () => {
    const table = makeTable({ actual: [0, 0, 0], predicted: [0, 1, 0] });
    near(valueOf(overall(table, 'balancedAccuracy')), 2 / 3);
    isUndefined(overall(table, 'matthewsCorrelation'), "every sample is of class '0'");
    isUndefined(ofClass(table, 0, 'specificity'), "every sample is of class '0'");
    isUndefined(ofClass(table, 0, 'youdenJ'), "it needs samples of class '0' and of another class");
  });

  it('T11 one class, all right', () => {
    const table = makeTable({ actual: zeros(4), predicted: zeros(4), labels: ['1'] });
    hasValues(table, { accuracy: 1, macroF1: 1, balancedAccuracy: 1 });
    isUndefined(overall(table, 'matthewsCorrelation'), "every sample is of class '1'");
    assert.equal(overall(table, 'cohenKappa').kind, 'undefined');
  });

  it('T12 a constant prediction', () => {
    const table = makeTable({ actual: [0, 1, 2], predicted: [1, 1, 1] });
    equal(overall(table, 'matthewsCorrelation'), 0);
    assert.match((overall(table, 'matthewsCorrelation') as MeasuredValue).note ?? '', /convention/);
  });

  it('T13 predictions outside the labels of the truth', () => {
    const actual = [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4];
    const predicted = [1, 1, 1, 0, 0, 2, 2, 3, 3, 3, 4, 3, 4, 3];
    near(valueOf(overall(makeTable({ actual, predicted }), 'macroF1')), 0.4833333333333333);
  });

  it('T14 macro F1 is the mean of F1', () => {
    const table = makeTable({ actual: [0, 0, 1, 1, 2, 2], predicted: [0, 1, 1, 1, 2, 2] });
    near(valueOf(overall(table, 'macroF1')), (2 / 3 + 4 / 5 + 1) / 3);
  });

  const fiveClasses = fromMatrix([
    [5, 2, 3, 3, 4],
    [1, 11, 3, 4, 5],
    [1, 1, 25, 4, 5],
    [0, 1, 2, 45, 5],
    [0, 0, 1, 3, 67],
  ]);

  it('T15 five classes', () => {
    hasValues(fiveClasses, {
      accuracy: 0.7611940298507462,
      balancedAccuracy: 0.6479228000882344,
      macroPrecision: 0.7449389594229493,
      macroF1: 0.6704259116679498,
      weightedF1: 0.7439009572886367,
      matthewsCorrelation: 0.6782124693689129,
      cohenKappa: 0.6725606651959952,
      geometricMean: 0.5956876914813605,
      noInformationRate: 0.35323383084577115,
    });
    equal(ofClass(fiveClasses, 0, 'recall'), 0.29411764705882354);
    hasInterval(overall(fiveClasses, 'accuracy'), [0.6977045692629591, 0.8148869764353688], 'wilson', 1e-14);
    const tail = binomialUpperTail(153, 201, 71 / 201);
    assert.ok(Math.abs(tail / 4.5053146082188e-32 - 1) < 1e-12, String(tail));
  });

  it('T16 the majority answer on the same rows', () => {
    const table = { ...fiveClasses, predicted: fiveClasses.actual.map(() => 4) };
    hasValues(table, {
      accuracy: 0.35323383084577115,
      balancedAccuracy: 0.2,
      macroF1: 0.10441176470588236,
      weightedF1: 0.18440883816213055,
      matthewsCorrelation: 0,
    });
    near(entropy([17, 24, 36, 53, 71]), 1.4897708620395624);
    near(entropy([1, 1, 1, 1, 1]), 1.6094379124341003);
  });

  it('T17 intervals of recalls and of their mean', () => {
    const bounds = [
      [0.1327998961, 0.5313311007],
      [0.2789133373, 0.6492513464],
      [0.5314372715, 0.8199554841],
      [0.7294575072, 0.9214758215],
      [0.863903942, 0.9778754807],
    ] as const;
    bounds.forEach((bound, index) => {
      hasInterval(ofClass(fiveClasses, index, 'recall'), bound, 'wilson', 5e-11);
    });
    const mean = [0.5829761828, 0.7157130763] as const;
    hasInterval(overall(fiveClasses, 'balancedAccuracy'), mean, 'mover-wilson', 5e-11);
  });

  it('T18 nothing wrong, and nothing right', () => {
    assert.ok(Math.abs(wilson(17, 17, 0.95)[0] - 0.8156819) < 1e-7);
    assert.equal(wilson(17, 17, 0.95)[1], 1);
    assert.equal(wilson(0, 17, 0.95)[0], 0);
    assert.ok(Math.abs(wilson(0, 17, 0.95)[1] - 0.1843181) < 1e-7);
    const allRight = [17, 24, 36, 53, 71].map((n) => ({ value: 1, interval: wilson(n, n, 0.95) }));
    assert.ok(Math.abs(mover(allRight, 1 / 5)[0] - 0.9472708643) < 5e-11);
  });

  it("T21 kappa's paradox", () => {
    hasValues(twoByTwo(40, 9, 6, 45), {
      accuracy: 0.85,
      cohenKappa: 0.6995192307692308,
      matthewsCorrelation: 0.7007858361449263,
    });
    hasValues(twoByTwo(80, 10, 5, 5), {
      accuracy: 0.85,
      cohenKappa: 0.31818181818181823,
      balancedAccuracy: 0.6944444444444444,
    });
  });

  it('T22 kappa weighted by how far apart ordered classes are', () => {
    const ofSizes = (...sizes: number[]): number[] =>
      sizes.flatMap((size, index) => zeros(size).map(() => index));
    const table = makeTable({ actual: ofSizes(46, 44, 10), predicted: ofSizes(50, 40, 10) });
    const ordered = (...labels: string[]) => ({ orderedClasses: labels });
    hasValues(
      table,
      {
        cohenKappa: 0.9315068493150684,
        linearWeightedKappa: 0.9411764705882353,
        quadraticWeightedKappa: 0.9541284403669725,
      },
      ordered('0', '1', '2'),
    );
    const other = makeTable({ actual: [0, 1, 2, 2, 0], predicted: [0, 2, 1, 2, 1] });
    hasValues(other, { linearWeightedKappa: 0.34782608695652173 }, ordered('0', '1', '2'));
    hasValues(other, { linearWeightedKappa: 0.34782608695652173 }, ordered('2', '1', '0'));
    hasValues(other, { linearWeightedKappa: -0.0869565217391306 }, ordered('1', '0', '2'));
    for (const labels of [[], ['0', '1'], ['0', '1', 'two']]) {
      const { metrics } = evaluate(other, { ...options, ...ordered(...labels) });
      assert.equal(metrics.has('linearWeightedKappa'), false, labels.join());
    }
  });

  it('T23 log loss', () => {
    const scores = [
      [0.1, 0.9],
      [0.9, 0.1],
      [0.8, 0.2],
      [0.35, 0.65],
    ];
    const table = makeTable({ actual: [1, 0, 0, 1], scores, labels: ['ham', 'spam'] });
    near(valueOf(overall(table, 'logLoss')), 0.21616187468057912);
  });

  it('T24 log loss clips at the machine epsilon and says so', () => {
    const table = makeTable({
      actual: [0, 1],
      scores: [
        [1, 0],
        [1, 0],
      ],
    });
    const loss = overall(table, 'logLoss');
    near(valueOf(loss), 36.04365338911715 / 2);
    assert.match((loss as MeasuredValue).note ?? '', /^1 row gives its actual class/);
  });

  it('T25 rows that do not sum to 1 are taken as they are', () => {
    const scores = [
      [0.5, 0.4],
      [0.2, 0.6],
      [0.1, 0.8],
    ];
    near(valueOf(overall(makeTable({ actual: [0, 1, 1], scores }), 'logLoss')), 0.47570545188004854);
  });

  it('T26 log loss with a class that is absent', () => {
    const scores = [
      [0.7, 0.2, 0.1],
      [0.1, 0.8, 0.1],
      [0.2, 0.6, 0.2],
    ];
    const table = makeTable({ actual: [0, 1, 1], scores });
    near(valueOf(overall(table, 'logLoss')), 0.36354803967297755);
    isUndefined(overall(table, 'macroRocAuc'), "no samples of class '2'");
    assert.deepEqual((overall(table, 'weightedRocAuc') as MeasuredValue).undefinedClasses, ['2']);
    isUndefined(ofClass(table, 2, 'logLoss'), "no samples of class '2'");
  });

  it('T27 log loss by class and under class weights', () => {
    const scores = [
      [0.7, 0.2, 0.1],
      [0.6, 0.3, 0.1],
      [0.5, 0.3, 0.2],
      [0.2, 0.5, 0.3],
      [0.3, 0.4, 0.3],
      [0.4, 0.4, 0.2],
    ];
    const table = makeTable({ actual: [0, 0, 0, 1, 1, 2], scores });
    const classWeights = new Map([
      ['0', 1],
      ['1', 2],
      ['2', 5],
    ]);
    hasValues(
      table,
      {
        logLoss: 0.7965872621888116,
        balancedLogLoss: 0.978124261579791,
        logLossSkill: 0.21239479604201295,
        brierScore: 0.44333333333333336,
        weightedLogLoss: 1.068892761275281,
        weightedLogLossPerSample: 2.137785522550562,
      },
      { classWeights },
    );
    [0.5202159160882228, 0.8047189562170501, 1.6094379124341003].forEach((loss, index) => {
      near(valueOf(ofClass(table, index, 'logLoss')), loss);
    });
    classWeights.delete('1');
    const withoutOne = evaluate(table, { confidence: 0.95, classWeights });
    isUndefined(withoutOne.metrics.get('weightedLogLoss'), "no class weight is given for class '1'");
  });

  it('T28 log loss with weighted rows', () => {
    const scores = [0.1, 0.2, 0.3, 0.4].map((score) => [1 - score, score]);
    const table = makeTable({ actual: [0, 0, 0, 1], scores });
    near(valueOf(overall(table, 'logLoss')), 0.4003674356962309);
    near(valueOf(overall(table, 'balancedLogLoss')), 0.5723418677555389);
    const values = Float64Array.of(1 / 3, 1 / 3, 1 / 3, 1);
    const weighted = { ...table, weights: { kind: 'importance' as const, values } };
    near(valueOf(overall(weighted, 'logLoss')), 0.5723418677555389);
  });

  it('T29 the Brier score of two classes is halved', () => {
    near(valueOf(overall(binary([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]), 'brierScore')), 0.0375);
  });

  it('T30 one against the rest', () => {
    const scores = [
      [0.2, 0.3, 0.5],
      [0.3, 0.6, 0.1],
      [0.1, 0.1, 0.8],
      [0.3, 0.6, 0.1],
    ];
    const table = makeTable({ actual: [0, 1, 2, 2], scores });
    hasValues(table, {
      macroRocAuc: 0.5972222222222222,
      weightedRocAuc: 0.6041666666666667,
      macroAveragePrecision: 0.5277777777777778,
    });
    [1 / 3, 5 / 6, 0.625].forEach((area, index) => near(valueOf(ofClass(table, index, 'rocAuc')), area));
    [1 / 3, 0.5, 0.75].forEach((area, index) =>
      near(valueOf(ofClass(table, index, 'averagePrecision')), area),
    );
  });

  it("T31 average precision of scikit-learn's own example", () => {
    const scores = [
      [0.7, 0.2, 0.1],
      [0.4, 0.3, 0.3],
      [0.1, 0.8, 0.1],
      [0.2, 0.3, 0.5],
      [0.4, 0.4, 0.2],
      [0.1, 0.2, 0.7],
    ];
    const table = makeTable({ actual: [0, 0, 1, 1, 2, 2], scores });
    near(valueOf(overall(table, 'macroAveragePrecision')), 0.7777777777777777);
    near(valueOf(ofClass(table, 0, 'averagePrecision')), 0.8333333333333333);
  });

  it('T32 weighted rows', () => {
    const table = binary([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.6]);
    const weigh = (...values: number[]) => ({
      ...table,
      weights: { kind: 'importance' as const, values: Float64Array.from(values) },
    });
    hasValues(weigh(1, 2, 3, 4), { averagePrecision: 0.75, rocAuc: 0.75 });
    near(valueOf(overall(weigh(1, 1, 1, 0), 'rocAuc')), 0.5);
    const weights = { kind: 'frequency' as const, values: Float64Array.of(1, 2, 3, 4) };
    const labelsOnly = makeTable({ actual: [0, 0, 1, 1], predicted: [0, 1, 1, 1], weights });
    assert.deepEqual(evaluate(labelsOnly, { confidence: 0.95 }).confusionMatrix, [
      [1, 2],
      [0, 7],
    ]);
    near(valueOf(overall(labelsOnly, 'balancedAccuracy')), 0.6666666666666666);
    near(valueOf(ofClass(labelsOnly, 1, 'specificity')), 1 / 3);
  });

  it('T33 tied rows of probabilities predicted as their first class', () => {
    const scores = [
      [0.4, 0.4, 0.2],
      [0.4, 0.4, 0.2],
      [0.4, 0.3, 0.3],
    ];
    near(valueOf(overall(makeTable({ actual: [0, 0, 2], scores }), 'accuracy')), 2 / 3);
  });

  it('T42 a reversed score is not flipped', () => {
    equal(overall(binary([0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1]), 'rocAuc'), 0);
  });

  it('T43 average precision by chance', () => {
    near(chanceAveragePrecision(17, 201)!, 0.1069271919736298);
    near(chanceAveragePrecision(71, 201)!, 0.369024646503108);
    near(chanceAveragePrecision(1, 100)!, 0.05187377517639621);
  });

  it('importance weights narrow intervals by their effective number of rows only', () => {
    const actual = zeros(40);
    const predicted = [...zeros(30), ...zeros(10).map(() => 1)];
    const values = Float64Array.from(actual, (_, row) => (row % 2 === 0 ? 1 : 3));
    const table = makeTable({ actual, predicted, weights: { kind: 'importance', values } });
    const effective = 80 ** 2 / (20 * 1 + 20 * 9);
    const result = overall(table, 'accuracy') as MeasuredValue;
    near(result.n!, effective);
    hasInterval(result, wilson(0.75 * effective, effective, 0.95), 'wilson-effective-n', 1e-14);
    const frequency = { ...table, weights: { kind: 'frequency' as const, values } };
    hasInterval(overall(frequency, 'accuracy'), wilson(60, 80, 0.95), 'wilson', 1e-14);
  });
});
