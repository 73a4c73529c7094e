import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding, Severity } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { rules } from '../../../src/rules/all.ts';
import { holm } from '../../../src/core/holm.ts';
import { applyPolicy } from '../../../src/rules/policy.ts';
import type { Policy } from '../../../src/rules/policy.ts';
import { isSettled } from '../../../src/rules/settled.ts';
import { epochsOf, evidenceOf, tableOf } from './evidenceOf.ts';

const run: RunEvidence = evidenceOf(
  tableOf([
    [9, 1],
    [1, 9],
  ]),
);

function finding(rule: string, classes: readonly string[] | undefined, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: 'warning',
    verb: 'shows',
    location: { file: 'predictions.csv', span: { line: 0, start: 0, end: 1 } },
    evidence: {},
    names: classes === undefined ? {} : { classes },
    related: [],
    ...more,
  };
}

function policy(more: Partial<Policy> = {}): Policy {
  return { severities: new Map<string, Severity | 'off'>(), mutedBecause: () => undefined, ...more };
}

describe('holm', () => {
  it('rejects step by step, on a worked example', () => {
    assert.deepEqual(holm([0.04, 0.001, 0.013], 0.05), [true, true, true]);
    assert.deepEqual(holm([0.04, 0.001, 0.026], 0.05), [false, true, false]);
    assert.deepEqual(holm([0.06], 0.05), [false]);
    assert.deepEqual(holm([], 0.05), []);
  });

  it('lies between Bonferroni and no correction, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (p) => {
          const significant = holm(p, 0.05);
          p.forEach((value, index) => {
            if (value <= 0.05 / p.length) assert.ok(significant[index]);
            if (value > 0.05) assert.ok(!significant[index]);
          });
          assert.deepEqual(holm(p.toReversed(), 0.05), significant.toReversed());
        },
      ),
    );
  });
});

describe('isSettled', () => {
  const settled = (losses: readonly (number | undefined)[], finished = false): boolean => {
    const epochs = epochsOf(losses.map((loss) => (loss === undefined ? {} : { loss })));
    return isSettled({ epochs, averagesExactly: true }, finished, defaultLimits.rules);
  };

  it('waits for eight epochs and a loss that stopped to improve', () => {
    assert.equal(settled([1, 1, 1, 1, 1, 1, 1]), false);
    assert.equal(settled([1, 1, 1, 1, 1, 1, 1, 1]), true);
    assert.equal(settled([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]), false);
    assert.equal(settled([1, 0.5, 0.4, 0.4, 0.41, 0.45, 0.5, 0.397]), true);
  });

  it('does not change with an epoch whose validation is still to come', () => {
    const learning = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.48, 0.47];
    for (const losses of [learning, [1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]]) {
      assert.equal(settled([...losses, undefined]), settled(losses));
    }
  });

  it('takes a finished run as it is, and cannot judge a live one without losses', () => {
    assert.equal(settled([1], true), true);
    assert.equal(settled(Array.from({ length: 20 }, () => undefined)), false);
  });
});

describe('applyPolicy', () => {
  const hides = finding('accuracy-hides-classes', ['a', 'b']);

  it('marks a finding whose classes its cause names, and only then', () => {
    const covered = finding('class-recall-low', ['b']);
    const other = finding('class-recall-low', ['b', 'c']);
    assert.equal(applyPolicy([hides, covered], rules, run, policy())[1]!.suppressedBy, hides.rule);
    assert.equal(applyPolicy([hides, other], rules, run, policy())[1]!.suppressedBy, undefined);
    assert.equal(applyPolicy([covered], rules, run, policy())[0]!.suppressedBy, undefined);
  });

  it('a class that is predicted too often is explained by the classes that its answers are taken from', () => {
    const lost = finding('never-predicted-class', ['birch']);
    const over = (takenFrom: readonly string[]): Finding =>
      finding('class-over-predicted', ['ash'], {
        severity: 'information',
        names: { classes: ['ash'], takenFrom },
      });
    assert.equal(applyPolicy([lost, over(['birch'])], rules, run, policy())[1]!.suppressedBy, lost.rule);
    assert.equal(
      applyPolicy([lost, over(['birch', 'elm'])], rules, run, policy())[1]!.suppressedBy,
      undefined,
    );
  });

  it('lets predictions that match no epoch say nothing of the log', () => {
    const epochs = epochsOf([{ accuracy: 0.5 }]);
    const log = { file: 'train.log', run: { epochs, averagesExactly: true } };
    const onLog = finding('accuracy-not-above-majority', undefined, {
      location: { file: 'train.log', span: { line: 3, start: 0, end: 4 } },
    });
    const matched = { ...run, log, predictions: { ...run.predictions!, match: { epochIndices: [0] } } };
    const unmatched = { ...run, log, predictions: { ...run.predictions!, match: { epochIndices: [] } } };
    assert.equal(applyPolicy([hides, onLog], rules, matched, policy())[1]!.suppressedBy, hides.rule);
    assert.equal(applyPolicy([hides, onLog], rules, unmatched, policy())[1]!.suppressedBy, undefined);
  });

  it('lets a lowered finding give way to a stronger one about the same classes', () => {
    const lowered = finding('never-predicted-class', ['b'], { severity: 'information' });
    const full = finding('never-predicted-class', ['b']);
    assert.equal(applyPolicy([hides, lowered], rules, run, policy())[1]!.suppressedBy, hides.rule);
    assert.equal(applyPolicy([hides, full], rules, run, policy())[1]!.suppressedBy, undefined);
  });

  it('lets a lowered finding hide nothing more severe than itself', () => {
    const lowered = finding('never-predicted-class', ['b'], { severity: 'information' });
    const rare = finding('class-recall-low', ['b']);
    const [first, second] = applyPolicy([lowered, rare], rules, run, policy());
    assert.equal(first!.suppressedBy, 'class-recall-low');
    assert.equal(second!.suppressedBy, undefined);
  });

  it('lets a log from some epoch on say nothing of predictions from before', () => {
    const epochs = epochsOf([{ accuracy: 0.5 }, { accuracy: 0.1 }]);
    const log = { file: 'train.log', run: { epochs, averagesExactly: true } };
    const at = (index: number): RunEvidence => ({
      ...run,
      log,
      predictions: { ...run.predictions!, match: { epochIndices: [index] } },
    });
    const broken = finding('loss-not-finite', undefined, {
      severity: 'error',
      location: { file: 'train.log', span: { line: 2, start: 0, end: 3 } },
    });
    assert.equal(applyPolicy([broken, hides], rules, at(0), policy())[1]!.suppressedBy, undefined);
    assert.equal(applyPolicy([broken, hides], rules, at(1), policy())[1]!.suppressedBy, broken.rule);
  });

  it('sets severities and mutes without dropping anything', () => {
    const lowered = finding('never-predicted-class', ['c'], { severity: 'information' });
    const set = policy({
      severities: new Map([
        ['accuracy-hides-classes', 'error'],
        ['never-predicted-class', 'error'],
      ]),
      mutedBecause: (rule) => (rule === 'accuracy-hides-classes' ? 'cost is per row' : undefined),
    });
    const [first, second] = applyPolicy([hides, lowered], rules, run, set);
    assert.equal(first!.severity, 'error');
    assert.equal(first!.mutedBecause, 'cost is per row');
    assert.equal(second!.severity, 'information');
    const hint = policy({ severities: new Map([['never-predicted-class', 'hint']]) });
    assert.equal(applyPolicy([lowered], rules, run, hint)[0]!.severity, 'hint');
  });
});
