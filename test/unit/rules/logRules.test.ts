import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { doubleSoftmaxFloor, ownAccuracyLoss } from '../../../src/core/referenceLines.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { rules } from '../../../src/rules/all.ts';
import { applyPolicy } from '../../../src/rules/policy.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf, fullEpochs, logEvidence, tableOf } from './evidenceOf.ts';
import type { EpochValues } from './evidenceOf.ts';

const fiveClasses = { classCounts: { validation: countsOf([24, 26, 30, 50, 70]) } };

function countsOf(counts: readonly number[]): ReadonlyMap<string, number> {
  return new Map(counts.map((count, index) => [`class ${String.fromCharCode(97 + index)}`, count]));
}

function finding(rule: string, evidence: RunEvidence): Finding | undefined {
  return rules.find(({ id }) => id === rule)!.check(evidence, defaultLimits);
}

/** Epochs of a plain model: accuracies as given, each loss that of one confidence times a factor. */
function plainEpochs(accuracies: readonly number[], factor = 1, classes = 5): EpochValues[] {
  return accuracies.map((valAccuracy) => {
    const valLoss = factor * ownAccuracyLoss(valAccuracy, classes);
    return { loss: ownAccuracyLoss(valAccuracy, classes), accuracy: valAccuracy, valLoss, valAccuracy };
  });
}

function repeat<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

const someLoss = fc.oneof(
  { arbitrary: fc.double({ min: 0, max: 4, noNaN: true }), weight: 8 },
  { arbitrary: fc.constantFrom('nan' as const, 'inf' as const, '-inf' as const), weight: 1 },
  { arbitrary: fc.double({ min: -1e9, max: 1e300, noNaN: true }), weight: 1 },
);
const rightOf200 = fc.integer({ min: 0, max: 200 }).map((right) => right / 200);
const someEpochs = fc.array(
  fc.record(
    { loss: someLoss, accuracy: rightOf200, valLoss: someLoss, valAccuracy: rightOf200 },
    { requiredKeys: [] },
  ),
  { maxLength: 30 },
);
/** Curves that are not pure noise, so that the rules about them have something to say. */
const smoothEpochs = fc
  .record({
    from: fc.double({ min: 0.2, max: 3, noNaN: true }),
    to: fc.double({ min: 0.05, max: 3, noNaN: true }),
    accuracyTo: fc.integer({ min: 40, max: 200 }),
    count: fc.integer({ min: 1, max: 40 }),
    twice: fc.boolean(),
  })
  .map(({ from, to, accuracyTo, count, twice }) =>
    Array.from({ length: count }, (_, epoch): EpochValues => {
      const progress = count === 1 ? 1 : epoch / (count - 1);
      const accuracy = Math.round(40 + (accuracyTo - 40) * progress) / 200;
      const valLoss = twice ? doubleSoftmaxFloor(5) + 1 - accuracy : from + (to - from) * progress;
      return { loss: valLoss, accuracy, valLoss, valAccuracy: accuracy };
    }),
  );

for (const rule of rules) {
  describe(`rule ${rule.id} on logs`, () => {
    it('never throws, and what it says stands in its evidence and within the file', () => {
      fc.assert(
        fc.property(
          fc.oneof(someEpochs, smoothEpochs),
          fc.boolean(),
          fc.boolean(),
          fc.boolean(),
          (values, counts, averagesExactly, finished) => {
            const evidence = logEvidence(fullEpochs(values), {
              ...(counts ? fiveClasses : {}),
              averagesExactly,
              finished,
            });
            const found = rule.check(evidence, defaultLimits);
            if (found === undefined) return;
            assert.ok(Object.values(found.evidence).every(Number.isFinite));
            assertMessage(rule, found);
            assertPlaces(found, evidence);
          },
        ),
        { numRuns: 300 },
      );
    });
  });
}

