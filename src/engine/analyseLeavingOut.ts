import type { Analysis } from '../analysis/analysis.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { messageOf } from './byteSource.ts';
import type { Engine } from './client.ts';

/** A document that the analysis goes without, and why in one line. */
export interface LeftOutDocument {
  readonly path: string;
  readonly message: string;
}

/** Documents left out at most: after that the fault is not one file's. */
const mostLeftOut = 3;

/**
 * The analysis of open documents, without the largest ones where it does not succeed with them: one file that takes too
 * long or too much memory must not cost the others their answer. `sizes` are bytes by path. Undefined if a later call
 * for the same documents took its place; rejects with one line if leaving out does not help.
 */
export async function analyseLeavingOut(
  engine: Pick<Engine, 'analyse'>,
  context: AnalysisContext,
  sizes: ReadonlyMap<string, number>,
): Promise<{ analysis: Analysis; leftOut: readonly LeftOutDocument[] } | undefined> {
  const leftOut: LeftOutDocument[] = [];
  const bySize = [...sizes].sort(([, a], [, b]) => a - b).map(([path]) => path);
  for (;;) {
    try {
      const analysis = await engine.analyse(context, bySize);
      return analysis === undefined ? undefined : { analysis, leftOut };
    } catch (error) {
      if (bySize.length < 2 || leftOut.length >= mostLeftOut) throw error;
      leftOut.push({ path: bySize.pop()!, message: messageOf(error) });
    }
  }
}
