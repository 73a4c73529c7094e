import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { accuracyPermitsMissedClass } from '../../../src/rules/accuracyPermitsMissedClass.ts';
import { lossAccuracyImpossible } from '../../../src/rules/lossAccuracyImpossible.ts';
import { neverPredictedClass } from '../../../src/rules/neverPredictedClass.ts';
import { epochsOf, evidenceOf, logEvidence, tableOf } from '../rules/evidenceOf.ts';

/** Counts by actual (row) and predicted (column) class; every class has a row. */
const matrices = fc.integer({ min: 2, max: 6 }).chain((classes) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: classes, maxLength: classes }), {
      minLength: classes,
      maxLength: classes,
    })
    .filter((cells) => cells.every((row) => row.some((count) => count > 0))),
);

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

describe('exact rules on random confusion matrices', () => {
  it('loss-accuracy-impossible: never on the cross-entropy and accuracy of the same rows', () => {
    fc.assert(
      fc.property(
        matrices,
        fc.double({ min: 0.0001, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 7 }),
        (cells, sureness, decimals) => {
          const rows = sum(cells.flat());
          const right = sum(cells.map((row, label) => row[label]!));
          // The lowest loss that answers of this matrix can have, and up: the actual class all but level with the answer.
          const loss = ((rows - right) * (Math.LN2 + 1e-9) + right * sureness * 0.01) / rows;
          const values = [{ accuracy: rounded(right / rows, decimals), loss: rounded(loss, decimals) }];
          const evidence = logEvidence(epochsOf(values, 0.5 * 10 ** -decimals));
          assert.equal(lossAccuracyImpossible.check(evidence, defaultLimits), undefined);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('accuracy-permits-missed-class: its bounds hold the balanced accuracy of every matrix of these counts', () => {
    fc.assert(
      fc.property(matrices, (cells) => {
        const supports = cells.map(sum);
        const rows = sum(supports);
        const accuracy = sum(cells.map((row, label) => row[label]!)) / rows;
        const recalls = cells.map((row, label) => row[label]! / supports[label]!);
        const evidence: RunEvidence = logEvidence(epochsOf([{ accuracy }]), {
          classCounts: { validation: new Map(supports.map((count, label) => [`class ${label}`, count])) },
          validationSize: { value: rows, source: 'counts', exact: true },
        });
        const finding = accuracyPermitsMissedClass.check(evidence, defaultLimits);
        const missed = recalls.filter((recall, label) => recall === 0 && supports[label]! >= 2).length;
        // It counts errors on the smallest classes first, and says nothing where only classes of one row are among these.
        const isTiny = supports.includes(1);
        assert.ok(
          missed === 0 || isTiny || finding !== undefined,
          'a class is missed and none was called possible',
        );
        if (finding === undefined) return;
        const balanced = sum(recalls) / recalls.length;
        assert.ok(
          balanced >= finding.evidence['low']! - 1e-9 && balanced <= finding.evidence['high']! + 1e-9,
        );
        assert.ok(recalls.filter((recall) => recall === 0).length <= finding.evidence['missable']!);
      }),
      { numRuns: 500 },
    );
  });

  it('never-predicted-class: exactly the classes that no row was given', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 5 }), (cells, emptied) => {
        const classes = cells.length;
        const moved = cells.map((row) =>
          row.map((count, label) =>
            emptied >= classes
              ? count
              : label === emptied
                ? 0
                : label === (emptied + 1) % classes
                  ? count + row[emptied]!
                  : count,
          ),
        );
        const unused = moved[0]!.flatMap((_, label) =>
          sum(moved.map((row) => row[label]!)) === 0 ? [label] : [],
        );
        const finding = neverPredictedClass.check(evidenceOf(tableOf(moved)), defaultLimits);
        const named = finding?.names['classes'] ?? [];
        const labels = unused.map((label) => `class ${String.fromCharCode(97 + label)}`);
        assert.ok(
          named.every((label) => labels.includes(label)),
          named.join(),
        );
        assert.equal(finding === undefined, unused.length === 0);
      }),
      { numRuns: 300 },
    );
  });
});
