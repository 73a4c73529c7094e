import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import type { Epoch, Reading } from '../../../src/core/trainingRun.ts';
import { rules } from '../../../src/rules/all.ts';
import { averagedMetricIsAccuracy } from '../../../src/rules/averagedMetricIsAccuracy.ts';
import { constantPredictor } from '../../../src/rules/constantPredictor.ts';
import { applyPolicy } from '../../../src/rules/policy.ts';
import { makeTable } from '../core/makeTable.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { epochsOf, evidenceOf, fullEpochs, logEvidence, tableOf } from './evidenceOf.ts';
import type { EpochValues } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

function finding(rule: string, evidence: RunEvidence): Finding | undefined {
  const one = rules.find(({ id }) => id === rule)!;
  const found = one.check(evidence, defaultLimits);
  if (found === undefined) return undefined;
  assertMessage(one, found);
  assertPlaces(found, evidence);
  return found;
}

function countsOf(counts: readonly number[]): ReadonlyMap<string, number> {
  return new Map(counts.map((count, index) => [`class ${String.fromCharCode(97 + index)}`, count]));
}

/** Counts of the 200 validation rows. */
function withCounts(counts: readonly number[], train?: readonly number[]): Pick<RunEvidence, 'classCounts'> {
  return {
    classCounts: { validation: countsOf(counts), ...(train === undefined ? {} : { train: countsOf(train) }) },
  };
}

/** A log with these numbers of right rows of 200. */
function rightRows(rights: readonly number[], more: Parameters<typeof logEvidence>[1] = {}): RunEvidence {
  return logEvidence(fullEpochs(rights.map((right) => ({ valAccuracy: right / 200 }))), more);
}

function shown(evidence: RunEvidence): string[] {
  const found = rules.flatMap((rule) => rule.check(evidence, defaultLimits) ?? []);
  return applyPolicy(found, rules, evidence, { severities: new Map(), mutedBecause: () => undefined })
    .filter(({ suppressedBy }) => suppressedBy === undefined)
    .map(({ rule }) => rule);
}

describe('constant-predictor', () => {
  const check = (cells: readonly (readonly number[])[]) =>
    finding('constant-predictor', evidenceOf(tableOf(cells)));

  it('is an error where one class is the answer for every row', () => {
    const found = check([
      [0, 30],
      [0, 170],
    ])!;
    assert.deepEqual([found.severity, found.verb, found.names['answer']], ['error', 'is', ['class b']]);
    assert.deepEqual([found.evidence['answered'], found.evidence['otherRows']], [200, 30]);
  });

  it('says of scores that rank the rows that the threshold is at fault', () => {
    const actual = Array.from({ length: 200 }, (_, row) => Number(row < 30));
    const of = (scoreOf: (row: number, own: number) => number): Finding => {
      const scores = actual.map((own, row) => [1 - scoreOf(row, own), scoreOf(row, own)]);
      const table = makeTable({ actual, predicted: actual.map(() => 0), scores, labels: ['no', 'yes'] });
      return finding('constant-predictor', evidenceOf(table))!;
    };
    const ranks = of((row, own) => 0.2 + 0.1 * own + (row % 10) / 100);
    assert.deepEqual(
      [ranks.severity, ranks.evidence['rocAuc'], ranks.names['ranked']],
      ['error', 1, ['yes']],
    );
    assert.match(
      constantPredictor.say(ranks, plainSay),
      /rank the rows: ROC AUC 1\.00 of 'yes'\. Move the thresh/,
    );
    const guesses = of((row) => 0.2 + (row % 10) / 100);
    assert.equal(guesses.names['ranked'], undefined);
    assert.match(constantPredictor.say(guesses, plainSay), /This model tells no row from another\./);
  });

  it('allows 1 row in 200 another answer, of its own rows and of the others apart', () => {
    assert.equal(
      check([
        [2, 998],
        [0, 1000],
      ])?.severity,
      'error',
    );
    assert.equal(
      check([
        [6, 994],
        [0, 1000],
      ]),
      undefined,
    );
    assert.equal(
      check([
        [0, 1000],
        [6, 994],
      ]),
      undefined,
    );
  });

  it('never takes a detector of rare rows for one that answers nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 40 }), (found, alarms) => {
        const cells = [
          [found, 100 - found],
          [alarms, 99_900 - alarms],
        ];
        assert.equal(check(cells), undefined);
      }),
      { numRuns: 10 },
    );
  });

  it('is Information where the others have too few rows, and says nothing of a handful of rows', () => {
    assert.equal(
      check([
        [0, 8],
        [0, 100],
      ])?.severity,
      'information',
    );
    assert.equal(
      check([
        [0, 9],
        [0, 100],
      ])?.severity,
      'error',
    );
    assert.equal(
      check([
        [0, 9],
        [0, 10],
      ]),
      undefined,
    );
  });

  it('explains what other rules say of the same rows', () => {
    const evidence = evidenceOf(
      tableOf([
        [0, 60],
        [0, 140],
      ]),
    );
    assert.deepEqual(shown(evidence), ['constant-predictor']);
  });

  it('reads a log: the rows of a class, three epochs long, in a settled run', () => {
    const counts = withCounts([30, 50, 120]);
    const found = finding('constant-predictor', rightRows([90, 120, 120, 120], counts))!;
    assert.deepEqual([found.severity, found.verb, found.location.span.line], ['warning', 'may', 4]);
    assert.deepEqual([found.evidence['epochs'], found.evidence['right']], [3, 120]);
    const changing = finding('constant-predictor', rightRows([90, 120, 30, 120, 50], counts))!;
    assert.deepEqual([changing.evidence['epochs'], changing.evidence['numbers']], [4, 3]);
    assert.deepEqual(changing.names['answer'], ['class b']);
    assert.equal(finding('constant-predictor', rightRows([120, 120, 121, 120, 120], counts)), undefined);
    assert.equal(
      finding('constant-predictor', rightRows([120, 120, 120], { ...counts, finished: false })),
      undefined,
    );
  });

  it('is silent where the number of rows is not certain, or the digits cannot tell a row', () => {
    const counts = withCounts([30, 50, 120]);
    const size = { value: 200, source: 'inferred', exact: false } as const;
    assert.equal(
      finding('constant-predictor', rightRows([120, 120, 120], { ...counts, validationSize: size })),
      undefined,
    );
    const rough = fullEpochs(
      [0.6, 0.6, 0.6].map((valAccuracy) => ({ valAccuracy })),
      0.005,
    );
    assert.equal(finding('constant-predictor', logEvidence(rough, counts)), undefined);
  });
});

