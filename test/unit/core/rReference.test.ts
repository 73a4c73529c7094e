import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { binomialLowerTail, binomialUpperTail } from '../../../src/core/binomialTails.ts';
import { consistencyRange } from '../../../src/core/calibrationNoise.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { ClassEvaluation } from '../../../src/core/evaluation.ts';
import type { Measured } from '../../../src/core/measured.ts';
import { midP } from '../../../src/core/midP.ts';
import { makeTable } from './makeTable.ts';
import { options, valueOf } from './measuredValues.ts';

type Numbers = Readonly<Record<string, number | null>>;

/** As test/reference/makeR.R writes it. */
const reference = JSON.parse(readFileSync(new URL('../../reference/r.json', import.meta.url), 'utf8')) as {
  versions: Record<string, string>;
  labelled: {
    actual: number[];
    predicted: number[];
    classes: number;
    overall: Numbers;
    byClass: Numbers[];
  }[];
  scored: {
    actual: number[];
    scores: number[][];
    classes: number;
    rocAuc: number[];
    multiclass: number | null;
  }[];
  midP: [successes: number, trials: number, confidence: number, low: number, high: number][];
  band: [rows: number, probability: number, low: number, high: number][];
};

const labelsOf = (classes: number): string[] => Array.from({ length: classes }, (_, index) => `c${index}`);

/** R's digits are 15. */
function near(value: number | undefined, expected: number | null, what: string, tolerance = 1e-13): void {
  assert.ok(value !== undefined && expected !== null, `${what}: ${value}, R ${expected}`);
  assert.ok(
    Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${what}: ${value}, R ${expected}`,
  );
}

/** Where caret has NA, ours is undefined. */
function same(value: Measured | undefined, expected: number | null, what: string): void {
  if (expected === null) assert.equal(value?.kind, 'undefined', what);
  else near(valueOf(value), expected, what);
}

describe(`agreement with caret ${reference.versions['caret']!}`, () => {
  reference.labelled.forEach(({ actual, predicted, classes, overall, byClass }, number) => {
    const table = makeTable({ actual, predicted, labels: labelsOf(classes) });
    const evaluation = evaluate(table, options);

    it(`case ${number}, ${classes} classes, ${actual.length} rows: accuracy, kappa and the no-information rate`, () => {
      const { metrics } = evaluation;
      near(valueOf(metrics.get('accuracy')), overall['Accuracy']!, 'accuracy');
      same(metrics.get('cohenKappa'), overall['Kappa']!, 'kappa');
      const share = valueOf(metrics.get('noInformationRate'));
      near(share, overall['AccuracyNull']!, 'no-information rate');
      const right = actual.filter((own, row) => own === predicted[row]).length;
      const tail = binomialUpperTail(right, actual.length, share);
      const expected = overall['AccuracyPValue']!;
      assert.ok(Math.abs(tail - expected) <= 1e-10 * expected + 1e-300, `${tail}, R ${expected}`);
      // Clopper and Pearson's bounds, where the tails are 2.5 % each; ours is Wilson's interval, which is narrower.
      const [low, high] = [overall['AccuracyLower']!, overall['AccuracyUpper']!];
      if (right > 0) near(binomialUpperTail(right, actual.length, low), 0.025, 'lower bound', 1e-12);
      if (right < actual.length)
        near(binomialLowerTail(right, actual.length, high), 0.025, 'upper bound', 1e-12);
    });

    it(`case ${number}: the rates of each class`, () => {
      byClass.forEach((expected, index) => checkClass(evaluation.perClass[index]!, expected, actual.length));
    });
  });
});

/**
 * Differences of definition: the F1 of a class that has samples and is never predicted is 0 here and NA in caret; the
 * balanced accuracy of one class is (sensitivity + specificity) / 2 there, (J + 1) / 2 of Youden's J here.
 */
function checkClass(
  { metrics, found, predicted, support }: ClassEvaluation,
  expected: Numbers,
  rows: number,
): void {
  for (const [id, theirs] of [
    ['recall', 'Sensitivity'],
    ['recall', 'Recall'],
    ['specificity', 'Specificity'],
    ['precision', 'Precision'],
    ['precision', 'Pos Pred Value'],
    ['negativePredictiveValue', 'Neg Pred Value'],
  ] as const) {
    same(metrics.get(id), expected[theirs]!, theirs);
  }
  if (expected['Precision'] === null && support > 0) assert.equal(valueOf(metrics.get('f1')), 0);
  else if (expected['F1'] !== null) near(valueOf(metrics.get('f1')), expected['F1']!, 'F1');
  const j = metrics.get('youdenJ');
  if (expected['Balanced Accuracy'] === null) assert.equal(j?.kind, 'undefined');
  else near((valueOf(j) + 1) / 2, expected['Balanced Accuracy']!, 'balanced accuracy of a class');
  near(support / rows, expected['Prevalence']!, 'prevalence');
  near(found.least / rows, expected['Detection Rate']!, 'detection rate');
  near(predicted!.least / rows, expected['Detection Prevalence']!, 'detection prevalence');
}

describe(`agreement with pROC ${reference.versions['pROC']!}`, () => {
  reference.scored.forEach(({ actual, scores, classes, rocAuc, multiclass }, number) => {
    it(`case ${number}, ${classes} classes: areas one against the rest, and Hand and Till's mean`, () => {
      const rows = scores.map((row) => row.map((score) => score / 1_000));
      const { metrics, perClass } = evaluate(
        makeTable({ actual, scores: rows, labels: labelsOf(classes) }),
        options,
      );
      rocAuc.forEach((area, index) => {
        near(valueOf(perClass[index]!.metrics.get('rocAuc')), area, `area of class ${index}`);
      });
      if (multiclass !== null) near(valueOf(metrics.get('macroOneVsOneRocAuc')), multiclass, 'Hand and Till');
    });
  });
});

describe(`agreement with R ${reference.versions['R']!}`, () => {
  it('on mid-P intervals, as roots of its binomial tails', () => {
    for (const [successes, trials, confidence, low, high] of reference.midP) {
      const interval = midP(successes, trials, confidence);
      near(interval[0], low, `${successes} of ${trials}`, 1e-12);
      near(interval[1], high, `${successes} of ${trials}`, 1e-12);
    }
  });

  it('on the band of true probabilities, as its binomial quantiles', () => {
    for (const [rows, probability, low, high] of reference.band) {
      const found = consistencyRange(rows, probability, 0.95).map((share) => Math.round(share * rows));
      assert.deepEqual(found, [low + 0, high]);
    }
  });
});
