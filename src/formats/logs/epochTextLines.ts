import { isClassificationMetric } from '../metricNames.ts';
import { epochTextLine } from './epochTextLine.ts';
import type { TextLine } from './epochTextLine.ts';
import type { TextValue } from './textValue.ts';
import { epochTextLog } from './epochTextLog.ts';
import { nameMeanings } from './epochTextNames.ts';
import { epochTextRuns } from './epochTextRuns.ts';
import type { EpochTextRuns } from './epochTextRuns.ts';
import type { LogLines } from './textLog.ts';
import { isClassified } from './valuedRuns.ts';

/** Gathers the lines of a text log; where none names an epoch, lines of a step with a validation are epochs. */
export function epochTextLines(): LogLines & { epochs(): EpochTextRuns; ofOther(): boolean } {
  const byEpoch = epochTextRuns();
  const byStep = epochTextRuns();
  const isInSummary = trainingSummary();
  const meaningOf = nameMeanings();
  let ofOther = false;
  const epochs = (): EpochTextRuns => (byEpoch.runs().length > 0 ? byEpoch : byStep);
  const isOurs = (): boolean =>
    epochs()
      .runs()
      .some((run) => run.epochs.some(({ values }) => isClassified(values.values())));
  return {
    line: (text, number) => {
      if (isInSummary(text)) return;
      const line = epochTextLine(text, number, meaningOf);
      if (line === undefined) return;
      ofOther ||= line.ofOther;
      if (isEvaluatedStep(line)) {
        byStep.line({ ...line, epoch: { number: line.step! }, stepped: false, running: false });
      }
      byEpoch.line(line);
    },
    gathered: (isOver) => {
      const log = epochTextLog(epochs());
      // A log that begins with bars is taken on trust until it is over or shows a metric of something else.
      const isTrusted = !isOver && !ofOther;
      return isTrusted || isOurs() ? log : { runs: [], problems: log.problems };
    },
    ofOther: () => ofOther,
    epochs,
  };
}

/** A step with a loss and a metric of validation; a search for settings counts iterations too, and prints no loss. */
function isEvaluatedStep({ step, values }: TextLine): boolean {
  const isValidated = ({ split, metric }: TextValue): boolean =>
    split === 'validation' && isClassificationMetric(metric);
  return step !== undefined && values.some(isValidated) && values.some(({ metric }) => metric === 'loss');
}

/** Hugging Face sums up the whole training in a block of lines, whose loss is no epoch's. */
function trainingSummary(): (text: string) => boolean {
  let inside = false;
  return (text) => {
    if (text.includes('*****')) inside = /\*{5} train metrics \*{5}/.test(text);
    else if (inside && !/^\s{1,8}\w+\s+=/.test(text)) inside = false;
    return inside;
  };
}
