/** Makes the committed pack of this project's own trainings again: node test/bench/pack/generate.ts [file] */
import { packs, writePack } from './benchRun.ts';
import type { BenchRun } from './benchRun.ts';
import { recipes } from './recipes.ts';
import { makeRun } from './training.ts';

const runs: BenchRun[] = [];
for (const recipe of recipes) {
  const started = performance.now();
  for (let index = 0; index < recipe.runs; index++) runs.push(makeRun(recipe, index));
  const own = runs.slice(-recipe.runs);
  const ends = own.map(
    ({ truth, log }) => `${truth.accuracy.at(-1)?.toFixed(2) ?? '-'} (${log.loss.length})`,
  );
  console.log(`${recipe.name}: ${ends.join(', ')}; ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
const bytes = writePack(process.argv[2] ?? packs[0]!.path, runs);
console.log(`${runs.length} runs, ${bytes} bytes`);
