import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { accuracyHidesClasses } from '../../../src/rules/accuracyHidesClasses.ts';
import { classRecallLow } from '../../../src/rules/classRecallLow.ts';
import { neverPredictedClass } from '../../../src/rules/neverPredictedClass.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { evidenceOf, tableOf } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

function check(rule: Rule, cells: readonly (readonly number[])[]): Finding | undefined {
  return rule.check(evidenceOf(tableOf(cells)), defaultLimits);
}

describe('accuracy-hides-classes', () => {
  it('follows the formula of the gap on a worked example', () => {
    // Shares 0.9 and 0.1, recalls 1 and 0.1: accuracy 0.91, balanced accuracy 0.55, gap 0.36.
    const finding = check(accuracyHidesClasses, [
      [180, 0],
      [18, 2],
    ])!;
    assert.ok(Math.abs(finding.evidence['gap']! - 0.36) < 1e-12);
    // r̃ = 181/182 and 3/22, each weighed by 0.4² over n + 2.
    const variance = 0.16 * (((181 / 182) * (1 / 182)) / 182 + ((3 / 22) * (19 / 22)) / 22);
    assert.ok(
      Math.abs(finding.evidence['gapLow']! - (0.36 - 1.6448536269514722 * Math.sqrt(variance))) < 1e-12,
    );
  });

  it('names classes that lie below accuracy, the surest first', () => {
    const finding = check(accuracyHidesClasses, [
      [170, 5, 5],
      [30, 6, 0],
      [17, 0, 0],
    ])!;
    assert.deepEqual(finding.names['classes'], ['class c', 'class b']);
    assert.match(
      accuracyHidesClasses.say(finding, plainSay),
      /^Accuracy 0\.76 hides 'class c': 0 of 17 found \(recall 0\.00, 95 % 0\.00–0\.18\).*Also low: 'class b' 6 of 36\./,
    );
  });

  it('needs a gap, and never fires on classes of equal size', () => {
    const half = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(half, half, half, (a, b, c) => {
        const cells = [
          [a, 30 - a, 0],
          [0, b, 30 - b],
          [30 - c, 0, c],
        ];
        assert.equal(check(accuracyHidesClasses, cells), undefined);
      }),
    );
  });
});

describe('never-predicted-class', () => {
  it('fires exactly where a class with rows has an empty column', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 }), {
          minLength: 3,
          maxLength: 3,
        }),
        (cells) => {
          const support = cells.map((row) => row.reduce((sum, count) => sum + count, 0));
          const columns = [0, 1, 2].map((column) => cells.reduce((sum, row) => sum + row[column]!, 0));
          const never = support.filter((rows, index) => rows > 0 && columns[index] === 0);
          const finding = check(neverPredictedClass, cells);
          const enoughClasses = support.filter((rows) => rows > 0).length >= 2;
          assert.equal(finding !== undefined, enoughClasses && never.length > 0);
          if (finding === undefined) return;
          assert.equal(finding.severity, Math.max(...never) >= 9 ? 'warning' : 'information');
        },
      ),
    );
  });

  it('gives the first row of the class as related place and names who takes it', () => {
    const finding = check(neverPredictedClass, [
      [20, 1, 0],
      [2, 20, 0],
      [4, 9, 0],
    ])!;
    assert.deepEqual(finding.related[0]?.location.span, { line: 44, start: 0, end: 1 });
    assert.match(
      neverPredictedClass.say(finding, plainSay),
      /^'class c' is never predicted: 0 of 13 found .*'class b' takes 9 of its rows\./,
    );
  });
});

describe('class-recall-low', () => {
  const others = [36, 36, 36, 36];
  const cells = (found: number): number[][] => [
    [found, 40 - found, 0, 0, 0],
    ...others.map((right, index) =>
      [4, 0, 0, 0, 0].map((count, column) => (column === index + 1 ? right : count)),
    ),
  ];

  it('is monotonic: fewer found rows never silence it', () => {
    const fired = Array.from({ length: 30 }, (_, found) => check(classRecallLow, cells(found)) !== undefined);
    assert.equal(fired[0], true);
    assert.equal(fired[29], false);
    assert.equal(fired.lastIndexOf(true), fired.indexOf(false) - 1);
  });

  it('is silent where every class has the same recall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), (found, missed) => {
        assert.equal(
          check(classRecallLow, [
            [found, missed],
            [missed, found],
          ]),
          undefined,
        );
      }),
    );
  });
});