describe('averaged-metric-is-accuracy', () => {
  /** Validation accuracies with further metrics of the same rows. */
  function epochs(
    values: readonly { readonly accuracy: number; readonly [metric: string]: number }[],
    tolerance = 5e-5,
  ): Epoch[] {
    return values.map((one, epoch) => ({
      epoch,
      line: epoch + 1,
      readings: Object.entries(one).map(([metric, value], column): Reading => {
        const start = 10 * (column + 1);
        const span = { line: epoch + 1, start, end: start + 8 };
        return { split: 'validation', metric, value, tolerance, span };
      }),
    }));
  }
  const accuracies = [0.5012, 0.6123, 0.6512, 0.7031];
  const weighted = epochs(
    accuracies.map((accuracy) => ({ accuracy, recall: accuracy, f1: accuracy - 0.02 })),
  );
  const check = (values: readonly Epoch[], more: Parameters<typeof logEvidence>[1] = {}) =>
    finding('averaged-metric-is-accuracy', logEvidence(values, more));

  it('finds a recall that is accuracy in every epoch, on its first value', () => {
    const found = check(weighted, withCounts([50, 50, 100]))!;
    assert.deepEqual([found.severity, found.verb], ['warning', 'is']);
    assert.deepEqual(found.location.span, { line: 1, start: 20, end: 28 });
    assert.deepEqual(found.names, { split: ['validation'], metrics: ['recall'] });
  });

  it('names all that are equal: the micro average', () => {
    const micro = epochs(accuracies.map((accuracy) => ({ accuracy, recall: accuracy, f1: accuracy })));
    assert.deepEqual(check(micro)!.names['metrics'], ['recall', 'f1']);
  });

  it('is silent where one epoch differs by more than the printing', () => {
    const differing = epochs(
      accuracies.map((accuracy, index) => ({ accuracy, recall: accuracy + (index === 2 ? 3e-4 : 0) })),
    );
    assert.equal(check(differing), undefined);
  });

  it('takes one pair of four decimals, and no two of two decimals', () => {
    assert.notEqual(check(epochs([{ accuracy: 0.6756, recall: 0.6756 }])), undefined);
    const rough = [0.5, 0.62].map((accuracy) => ({ accuracy, recall: accuracy }));
    assert.equal(check(epochs(rough, 0.005)), undefined);
    assert.equal(check(epochs([{ accuracy: 1, recall: 1 }])), undefined);
  });

  it('is Information where nothing tells whether classes of one size make accuracy of the macro average too', () => {
    const unknown = check(weighted)!;
    assert.equal(unknown.severity, 'information');
    assert.match(
      averagedMetricIsAccuracy.say(unknown, plainSay),
      /weighted or micro average, or the macro average of classes of one size/,
    );
    const micro = epochs(accuracies.map((accuracy) => ({ accuracy, f1: accuracy })));
    assert.equal(check(micro)?.severity, 'warning');
  });

  it('is Information where classes of one size make accuracy of the macro average too', () => {
    assert.equal(check(weighted, withCounts([50, 50, 100]))?.severity, 'warning');
    assert.equal(check(weighted, withCounts([50, 50, 50, 50]))?.severity, 'information');
    const micro = epochs(accuracies.map((accuracy) => ({ accuracy, precision: accuracy })));
    assert.equal(check(micro, withCounts([50, 50, 50, 50]))?.severity, 'warning');
  });

  it('holds for any confusion matrices: weighted recall always, macro recall only with classes of one size', () => {
    const matrix = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 2,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(fc.array(matrix, { minLength: 3, maxLength: 8 }), (matrices) => {
        const values = matrices.map((classes) => {
          const found = classes.map(([rows, share]) => Math.round(rows * share));
          const total = classes.reduce((sum, [rows]) => sum + rows, 0);
          const accuracy = found.reduce((sum, count) => sum + count, 0) / total;
          const macro =
            found.reduce((sum, count, index) => sum + count / classes[index]![0], 0) / classes.length;
          return { accuracy, macro };
        });
        const inner = new Set(
          values.map(({ accuracy }) => accuracy).filter((value) => value > 1e-6 && value < 1 - 1e-6),
        );
        const of = (recall: (value: (typeof values)[number]) => number) =>
          check(
            epochs(
              values.map((value) => ({ accuracy: value.accuracy, recall: recall(value) })),
              1e-9,
            ),
          );
        assert.equal(of(({ accuracy }) => accuracy) !== undefined, inner.size > 0);
        const differs = values.some(({ accuracy, macro }) => Math.abs(accuracy - macro) > 1e-6);
        if (differs)
          assert.equal(
            of(({ macro }) => macro),
            undefined,
          );
      }),
      { numRuns: 100 },
    );
  });
});

