import type { Problem } from '../core/problem.ts';
import type { ReadResult } from './format.ts';
import type { JsonFault } from './jsonTolerant.ts';

/** Why a JSON document gives nothing: it is half written, or no JSON. `consequence` says what is not used. */
export function jsonRefusal(
  fault: JsonFault,
  lineOf: (offset: number) => number,
  consequence: string,
): ReadResult<never> {
  const line = lineOf(fault.offset);
  const why = fault.cut
    ? `Ends in the middle of the JSON (line ${line + 1}): still being written, or cut`
    : `Is not JSON at line ${line + 1}: ${fault.message}`;
  const problem: Problem = { kind: 'refused', message: `${why}. ${consequence}`, line };
  return { problems: [problem], ...(fault.cut ? { unfinished: true } : {}) };
}
