import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { checkReading } from './checkReading.ts';
import { mutated, randomNumbers } from './mutate.ts';

/** Fixtures are cut to this: broken places matter, not length. */
const longest = 6_000;

/** Files made and read by one test: some seconds. */
const filesMade = 300;

const folder = new URL('../fixtures/', import.meta.url);
const fixtures = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.expected\.json$|^expected\.json$|\.md$/.test(entry.name))
  .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`).subarray(0, longest))
  .sort((a, b) => a.compare(b));

describe('readers of broken files', function () {
  this.timeout(60_000);

  it('have files to break', () => assert.ok(fixtures.length > 20));

  for (const seed of [1, 2, 3]) {
    it(`throw nothing, give no NaN and the same for any cut: seed ${seed}`, () => {
      const random = randomNumbers(seed);
      const any = (): Uint8Array => fixtures[Math.floor(random() * fixtures.length)]!;
      for (let made = 0; made < filesMade; made++) {
        const bytes = mutated(any(), any(), random);
        try {
          checkReading(bytes, random);
        } catch (error) {
          const what = `file ${made} of seed ${seed}: ${JSON.stringify(Buffer.from(bytes).toString('latin1'))}`;
          throw new Error(what, { cause: error });
        }
      }
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
  }
});
