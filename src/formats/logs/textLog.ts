import type { ReadingLimits } from '../../core/limits.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Head, Reader, ReadResult } from '../format.ts';
import { lineReader, lineSplitter, linesOfBytes } from '../lines.ts';
import type { LineSink } from '../lines.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { besideEpochs } from './besideEpochs.ts';
import type { GatheredRuns } from './valuedRuns.ts';

/** Characters of a line above which it is none of a logger: fifty metrics have some 2,000. */
export const longestLine = 32_768;

/** Gathers the lines of a text log into runs. */
export interface LogLines {
  readonly line: LineSink;
  /** The runs so far; `isOver` is true once no further line can change them. */
  gathered(isOver: boolean): GatheredRuns;
}

/** Gives the lines of a file's start; a last one without an end only where the file ends there. */
export function feedHead(head: Head, sink: LineSink): void {
  const splitter = lineSplitter(head.text.length, sink);
  splitter.push(head.text);
  if (head.complete) splitter.end();
}

/** Reads a text log with all that stands beside its epochs; `nothing` says why there is no run. */
export function textLogReader(
  limits: ReadingLimits,
  lines: LogLines,
  nothing: (isOver: boolean) => string,
): Reader<TrainingLog> {
  const beside = besideEpochs(limits.classes);
  const feed = linesOfBytes(limits, (text, line) => {
    lines.line(text, line);
    beside.line(text, line);
  });
  const result = (isOver: boolean): ReadResult<TrainingLog> => {
    const log = lines.gathered(isOver);
    const problems = [...log.problems, ...beside.problems(), ...overlongProblem(feed, limits)];
    if (log.runs.length > 0) return { document: beside.withRuns(log.runs), problems };
    return { problems: [...problems, { kind: 'refused', message: nothing(isOver) }] };
  };
  return lineReader(feed, result);
}