describe('loss-not-finite', () => {
  const check = (values: readonly EpochValues[]) =>
    finding('loss-not-finite', logEvidence(fullEpochs(values)));

  it('stands on the first value that is no number, with the last finite one beside it', () => {
    const found = check([{ loss: 1 }, { loss: 0.9 }, { loss: 'nan' }, { loss: 'nan' }])!;
    assert.equal(found.severity, 'error');
    assert.deepEqual(found.location.span, { line: 3, start: 10, end: 18 });
    assert.deepEqual(found.related[0]!.location.span.line, 2);
    assert.deepEqual([found.evidence['epoch'], found.evidence['lastFinite']], [2, 0.9]);
  });

  it('takes a nan of an epoch without validation for a missing value, and one of a measured epoch not', () => {
    assert.equal(check([{ valLoss: 1 }, { valLoss: 'nan' }, { valLoss: 1 }, { valLoss: 'nan' }]), undefined);
    assert.equal(check([{ valLoss: 1 }, { valLoss: 'nan', valAccuracy: 0.5 }])?.severity, 'error');
    assert.equal(check([{ valLoss: 1 }, { valLoss: 'nan' }, { valLoss: 'nan' }])?.severity, 'error');
    assert.equal(check([{ valLoss: 1 }, { valLoss: 'inf' }])?.severity, 'error');
  });

  it('is Information where the loss recovers, and then hides nothing more severe', () => {
    const values = [{ loss: 'inf' as const, accuracy: 0.5 }, ...plainEpochs(repeat(12, 0.3), 2)];
    const evidence = logEvidence(fullEpochs(values), fiveClasses);
    const found = rules.flatMap((rule) => rule.check(evidence, defaultLimits) ?? []);
    const policy = { severities: new Map(), mutedBecause: () => undefined };
    const marked = applyPolicy(found, rules, evidence, policy);
    assert.equal(marked.find(({ rule }) => rule === 'loss-not-finite')?.severity, 'information');
    const worse = marked.find(({ rule }) => rule === 'loss-worse-than-prior')!;
    assert.deepEqual([worse.severity, worse.suppressedBy], ['warning', undefined]);
  });

  it('hides every other finding on the log', () => {
    const values = [...plainEpochs(repeat(12, 0.3), 2), { loss: 'nan' as const, valLoss: 'nan' as const }];
    const evidence = logEvidence(fullEpochs(values), fiveClasses);
    const found = rules.flatMap((rule) => rule.check(evidence, defaultLimits) ?? []);
    const policy = { severities: new Map(), mutedBecause: () => undefined };
    const others = applyPolicy(found, rules, evidence, policy).filter(
      ({ rule }) => rule !== 'loss-not-finite',
    );
    assert.ok(others.length >= 2);
    for (const { suppressedBy } of others) assert.equal(suppressedBy, 'loss-not-finite');
  });
});

describe('loss-accuracy-impossible', () => {
  const check = (valLoss: number, more: Parameters<typeof logEvidence>[1] = {}, tolerance = 6e-8) =>
    finding(
      'loss-accuracy-impossible',
      logEvidence(
        fullEpochs(
          [
            { valLoss: 0.6, valAccuracy: 0.5 },
            { valLoss, valAccuracy: 0.5 },
          ],
          tolerance,
        ),
        more,
      ),
    );

  it('fires below (1 − accuracy) ln 2 by more than the printing, and not at it', () => {
    const line = 0.5 * Math.LN2;
    assert.equal(check(line - 1e-8), undefined);
    assert.equal(check(line - 1e-4, {}, 1e-4), undefined);
    const found = check(line - 1e-4)!;
    assert.deepEqual([found.severity, found.verb, found.location.span.line], ['warning', 'is', 2]);
  });

  it('asks more of a writer that may average batch means', () => {
    assert.equal(check(0.3, { averagesExactly: false }), undefined);
    const low = fullEpochs(repeat(2, { valLoss: 0.2, valAccuracy: 0.5 }));
    const found = finding('loss-accuracy-impossible', logEvidence(low, { averagesExactly: false }))!;
    assert.deepEqual([found.severity, found.verb], ['information', 'may']);
  });

  it('needs two epochs of training', () => {
    const epochs = fullEpochs([{ loss: 0.1, accuracy: 0.5 }]);
    assert.equal(finding('loss-accuracy-impossible', logEvidence(epochs)), undefined);
    const two = fullEpochs(repeat(2, { loss: 0.1, accuracy: 0.5 }));
    assert.deepEqual(finding('loss-accuracy-impossible', logEvidence(two))!.names, { split: ['train'] });
  });
});

