import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { packLines, packs, readPack } from '../../bench/pack/benchRun.ts';
import { recipes } from '../../bench/pack/recipes.ts';
import { makeRun } from '../../bench/pack/training.ts';
import { isHealthy } from '../../bench/truths.ts';

/** Recipes whose runs take less than a second each. */
const quick = ['fine-tuned', 'three epochs', 'boosted stumps', 'not a number', 'fraud at 0.2 %'];

describe('the labelled runs', () => {
  const runs = packs.flatMap(({ path }) => readPack(path));

  it('hold 150 healthy runs and more, half of them not of the own generator', () => {
    const healthy = runs.filter(isHealthy);
    const own = healthy.filter(({ maker }) => maker === 'own generator').length;
    assert.ok(healthy.length >= 150, `${healthy.length} healthy runs`);
    assert.ok(healthy.length - own >= 75, `${healthy.length - own} healthy runs of libraries`);
  });

  it('take at most 3 MB and no name twice', () => {
    const bytes = packs.reduce((sum, { path }) => sum + statSync(path).size, 0);
    assert.ok(bytes <= 3_000_000, `${bytes} bytes`);
    assert.equal(new Set(runs.map(({ id }) => id)).size, runs.length);
  });

  it('hold for each epoch what was logged and what is true, and for each row its answer', () => {
    for (const { id, log, truth, validationCounts, rows } of runs) {
      const lengths = [...Object.values(log), ...Object.values(truth)].map(({ length }) => length);
      assert.equal(new Set(lengths).size, 1, id);
      const counted = validationCounts.map(
        (_, label) => rows?.actual.filter((actual) => actual === label).length,
      );
      assert.deepEqual(counted, [...validationCounts], id);
    }
  });

  for (const name of quick) {
    it(`come out of the generator to the last digit: ${name}`, () => {
      const recipe = recipes.find((one) => one.name === name)!;
      const stored = packLines(packs[0]!.path).find((line) => line.startsWith(`{"id":"${name}-1"`));
      assert.equal(JSON.stringify(makeRun(recipe, 1)), stored);
    });
  }
});