describe('elementwise-accuracy', () => {
  const counts = withCounts([20, 30, 40, 50, 60]);
  /** Right outputs of 200 rows with 5 classes. */
  const outputs = (right: readonly number[], more: Parameters<typeof logEvidence>[1] = counts) =>
    finding(
      'elementwise-accuracy',
      logEvidence(fullEpochs(right.map((one) => ({ valAccuracy: Math.fround(one / 1000) }))), {
        validationSize: { value: 200, source: 'counts', exact: true },
        ...more,
      }),
    );

  it('finds accuracies that are whole numbers of outputs and not of rows', () => {
    const found = outputs([800, 803, 811, 826, 850])!;
    assert.deepEqual([found.severity, found.verb, found.location.span.line], ['warning', 'is', 2]);
    assert.deepEqual([found.evidence['rightOutputs'], found.evidence['outputs']], [803, 1000]);
  });

  it('knows a model that answers nothing, though its value never changes', () => {
    // 4 of 5 outputs of 203 rows are no whole number of rows.
    const rows = withCounts([20, 30, 40, 50, 63]);
    const values = fullEpochs(Array.from({ length: 4 }, () => ({ valAccuracy: Math.fround(812 / 1015) })));
    assert.equal(finding('elementwise-accuracy', logEvidence(values, rows))?.evidence['epochs'], 4);
    const other = fullEpochs(Array.from({ length: 4 }, () => ({ valAccuracy: Math.fround(813 / 1015) })));
    assert.equal(finding('elementwise-accuracy', logEvidence(other, rows)), undefined);
  });

  it('is silent for rows, for two classes, for means of batch means and for few digits', () => {
    assert.equal(outputs([100, 105, 110, 500, 900].map((one) => one - (one % 5))), undefined);
    assert.equal(outputs([800, 803, 811, 826], withCounts([100, 100])), undefined);
    assert.equal(outputs([800.4, 803.3, 811.7, 826.1]), undefined);
    const rough = fullEpochs(
      [0.8, 0.803, 0.811, 0.826].map((valAccuracy) => ({ valAccuracy })),
      5e-4,
    );
    assert.equal(finding('elementwise-accuracy', logEvidence(rough, counts)), undefined);
  });

  it('never fires on accuracies of rows, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 8 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 }),
        (sizes, shares) => {
          const rows = sizes.reduce((sum, one) => sum + one, 0);
          const values = shares.map((share) => ({
            valAccuracy: Math.fround(Math.round(share * rows) / rows),
          }));
          const evidence = logEvidence(fullEpochs(values), withCounts(sizes));
          assert.equal(finding('elementwise-accuracy', evidence), undefined);
        },
      ),
    );
  });

  it('explains every finding about the accuracy', () => {
    const values = [800, 800, 801, 800, 803, 804].map((right) => ({
      valAccuracy: Math.fround(right / 1000),
      accuracy: 0.99,
    }));
    const evidence = logEvidence(fullEpochs(values), counts);
    assert.deepEqual(shown(evidence), ['elementwise-accuracy']);
  });
});