describe('softmax-applied-twice', () => {
  const twice = (accuracy: number, classes = 5): number => doubleSoftmaxFloor(classes) + 1 - accuracy;
  const accuracies = [0.5, 0.6, 0.7, 0.85, 0.88, 0.9, 0.91, 0.92];
  const validation = accuracies.map((valAccuracy) => ({ valLoss: twice(valAccuracy), valAccuracy }));

  it('finds the fault with and without a known number of classes, and tells the number', () => {
    for (const more of [fiveClasses, {}]) {
      const found = finding('softmax-applied-twice', logEvidence(fullEpochs(validation), more))!;
      assert.equal(found.evidence['classes'], 5);
      assert.equal(found.location.span.line, 8);
      assert.deepEqual([found.evidence['validation'], found.evidence['train']], [1, 0]);
    }
  });

  it('tests training apart', () => {
    const train = accuracies.map((accuracy) => ({
      loss: twice(accuracy),
      accuracy,
      valLoss: ownAccuracyLoss(accuracy, 5),
      valAccuracy: accuracy,
    }));
    const found = finding('softmax-applied-twice', logEvidence(fullEpochs(train), fiveClasses))!;
    assert.deepEqual([found.evidence['validation'], found.evidence['train']], [0, 1]);
    assert.equal(found.location.span.start, 10);
  });

  it('is silent where another number of classes is known, below five epochs, and once below the floor', () => {
    const three = { classCounts: { validation: countsOf([60, 60, 80]) } };
    assert.equal(finding('softmax-applied-twice', logEvidence(fullEpochs(validation), three)), undefined);
    const short = logEvidence(fullEpochs(validation.slice(-4)), fiveClasses);
    assert.equal(finding('softmax-applied-twice', short), undefined);
    const below = [{ valLoss: 0.9, valAccuracy: 0.9 }, ...validation];
    assert.equal(finding('softmax-applied-twice', logEvidence(fullEpochs(below), fiveClasses)), undefined);
  });

  it('is Information up to four classes, where label smoothing has nearly the same floor', () => {
    const two = validation.slice(3).map(({ valAccuracy }) => ({
      valAccuracy: 1 - (1 - valAccuracy) / 4,
      valLoss: twice(1 - (1 - valAccuracy) / 4, 2),
    }));
    const counts = { classCounts: { validation: countsOf([80, 120]) } };
    const found = finding('softmax-applied-twice', logEvidence(fullEpochs(two), counts))!;
    assert.deepEqual([found.severity, found.verb], ['information', 'may']);
    const five = finding('softmax-applied-twice', logEvidence(fullEpochs(validation), fiveClasses))!;
    assert.deepEqual([five.severity, five.verb], ['warning', 'shows']);
  });

  it('asks for less distance from the line of one confidence where the classes are known and many', () => {
    const low = validation.map(({ valAccuracy }) => ({
      valAccuracy: valAccuracy - 0.18,
      valLoss: twice(valAccuracy - 0.18),
    }));
    assert.ok(finding('softmax-applied-twice', logEvidence(fullEpochs(low), fiveClasses)) !== undefined);
    assert.equal(finding('softmax-applied-twice', logEvidence(fullEpochs(low))), undefined);
    const live = logEvidence(fullEpochs(low), { ...fiveClasses, finished: false });
    assert.equal(finding('softmax-applied-twice', live), undefined);
  });

  it('is silent, classes unknown, where a writer of one loss for both has training loss below the floor', () => {
    const learnt = validation.map((one) => ({ ...one, loss: 0.3, accuracy: 0.9 }));
    const id = 'softmax-applied-twice';
    assert.equal(finding(id, logEvidence(fullEpochs(learnt))), undefined);
    assert.ok(finding(id, logEvidence(fullEpochs(learnt), fiveClasses)));
    assert.ok(finding(id, logEvidence(fullEpochs(learnt), { averagesExactly: false })));
  });

  it('is not taken in by a loss that falls past the value', () => {
    const falling = [1.4, 1.3, 1.2, 1.1, 1.0].map((valLoss, index) => ({
      valLoss,
      valAccuracy: 0.85 + 0.01 * index,
    }));
    assert.equal(finding('softmax-applied-twice', logEvidence(fullEpochs(falling), fiveClasses)), undefined);
  });
});

