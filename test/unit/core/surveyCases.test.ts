import assert from 'node:assert/strict';
import { binomialLowerTail, binomialUpperTail } from '../../../src/core/binomialTails.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { ClassEvaluation } from '../../../src/core/evaluation.ts';
import { wilson } from '../../../src/core/intervals.ts';
import type { MeasuredValue } from '../../../src/core/measured.ts';
import { metricInput } from '../../../src/core/metricInput.ts';
import { topKAccuracy } from '../../../src/core/metrics/topKAccuracy.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { rankClass } from '../../../src/core/ranking.ts';
import { equalWidthBins, meanGap } from '../../../src/core/reliability.ts';
import { areaByMidranks } from './areaByMidranks.ts';
import { linearCongruential } from './linearCongruential.ts';
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

/** Known answers of the metrics beside the usual ones; numbered as those of knownAnswers.test.ts, which they go with. */
describe('known answers of further metrics', () => {
  it('T01 a useless model of 99 to 1', () => {
    const table = makeTable({ actual: [...zeros(99), 1], predicted: zeros(100) });
    hasValues(table, { adjustedBalancedAccuracy: 0, macroJaccard: 0.99 / 2, macroF2: 495 / 496 / 2 });
    for (const id of ['f2', 'f05', 'jaccard']) equal(ofClass(table, 1, id), 0);
    near(valueOf(ofClass(table, 1, 'negativePredictiveValue')), 0.99);
    isUndefined(ofClass(table, 0, 'negativePredictiveValue'), "every row is predicted as '0'");
    const reason = "it needs rows that are predicted as '1' and rows that are not";
    isUndefined(ofClass(table, 1, 'markedness'), reason);
  });

  it('T02, T03 the precision-recall-gain area of four rows, and of ties', () => {
    // From a recall gain of 0 (TP = 1, FP = 0) over (1, 1) to (2, 1) and (2, 2): gains 1, 0 | 0, 1/2 | 1, 1/2.
    equal(overall(binary([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 'precisionRecallGain'), 0.25);
    equal(overall(binary([1, 0, 0, 0], [0.5, 0.5, 0.5, 0.5]), 'precisionRecallGain'), 0);
  });

  it('T05, T06 the same with one class only, and with a lone positive', () => {
    isUndefined(overall(binary([0, 0], [0.2, 0.4]), 'precisionRecallGain'), "no samples of class 'yes'");
    isUndefined(overall(binary([1, 1], [0.2, 0.4]), 'precisionRecallGain'), "every sample is of class 'yes'");
    equal(overall(binary([0, 0, 0, 1], [0.6, 0.7, 0.8, 0.9]), 'precisionRecallGain'), 1);
    assert.ok(valueOf(overall(binary([0, 0, 0, 1], [0.9, 0.8, 0.7, 0.6]), 'precisionRecallGain')) < 0);
  });

  it('T10, T11 one class in the truth', () => {
    const table = makeTable({ actual: [0, 0, 0], predicted: [0, 1, 0] });
    isUndefined(overall(table, 'adjustedBalancedAccuracy'), "every sample is of class '0'");
    isUndefined(
      ofClass(table, 0, 'indexBalancedAccuracy'),
      "it needs samples of class '0' and of another class",
    );
    const perfect = binary([1, 1, 1, 1], [1, 1, 1, 1]);
    isUndefined(overall(perfect, 'brierSkill'), "every sample is of class 'yes'");
    isUndefined(overall(perfect, 'macroOneVsOneRocAuc'), "every sample is of class 'yes'");
    equal(overall(perfect, 'expectedCalibrationError'), 0);
  });

  it('T13 means over four labels of five, which the values of the classes give', () => {
    const actual = [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4];
    const predicted = [1, 1, 1, 0, 0, 2, 2, 3, 3, 3, 4, 3, 4, 3];
    const { perClass, metrics } = evaluate(makeTable({ actual, predicted }), options);
    const listed = perClass.slice(1);
    const mean = (id: string): number =>
      listed.reduce((sum, own) => sum + valueOf(own.metrics.get(id)) / 4, 0);
    const [precision, recall] = [mean('precision'), mean('recall')];
    near(precision, 0.725);
    near(recall, 0.5666666666666667);
    near(mean('f1'), 0.6041666666666666);
    near((2 * precision * recall) / (precision + recall), 0.6361290322580646);
    const total = (of: (own: ClassEvaluation) => number): number =>
      listed.reduce((sum, own) => sum + of(own), 0);
    const found = total((own) => own.found.least);
    near(
      (2 * found) / (total((own) => own.support) + total((own) => own.predicted!.least)),
      0.6153846153846153,
    );
    near(total((own) => own.support * valueOf(own.metrics.get('f1'))) / 14, 0.6369047619047619);
    near(valueOf(metrics.get('macroF1')), 0.4833333333333333);
  });

  it('T15, T16 five classes, and the majority answer on them', () => {
    const table = fromMatrix([
      [5, 2, 3, 3, 4],
      [1, 11, 3, 4, 5],
      [1, 1, 25, 4, 5],
      [0, 1, 2, 45, 5],
      [0, 0, 1, 3, 67],
    ]);
    near(valueOf(overall(table, 'adjustedBalancedAccuracy')), 0.559903500110293);
    const majority = { ...table, predicted: table.actual.map(() => 4) };
    near(valueOf(overall(majority, 'adjustedBalancedAccuracy')), 0);
  });

  it('T20 the exact test of 6 against 9 discordant rows', () => {
    near(2 * binomialLowerTail(6, 15, 0.5), 0.60723876953125);
    near(2 * binomialUpperTail(9, 15, 0.5), 0.60723876953125);
  });

  it('T21 two by two, both ways round', () => {
    const table = twoByTwo(80, 10, 5, 5);
    near(valueOf(ofClass(table, 1, 'negativePredictiveValue')), 5 / 15);
    near(valueOf(ofClass(table, 1, 'markedness')), 80 / 85 + 5 / 15 - 1);
    near(valueOf(ofClass(table, 1, 'youdenJ')), 80 / 90 + 5 / 10 - 1);
    near(valueOf(ofClass(table, 1, 'f2')), (5 * 80) / (4 * 90 + 85));
    near(valueOf(ofClass(table, 1, 'f05')), (1.25 * 80) / (0.25 * 90 + 85));
    near(valueOf(ofClass(table, 1, 'jaccard')), 80 / 95);
  });

  it('T22 kappa of three classes whose order nobody gave', () => {
    const actual = [...zeros(46), ...zeros(44).map(() => 1), ...zeros(10).map(() => 2)];
    const predicted = [...zeros(50), ...zeros(40).map(() => 1), ...zeros(10).map(() => 2)];
    hasValues(makeTable({ actual, predicted }), { cohenKappa: 0.9315068493150684 });
  });

  it('T27 Brier skill', () => {
    const scores = [
      [0.7, 0.2, 0.1],
      [0.6, 0.3, 0.1],
      [0.5, 0.3, 0.2],
      [0.2, 0.5, 0.3],
      [0.3, 0.4, 0.3],
      [0.4, 0.4, 0.2],
    ];
    const table = makeTable({ actual: [0, 0, 0, 1, 1, 2], scores });
    const losses = [0.7, 0.6, 0.5, 0.5, 0.4, 0.2].map((score) => -Math.log(score));
    hasValues(table, {
      brierSkill: 0.27454545454545454,
      // Three tenths of one row.
      worstRowsLossShare: (0.3 * losses[5]!) / losses.reduce((sum, loss) => sum + loss, 0),
    });
  });

  it('T30 one against one', () => {
    const scores = [
      [0.2, 0.3, 0.5],
      [0.3, 0.6, 0.1],
      [0.1, 0.1, 0.8],
      [0.3, 0.6, 0.1],
    ];
    hasValues(makeTable({ actual: [0, 1, 2, 2], scores }), {
      macroOneVsOneRocAuc: 0.5833333333333334,
      weightedOneVsOneRocAuc: 0.59375,
    });
  });

  it("T33 tied scores in the highest k, and scikit-learn's own example", () => {
    const scores = [
      [0.4, 0.4, 0.2],
      [0.4, 0.4, 0.2],
      [0.4, 0.3, 0.3],
    ];
    const table = makeTable({ actual: [0, 0, 2], scores });
    const first = topKAccuracy(1).compute(metricInput(table, options)) as MeasuredValue;
    equal(first, 0);
    assert.match(first.note ?? '', /^2 rows have equal scores where the highest 1 end/);
    const two = overall(table, 'top2Accuracy') as MeasuredValue;
    equal(two, 1);
    assert.match(two.note ?? '', /^1 row has equal scores/);
    isUndefined(overall(table, 'top3Accuracy'), '3 of 3 classes hold every actual class');
    const example = [
      [0.5, 0.2, 0.2],
      [0.3, 0.4, 0.2],
      [0.2, 0.4, 0.3],
      [0.7, 0.2, 0.1],
    ];
    near(valueOf(overall(makeTable({ actual: [0, 1, 2, 2], scores: example }), 'top2Accuracy')), 0.75);
  });

  it('T36 no positives among labels, and false alarms only', () => {
    const none = makeTable({ actual: [0, 0], predicted: [0, 0], labels: ['no', 'yes'], positive: 1 });
    const reason = "no samples of class 'yes', and no row is predicted as it";
    for (const id of ['f1', 'f2', 'f05', 'jaccard']) isUndefined(overall(none, id), reason);
    const alarms = makeTable({ actual: [0, 0], predicted: [1, 0], labels: ['no', 'yes'], positive: 1 });
    for (const id of ['f1', 'f2', 'f05', 'jaccard', 'precision']) equal(overall(alarms, id), 0);
  });

  it('T37 likelihood ratios, and where a rate of 0 leaves none', () => {
    const table = makeTable({ actual: [0, 1, 0, 1, 0], predicted: [1, 1, 0, 0, 0] });
    const ratio = ofClass(table, 1, 'positiveLikelihoodRatio');
    near(valueOf(ratio), 1.5);
    assert.ok(ratio.kind === 'value' && ratio.chance === 1 && ratio.noInterval !== undefined);
    near(valueOf(ofClass(table, 1, 'negativeLikelihoodRatio')), 0.75);
    const perfect = makeTable({ actual: [0, 1, 1], predicted: [0, 1, 0] });
    const reason = "it needs samples of class '1', and samples of other classes that are predicted as it";
    isUndefined(ofClass(perfect, 1, 'positiveLikelihoodRatio'), reason);
    equal(ofClass(perfect, 1, 'negativeLikelihoodRatio'), 0.5);
    const always = makeTable({ actual: [0, 1, 1], predicted: [1, 1, 1] });
    equal(ofClass(always, 1, 'positiveLikelihoodRatio'), 1);
    isUndefined(
      ofClass(always, 1, 'negativeLikelihoodRatio'),
      "it needs samples of class '1', and samples of other classes that are not predicted as it",
    );
  });

  it('T38 geometric mean and index of balanced accuracy', () => {
    const table = makeTable({ actual: [0, 1, 2, 0, 1, 2], predicted: [0, 2, 1, 0, 1, 2] });
    near(valueOf(overall(table, 'geometricMean')), 0.6299605249474366);
    equal(ofClass(table, 0, 'indexBalancedAccuracy'), 1);
    near(valueOf(ofClass(table, 1, 'indexBalancedAccuracy')), 0.365625);
    const lost = makeTable({ actual: [0, 1, 2, 0, 1, 2], predicted: [0, 2, 1, 0, 0, 1] });
    equal(overall(lost, 'geometricMean'), 0);
  });

  it('T39 bins are (a, b], also where a confidence is exactly 1 or all are equal', () => {
    const gap = (values: number[], hits: number[], bins?: number): number =>
      meanGap(equalWidthBins({ values: Float64Array.from(values), hits: Uint8Array.from(hits) }, bins)).gap;
    near(gap([0.2, 0.2, 0.4, 0.6, 0.6, 0.8, 0.8, 1, 1, 1], [0, 1, 0, 1, 1, 1, 0, 1, 1, 0], 5), 0.34);
    near(gap([0.95, 1], [1, 0]), 0.475);
    near(gap([1, 1, 1, 1], [1, 1, 0, 1]), 0.25);
    near(gap([0.4, 0.4, 0.4, 0.4], [1, 1, 0, 1]), 0.35);
  });

  it("T40 scikit-learn's calibration curve", () => {
    const bins = equalWidthBins(
      { values: Float64Array.of(0, 0.2, 0.2, 0.4, 1), hits: Uint8Array.of(0, 1, 1, 0, 1) },
      5,
    );
    assert.equal(bins.length, 3);
    [2 / 3, 0, 1].forEach((share, index) => near(bins[index]!.accuracy, share));
    [0.4 / 3, 0.4, 1].forEach((mean, index) => near(bins[index]!.confidence, mean));
  });

  it('T41 the interval of an area from 3 and 5 rows, where that of DeLong ends above 1', () => {
    const positives = [0.9, 0.8, 0.4];
    const negatives = [0.7, 0.3, 0.2, 0.1, 0.05];
    const actual = [...positives.map(() => 1), ...negatives.map(() => 0)];
    const area = overall(binary(actual, [...positives, ...negatives]), 'rocAuc');
    near(valueOf(area), 0.9333333333333333);
    hasInterval(area, [0.4950962634, 0.9942081803], 'hanley-mcneil', 5e-11);
  });

  it('T44 the interval of an average precision of 2 rows ends within that of Boyd, Eng and Page', () => {
    const value = overall(binary([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 'averagePrecision');
    hasInterval(value, wilson((5 / 6) * 2, 2, 0.95), 'wilson-of-positives', 1e-14);
    const { interval } = value as MeasuredValue;
    assert.ok(interval![0] > 0.1081930763 && interval![1] < 0.9951706777);
  });

  it('T48 a thousand classes: every value is finite or has its reason', () => {
    const classes = 1_000;
    const actual = Array.from({ length: 3_000 }, (_, row) => row % (classes - 10));
    const predicted = actual.map((own, row) => (row % 3 === 0 ? (own + 7) % classes : own));
    const { metrics, perClass } = evaluate(makeTable({ actual, predicted, labels: names(classes) }), options);
    const values = [metrics, ...perClass.map((own) => own.metrics)].flatMap((own) => [...own.values()]);
    for (const value of values) {
      if (value.kind === 'undefined') assert.notEqual(value.reason, '');
      else assert.ok([value.value, ...(value.interval ?? [])].every(Number.isFinite));
    }
    isUndefined(perClass.at(-1)!.metrics.get('recall'), "no samples of class 'class 999'");
  });

  it('T49 areas of one against one do not change when a class comes more often', () => {
    const table = randomTable(60, 3);
    const rows = Array.from(table.actual).flatMap((actual, row) => (actual === 1 ? [row, row, row] : [row]));
    const replicated = makeTable({
      actual: rows.map((row) => table.actual[row]!),
      scores: rows.map((row) => Array.from(table.scores.subarray(3 * row, 3 * row + 3))),
    });
    const before = valueOf(overall(table, 'macroOneVsOneRocAuc'));
    near(valueOf(overall(replicated, 'macroOneVsOneRocAuc')), before);
    assert.notEqual(valueOf(overall(replicated, 'macroRocAuc')), valueOf(overall(table, 'macroRocAuc')));
  });

  it('T50 a million rows of float32 scores', () => {
    const random = linearCongruential();
    const rows = 1_000_000;
    const actual = Int32Array.from({ length: rows }, () => (random() < 0.1 ? 1 : 0));
    const scores = new Float64Array(2 * rows);
    const ofClassOne = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      ofClassOne[row] = Math.fround((random() + 0.2 * actual[row]!) / 1.2);
      scores[2 * row + 1] = ofClassOne[row]!;
    }
    const table = makeTable({ actual, predicted: actual, scores });
    const whole = rankClass(table, 1)!;
    // The sums of these weights are far from exact.
    const values = new Float64Array(rows).fill(0.1);
    const weighted = rankClass({ ...table, weights: { kind: 'importance', values } }, 1)!;
    for (const id of ['rocAuc', 'averagePrecision', 'precisionRecallGain'] as const) {
      near(weighted[id]!, whole[id]!, id);
    }
    near(whole.rocAuc!, areaByMidranks(actual, ofClassOne));
  });

  it('calls scores that are no probabilities by their name', () => {
    const table = makeTable({
      actual: [0, 1],
      scores: [
        [2, -1],
        [0, 1],
      ],
    });
    const { metrics } = evaluate(table, options);
    const reason = 'a score lies outside the range of probabilities, 0 to 1';
    for (const id of ['expectedCalibrationError', 'equalMassCalibrationError', 'maximumCalibrationError']) {
      isUndefined(metrics.get(id), reason);
    }
    isUndefined(metrics.get('classwiseCalibrationError'), reason);
  });
});

function names(classes: number): string[] {
  return Array.from({ length: classes }, (_, index) => `class ${index}`);
}

function randomTable(rows: number, classes: number): PredictionTable & { scores: Float64Array } {
  const random = linearCongruential();
  const scores = Array.from({ length: rows }, () => {
    const raw = Array.from({ length: classes }, () => random() + 0.01);
    return raw.map((part) => part / raw.reduce((sum, other) => sum + other, 0));
  });
  const table = makeTable({ actual: scores.map(() => Math.floor(random() ** 2 * classes)), scores });
  return { ...table, scores: table.scores! };
}
