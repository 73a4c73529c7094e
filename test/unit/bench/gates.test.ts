import assert from 'node:assert/strict';
import { wilson } from '../../../src/core/intervals.ts';
import { rules } from '../../../src/rules/all.ts';
import { findingsOf } from '../../bench/findings.ts';
import { firingCounts, nullCounts, nullSizes, simulations } from '../../bench/nulls.ts';
import { packs, readPack } from '../../bench/pack/benchRun.ts';
import { renderers } from '../../bench/renderers/all.ts';
import { replay } from '../../bench/replay.ts';
import { casesOf, falselyAlarmed, isShown, tallyWith } from '../../bench/report.ts';
import { isGrave } from '../../bench/claim.ts';
import { claims, isHealthy, withoutTruth } from '../../bench/truths.ts';

const allowedShare = 0.02;
const allowedUpper = 0.05;
const leastNegatives = 150;
const nullDraws = 150;

describe('rules on training runs whose truth is known', () => {
  const runs = packs.flatMap(({ path }) => readPack(path));
  const healthy = runs.filter(isHealthy);
  const [reference] = renderers;

  it('every rule has a claim, or a reason why it has none', () => {
    for (const { id } of rules) {
      assert.equal(
        claims.some(({ rule }) => rule === id),
        !withoutTruth.has(id),
        id,
      );
    }
  });

  for (const claim of claims) {
    const severity = rules.find(({ id }) => id === claim.rule)?.severity;
    if (severity !== 'warning' && severity !== 'error') continue;
    it(`${claim.rule}, ${claim.title}: at most 2 % false Warnings`, () => {
      for (const evidence of ['counts', 'predictions'] as const) {
        const { falseAlarms, negatives, positives } = tallyWith(
          casesOf(claim, runs),
          claim,
          reference!,
          evidence,
          isGrave,
        );
        // A fault of a prediction file is no matter of class counts.
        if (negatives + positives === 0 && evidence === 'counts') continue;
        assert.ok(negatives >= leastNegatives, `${negatives} runs or classes of which it is not true`);
        const message = `${falseAlarms} of ${negatives}, with ${evidence}`;
        assert.ok(falseAlarms <= allowedShare * negatives, message);
        assert.ok(wilson(falseAlarms, negatives, 0.95)[1] <= allowedUpper, message);
      }
    });
  }

  it('at most one Warning is shown on a healthy run, however its log is written', () => {
    for (const [position, renderer] of renderers.entries()) {
      // A third of the runs for each other writer: with all of them this test takes 25 s instead of 10.
      const some = healthy.filter((_, index) => renderer === reference || (index + position) % 3 === 0);
      for (const run of some) {
        const shown = (findingsOf(run, renderer, 'predictions') ?? []).filter(
          (finding) => isGrave(finding) && isShown(finding),
        );
        const which = shown.map(({ rule }) => rule).join(', ');
        assert.ok(shown.length <= 1, `${run.id} as ${renderer.title}: ${which}`);
      }
    }
  });

  it('no healthy run raises a false Warning at any moment while its log grows', () => {
    for (const run of healthy) {
      const fired = [...replay(run, reference!).keys()];
      assert.ok(!falselyAlarmed(run, fired), `${run.id}: ${fired.join(', ')}`);
    }
  });
});

describe('rules on simulated prediction files', () => {
  for (const simulation of simulations) {
    it(`${simulation.name}: false Warnings in at most 1.3 times 5 % of files`, () => {
      for (const counts of nullCounts) {
        for (const rows of nullSizes.slice(0, 3)) {
          const fired = firingCounts(simulation, counts, rows, nullDraws);
          for (const rule of simulation.false) {
            const hits = fired.get(rule) ?? 0;
            const message = `${rule}: ${hits} of ${nullDraws}, counts ${counts.join('/')}, ${rows} rows`;
            assert.ok(hits <= 1.3 * 0.05 * nullDraws, message);
          }
        }
      }
    });
  }
});