describe('split-class-mismatch', () => {
  const check = (train: readonly number[], validation: readonly number[]) =>
    finding('split-class-mismatch', rightRows([100, 120, 140], withCounts(validation, train)));

  it('warns of a class without validation rows, and of one without training rows', () => {
    const unseen = check([300, 200, 40, 0], [120, 80, 0, 0])!;
    assert.deepEqual([unseen.severity, unseen.verb, unseen.names['classes']], ['warning', 'is', ['class c']]);
    const untrained = check([300, 200, 0], [110, 80, 10])!;
    assert.deepEqual([untrained.evidence['fromTrain'], untrained.evidence['present']], [1, 10]);
  });

  it('is silent where the classes of both may be the same under two names', () => {
    const train = new Map([...countsOf([300, 200]), ['cat', 90]]);
    const validation = new Map([...countsOf([110, 80]), ['2', 10]]);
    const evidence = rightRows([100, 120], { classCounts: { train, validation } });
    assert.equal(finding('split-class-mismatch', evidence), undefined);
  });

  it('tells shares that differ by more than chance from those of a random split', () => {
    assert.equal(check([1000, 500, 100], [110, 70, 20]), undefined);
    const balanced = check([1000, 500, 100], [67, 67, 67])!;
    assert.deepEqual(
      [balanced.severity, balanced.verb, balanced.evidence['equal']],
      ['information', 'shows', 1],
    );
    assert.equal(check([1000, 20, 3], [330, 1, 4]), undefined);
  });

  it('needs counts of both', () => {
    assert.equal(finding('split-class-mismatch', rightRows([100, 120], withCounts([100, 100]))), undefined);
  });
});

describe('validation-at-chance', () => {
  const epochs = (accuracy: number, valAccuracy: number, count = 8): Epoch[] =>
    fullEpochs(Array.from({ length: count }, (): EpochValues => ({ accuracy, valAccuracy, valLoss: 1 })));
  const check = (
    values: readonly Epoch[],
    more: Parameters<typeof logEvidence>[1] = withCounts([30, 50, 120]),
  ) => finding('validation-at-chance', logEvidence(values, more));

  it('fires within two standard errors of the majority share, where training is learned', () => {
    // 0.6 + 2 √(0.6 · 0.4 / 200) is 0.669.
    assert.equal(check(epochs(0.95, 0.665))?.severity, 'warning');
    assert.equal(check(epochs(0.95, 0.675)), undefined);
    assert.equal(check(epochs(0.79, 0.6)), undefined);
    assert.equal(check(epochs(0.95, 0.6, 4)), undefined);
  });

  it('waits for a settled run, and leaves the word to predictions', () => {
    const rising = fullEpochs(
      Array.from({ length: 7 }, () => ({ accuracy: 0.95, valAccuracy: 0.6, valLoss: 1 })),
    );
    assert.equal(check(rising, { ...withCounts([30, 50, 120]), finished: false }), undefined);
    const { predictions } = evidenceOf(
      tableOf([
        [20, 10, 0],
        [0, 40, 10],
        [40, 20, 60],
      ]),
    );
    const matched = { ...predictions!, match: { epochIndices: [7] } };
    assert.equal(check(epochs(0.95, 0.6), { ...withCounts([30, 50, 120]), predictions: matched }), undefined);
  });

  it('explains the accuracy, the gap and the losses', () => {
    const values = Array.from({ length: 12 }, (_, epoch) => ({
      loss: 0.1,
      accuracy: 0.97,
      valLoss: 1 + 0.1 * epoch,
      valAccuracy: 0.6 + 0.005 * (epoch % 3),
    }));
    const list = shown(logEvidence(fullEpochs(values), withCounts([30, 50, 120])));
    assert.deepEqual(list, ['validation-at-chance']);
  });
});

