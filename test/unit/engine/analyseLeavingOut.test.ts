import assert from 'node:assert/strict';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import type { AnalysisContext } from '../../../src/analysis/context.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { analyseLeavingOut } from '../../../src/engine/analyseLeavingOut.ts';

const context: AnalysisContext = { limits: defaultLimits, folderCounts: [], live: [], declared: {} };

/** An engine that fails while it is given a document it cannot take. */
function engineWithout(...hostile: readonly string[]): {
  asked: (readonly string[])[];
  analyse(context: AnalysisContext, paths?: readonly string[]): Promise<Analysis>;
} {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    analyse: (_context, paths = []) => {
      asked.push([...paths]);
      if (paths.some((path) => hostile.includes(path))) return Promise.reject(new Error('took too long'));
      return Promise.resolve({ runs: [], files: paths.map((path) => ({ path, problems: [] })) });
    },
  };
}

describe('analyseLeavingOut', () => {
  const sizes = new Map([
    ['small.log', 10],
    ['huge.log', 1_000_000],
    ['other.csv', 200],
  ]);

  it('asks once where all goes well', async () => {
    const engine = engineWithout();
    const result = await analyseLeavingOut(engine, context, sizes);
    assert.equal(result?.analysis.files.length, 3);
    assert.deepEqual(result.leftOut, []);
    assert.equal(engine.asked.length, 1);
  });

  it('leaves the largest file out, with its line, and answers for the others', async () => {
    const result = await analyseLeavingOut(engineWithout('huge.log'), context, sizes);
    assert.deepEqual(
      result?.analysis.files.map(({ path }) => path),
      ['small.log', 'other.csv'],
    );
    assert.deepEqual(result.leftOut, [{ path: 'huge.log', message: 'took too long' }]);
  });

  it('gives up where leaving out does not help', async () => {
    await assert.rejects(analyseLeavingOut(engineWithout('small.log'), context, sizes), /took too long/);
  });
});
