import type { RunAnalysis } from '../analysis/analysis.ts';
import { clean } from './clean.ts';

const nameLimit = 80;

/** What a run is called: its id, and the name that its file has for it, where that holds several. */
export function runTitle({ id, name }: Pick<RunAnalysis, 'id' | 'name'>, limit = 1_000): string {
  return name === undefined ? clean(id, limit) : `${clean(id, limit)} (${clean(name, nameLimit)})`;
}