describe('val-loss-rising', () => {
  const rising = (accuracyEnd: number): EpochValues[] => [
    ...[1.2, 1, 0.9, 0.85, 0.84].map((valLoss) => ({ valLoss, valAccuracy: 0.7 })),
    ...[0.86, 0.9, 0.94, 0.99, 1.04, 1.08, 1.13].map((valLoss) => ({ valLoss, valAccuracy: accuracyEnd })),
  ];
  const check = (values: readonly EpochValues[]) =>
    finding('val-loss-rising', logEvidence(fullEpochs(values)));

  it('stands on the lowest loss and tells whether accuracy held', () => {
    const held = check(rising(0.69))!;
    assert.equal(held.evidence['accuracyHeld'], 1);
    assert.equal(held.location.span.line, 5);
    assert.equal(held.related[0]!.location.span.line, 12);
    assert.equal(check(rising(0.685))!.evidence['accuracyHeld'], 0);
    assert.equal(
      check(rising(0.7).map(({ valLoss }) => ({ valLoss: valLoss! })))!.evidence['accuracyHeld'],
      undefined,
    );
  });

  it('waits for five epochs, for 10 % and for more than noise', () => {
    assert.equal(check(rising(0.7).slice(0, 9)), undefined);
    assert.equal(
      check(rising(0.7).map((one) => ({ valLoss: 1 + 0.1 * (one.valLoss as number) }))),
      undefined,
    );
    const noisy = [1, 0.8, 1.6, 0.5, 1.5, 0.9, 1.7, 0.6, 1.4, 0.8, 1.6, 0.7];
    assert.equal(check(noisy.map((valLoss) => ({ valLoss }))), undefined);
  });
});

describe('loss-above-own-accuracy', () => {
  const id = 'loss-above-own-accuracy';
  const accuracies = [...repeat(6, 0.6), ...repeat(6, 0.7)];

  it('fires above the line and is a Warning above ln K', () => {
    assert.equal(finding(id, logEvidence(fullEpochs(plainEpochs(accuracies)), fiveClasses)), undefined);
    const above = finding(id, logEvidence(fullEpochs(plainEpochs(accuracies, 1.2)), fiveClasses))!;
    assert.equal(above.severity, 'information');
    const high = finding(id, logEvidence(fullEpochs(plainEpochs(accuracies, 1.7)), fiveClasses))!;
    assert.deepEqual([high.severity, high.evidence['aboveGuess']], ['warning', 1]);
  });

  it('needs the classes, a settled run and a training loss that looks plain', () => {
    const values = plainEpochs(accuracies, 1.2);
    assert.equal(finding(id, logEvidence(fullEpochs(values))), undefined);
    const live = { ...fiveClasses, finished: false };
    assert.equal(finding(id, logEvidence(fullEpochs(values.slice(0, 7)), live)), undefined);
    const smoothed = values.map((one) => ({ ...one, loss: 1.3 * (one.loss as number) + 0.1 }));
    assert.equal(finding(id, logEvidence(fullEpochs(smoothed), fiveClasses)), undefined);
    const untold = values.map(({ valLoss, valAccuracy }) => ({
      valLoss: valLoss!,
      valAccuracy: valAccuracy!,
    }));
    assert.equal(finding(id, logEvidence(fullEpochs(untold), fiveClasses)), undefined);
  });
});

