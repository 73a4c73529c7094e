import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyse } from '../../../src/analysis/analyse.ts';
import { drawnCurve } from '../../../src/analysis/drawnCurve.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { Measured } from '../../../src/core/measured.ts';
import { runText } from '../../../src/report/text.ts';
import { makeTable } from '../core/makeTable.ts';

/** Scores that a reader would refuse, and such as a float32 softmax may write. */
const strange = [NaN, Infinity, -Infinity, 5e-324, -5e-324, 1e-310, 1e308, -1e308, -0, 0, 1e-45, 0.5, 1, 2];

const someRows = fc.integer({ min: 2, max: 4 }).chain((classes) =>
  fc.array(
    fc.record({
      actual: fc.nat(classes - 1),
      predicted: fc.nat(classes - 1),
      scores: fc.array(fc.oneof(fc.constantFrom(...strange), fc.double()), {
        minLength: classes,
        maxLength: classes,
      }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
);

function isSound(measured: Measured): boolean {
  if (measured.kind === 'undefined') return measured.reason !== '';
  return [measured.value, ...(measured.interval ?? []), measured.chance ?? 0].every(Number.isFinite);
}

describe('an analysis of scores that are no numbers, infinite, tiny or all 0', () => {
  it('ends, throws nothing, and shows no value that is not finite', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const table = makeTable({
          actual: rows.map(({ actual }) => actual),
          predicted: rows.map(({ predicted }) => predicted),
          scores: rows.map(({ scores }) => scores),
        });
        const [run] = analyse(
          [{ path: 'p.csv', format: 'prediction-csv', result: { document: table, problems: [] } }],
          { limits: defaultLimits, folderCounts: [], live: [], declared: {} },
        ).runs;
        const { metrics, perClass } = run!.evaluation!;
        for (const values of [metrics, ...perClass.map((one) => one.metrics)]) {
          for (const [id, measured] of values) assert.ok(isSound(measured), id);
        }
        for (const { evidence } of run!.findings) assert.ok(Object.values(evidence).every(Number.isFinite));
        for (const index of table.labels.keys()) drawnCurve(table, index);
        assert.doesNotMatch(runText(run!, 'p.csv', { width: 80, colour: false }), /NaN|Infinity/);
      }),
      { numRuns: 500 },
    );
  });
});