describe('train-val-gap', () => {
  const check = (accuracy: number, valAccuracy: number, more: Parameters<typeof logEvidence>[1] = {}) =>
    finding(
      'train-val-gap',
      logEvidence(fullEpochs(Array.from({ length: 8 }, () => ({ accuracy, valAccuracy, valLoss: 1 }))), more),
    );

  it('fires where the gap is above 0.10 beyond the error of validation', () => {
    // 1.645 √(0.7 · 0.3 / 200) is 0.053.
    assert.equal(check(0.86, 0.7)?.severity, 'information');
    assert.equal(check(0.85, 0.7), undefined);
    assert.equal(check(0.7, 0.9), undefined);
  });

  it('needs a certain number of rows', () => {
    const size = { value: 20_000, source: 'inferred', exact: false } as const;
    assert.equal(check(0.99, 0.7, { validationSize: size }), undefined);
  });
});

describe('best-epoch-is-luck', () => {
  const kept = (rights: readonly number[], epochIndices: readonly number[], finished = true) => {
    const { predictions } = evidenceOf(
      tableOf([
        [70, 30],
        [20, 80],
      ]),
    );
    const evidence = rightRows(rights, {
      finished,
      predictions: { ...predictions!, match: { epochIndices } },
    });
    return finding('best-epoch-is-luck', evidence);
  };

  it('speaks where the predictions are of the best epoch, whose lead no paired test could pass', () => {
    const found = kept([100, 150, 140, 145], [1])!;
    assert.deepEqual([found.severity, found.verb, found.location.span.line], ['information', 'may', 2]);
    assert.deepEqual([found.evidence['lead'], found.evidence['few']], [5, 1]);
    // 20 rows against 1.96² · (50 + 70) = 461; 22 rows against 469.
    assert.equal(kept([100, 150, 140, 130], [1])?.evidence['few'], 0);
    assert.equal(kept([100, 150, 140, 128], [1]), undefined);
  });

  it('is silent for other epochs, small leads, live runs and accuracies of other rows', () => {
    assert.equal(kept([100, 150, 140, 145], [3]), undefined);
    assert.equal(kept([100, 150, 140, 145], [1, 2]), undefined);
    assert.equal(kept([100, 150, 140, 147], [1]), undefined);
    assert.equal(kept([100, 150, 140, 145], [1], false), undefined);
    assert.equal(kept([100, 150, 140.5, 145], [1]), undefined);
  });
});

describe('validation-set-too-small', () => {
  it('names the smallest class below 9 rows', () => {
    const found = finding('validation-set-too-small', rightRows([100, 190], withCounts([8, 6, 186])))!;
    assert.deepEqual([found.severity, found.names['classes']], ['information', ['class b', 'class a']]);
    assert.deepEqual([found.evidence['classRows'], found.evidence['wide']], [6, 0]);
    assert.equal(
      finding('validation-set-too-small', rightRows([100, 190], withCounts([9, 9, 182]))),
      undefined,
    );
  });

  it('says what an accuracy of few rows is worth, of a log and of predictions', () => {
    const epochs = epochsOf([{ accuracy: 0.5 }, { accuracy: 0.7 }]);
    const size = (value: number) => ({ validationSize: { value, source: 'setting', exact: true } as const });
    assert.equal(finding('validation-set-too-small', logEvidence(epochs, size(60)))?.evidence['wide'], 1);
    assert.equal(finding('validation-set-too-small', logEvidence(epochs, size(100))), undefined);
    const table = tableOf([
      [14, 6],
      [6, 14],
    ]);
    assert.equal(finding('validation-set-too-small', evidenceOf(table))?.evidence['rows'], 40);
  });
});

describe('loss-spikes', () => {
  const check = (losses: readonly number[]) =>
    finding('loss-spikes', logEvidence(fullEpochs(losses.map((loss) => ({ loss })))));

  it('counts losses above 1.5 times the median of the three before, from two on', () => {
    const found = check([1, 0.9, 0.8, 0.7, 1.4, 0.6, 0.5, 0.5, 1.2, 0.4])!;
    assert.deepEqual([found.severity, found.location.span.line], ['information', 5]);
    assert.deepEqual([found.evidence['spikes'], found.evidence['before']], [2, 0.8]);
    assert.equal(check([1, 0.9, 0.8, 0.7, 1.4, 0.6, 0.5]), undefined);
  });

  it('asks for one in twenty epochs, and ignores tiny losses', () => {
    const calm = Array.from({ length: 60 }, () => 0.5);
    const spiked = calm.map((loss, index) => (index === 20 || index === 40 ? 2 * loss : loss));
    assert.equal(check(spiked), undefined);
    assert.equal(check(spiked.slice(10, 50))?.evidence['spikes'], 2);
    assert.equal(check([0.01, 0.01, 0.01, 0.04, 0.01, 0.01, 0.04]), undefined);
  });
});