describe('loss-lags-accuracy', () => {
  const id = 'loss-lags-accuracy';
  const accuracies = Array.from({ length: 20 }, (_, epoch) => Math.round(100 + 3 * epoch) / 200);
  const flat = accuracies.map((valAccuracy) => ({ valLoss: 1.2, valAccuracy }));

  it('fires where accuracy rises and loss stays, and not where loss follows', () => {
    const found = finding(id, logEvidence(fullEpochs(flat), fiveClasses))!;
    assert.equal(found.severity, 'information');
    assert.equal(found.evidence['fall'], 0);
    assert.equal(finding(id, logEvidence(fullEpochs(plainEpochs(accuracies)), fiveClasses)), undefined);
  });

  it('needs a certain number of rows, twelve epochs and a rise beyond noise', () => {
    const inferred = {
      ...fiveClasses,
      validationSize: { value: 200, source: 'inferred' as const, exact: false },
    };
    assert.equal(finding(id, logEvidence(fullEpochs(flat), inferred)), undefined);
    const short = flat.filter((_, epoch) => epoch % 2 === 0);
    assert.equal(finding(id, logEvidence(fullEpochs(short), fiveClasses)), undefined);
    const few = { ...fiveClasses, validationSize: { value: 20, source: 'setting' as const, exact: true } };
    assert.equal(finding(id, logEvidence(fullEpochs(flat), few)), undefined);
  });
});

describe('loss-worse-than-prior', () => {
  const id = 'loss-worse-than-prior';
  const at = (valLoss: number, more: Partial<EpochValues> = { loss: 0.9, accuracy: 0.75 }) =>
    logEvidence(fullEpochs(repeat(10, { valLoss, valAccuracy: 0.5, ...more })), fiveClasses);

  it('is a Warning above ln K, Information above the entropy, silent below', () => {
    assert.equal(finding(id, at(1.65))?.severity, 'warning');
    assert.equal(finding(id, at(1.58))?.severity, 'information');
    assert.equal(finding(id, at(1.4)), undefined);
  });

  it('holds nothing but ln K against a loss that does not look plain', () => {
    assert.equal(finding(id, at(1.58, { loss: 1.4, accuracy: 0.9 })), undefined);
    assert.equal(finding(id, at(1.65, { loss: 1.4, accuracy: 0.9 }))?.severity, 'warning');
  });

  it('is Information where training loss is above ln K with learned labels: a penalty or a scale', () => {
    const found = finding(id, at(8, { loss: 7, accuracy: 0.95 }))!;
    assert.deepEqual([found.severity, found.verb, found.evidence['scaled']], ['information', 'may', 1]);
  });
});

describe('accuracy-permits-missed-class', () => {
  const id = 'accuracy-permits-missed-class';
  const at = (right: number, more: Parameters<typeof logEvidence>[1] = {}) =>
    finding(id, logEvidence(fullEpochs([{ valAccuracy: right / 200 }]), { ...fiveClasses, ...more }));

  it('names the classes that fit into the errors together', () => {
    assert.deepEqual(at(140)!.names['classes'], ['class a', 'class b']);
    assert.deepEqual(at(140)!.evidence['missable'], 2);
    assert.equal(at(177), undefined);
    assert.deepEqual(at(176)!.names['classes'], ['class a']);
  });

  it('is silent beside predictions of the run, counts of other rows and accuracies of other rows', () => {
    const { predictions } = evidenceOf(
      tableOf([
        [9, 1],
        [1, 9],
      ]),
    );
    const matched = { ...predictions!, match: { epochIndices: [0] } };
    assert.equal(at(140, { predictions: matched }), undefined);
    assert.notEqual(at(140, { predictions: { ...predictions!, match: { epochIndices: [] } } }), undefined);
    assert.equal(at(140, { classCounts: { train: countsOf([24, 26, 30, 50, 70]) } }), undefined);
    assert.equal(at(140, { classCounts: { validation: countsOf([24, 26, 30, 50, 71]) } }), undefined);
    assert.equal(at(140.5), undefined);
  });
});
