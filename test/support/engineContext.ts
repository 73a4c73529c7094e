import type { AnalysisContext } from '../../src/analysis/context.ts';
import { defaultLimits } from '../../src/core/limits.ts';

/** A context that declares nothing; the given paths are still being written. */
export function contextOf(live: readonly string[] = []): AnalysisContext {
  return { limits: defaultLimits, folderCounts: [], live, declared: {} };
}
