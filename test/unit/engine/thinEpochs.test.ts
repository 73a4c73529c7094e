import assert from 'node:assert/strict';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { thinEpochs } from '../../../src/engine/thinEpochs.ts';

function runOf(values: readonly number[], more: Partial<RunAnalysis> = {}): RunAnalysis {
  const span = (line: number) => ({ line, start: 3, end: 20 });
  return {
    id: 'a.log',
    rung: 'E0',
    files: [{ path: 'a.log', role: 'log', format: 'testLog', formatTitle: 'Test log' }],
    classCounts: {},
    epochs: values.map((value, line) => ({
      epoch: line,
      line,
      readings: ['loss', 'accuracy'].map((metric) => ({
        split: 'validation',
        metric,
        value,
        tolerance: 5e-9,
        span: span(line),
      })),
    })),
    finished: true,
    findings: [],
    problems: [],
    ...more,
  };
}

describe('thinning the epochs of a long log', () => {
  it('keeps a run that fits as it is', () => {
    const run = runOf([1, 2, 3]);
    assert.equal(thinEpochs(run, 10_000), run);
  });

  it('keeps first, last, best and worst, what findings and matches point at, and counts the rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 300, maxLength: 600 }),
        fc.nat(299),
        fc.nat(299),
        (values, found, matched) => {
          const location = { file: 'a.log', span: { line: found, start: 3, end: 20 } };
          const run = runOf(values, {
            match: { epochIndices: [matched] },
            findings: [
              {
                rule: 'loss-not-finite',
                severity: 'warning',
                verb: 'is',
                location,
                evidence: {},
                names: {},
                related: [],
              },
            ],
          });
          const thin = thinEpochs(run, 20_000);
          const lines = thin.epochs.map(({ line }) => line);
          const best = values.indexOf(Math.min(...values));
          const worst = values.indexOf(Math.max(...values));
          for (const line of [0, values.length - 1, best, worst, found, matched])
            assert.ok(lines.includes(line));
          assert.deepEqual(
            lines,
            [...lines].sort((a, b) => a - b),
          );
          assert.equal(thin.epochs.length + thin.epochsLeftOut!, values.length);
          assert.equal(thin.epochs[thin.match!.epochIndices[0]!]!.line, matched);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps to its budget as bytes are really counted', () => {
    const thin = thinEpochs(
      runOf(Array.from({ length: 50_000 }, (_, index) => 1 / (index + 1.5))),
      1_000_000,
    );
    const bytes = serialize(thin.epochs).length;
    assert.ok(bytes < 1_100_000 && bytes > 600_000, `${bytes} bytes`);
  });
});
