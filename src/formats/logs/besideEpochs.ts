import type { Problem } from '../../core/problem.ts';
import type { TrainingLog, TrainingRun } from '../../core/trainingRun.ts';
import { reportLines } from '../classReports/reportLines.ts';
import { toldLines } from '../told/toldLines.ts';

/** Gathers what a text log holds besides its epochs: classification reports, and what it says of its rows and classes. */
export interface BesideEpochs {
  readonly line: (text: string, line: number) => void;
  problems(): readonly Problem[];
  /** The log of these runs with all that stands beside them. */
  withRuns(runs: readonly TrainingRun[]): TrainingLog;
}

/** Takes every line of a text log; `mostClasses` is the limit of one report. */
export function besideEpochs(mostClasses: number): BesideEpochs {
  const reports = reportLines(mostClasses);
  const rows = toldLines();
  return {
    line: (text, line) => {
      reports.line(text, line);
      rows.line(text, line);
    },
    problems: () => reports.problems(),
    withRuns: (runs) => {
      const printed = reports.reports();
      const told = rows.told();
      return {
        kind: 'log',
        runs,
        ...(printed.length === 0 ? {} : { reports: printed }),
        ...(told.length === 0 ? {} : { told: [...told] }),
      };
    },
  };
}
