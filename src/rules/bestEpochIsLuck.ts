import type { Finding } from '../core/finding.ts';
import { normalQuantile } from '../core/normalQuantile.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';
import { valuesOf } from './series.ts';

const id = 'best-epoch-is-luck';

/**
 * The epoch that was kept for its accuracy leads the last one by no more than chance.
 *
 * With k the rows by which the best validation accuracy of a finished run leads the last: k ≤ 5, or k² below χ²(1) times
 * the errors of both epochs, passes no paired test, whichever rows they are. Nearly every run has such an epoch, so it
 * speaks only where it matters: the attached predictions are of the best epoch and of no other, and it leads by 0.02 or
 * more. Needs an exact number of rows of which every logged accuracy is a whole number.
 */
export const bestEpochIsLuck: Rule = {
  id,
  title: 'The best epoch may be luck',
  severity: 'information',
  verb: 'may',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy', 'constant-predictor', 'validation-at-chance'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The last epoch: accuracy ${say.rate(evidence['lastAccuracy']!)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, validationSize, finished } = evidence;
  if (log === undefined || validationSize?.exact !== true || !finished) return undefined;
  const values = valuesOf(log.run, 'validation', 'accuracy');
  const last = values.at(-1);
  if (last === undefined) return undefined;
  const best = values.reduce((a, b) => (b.reading.value > a.reading.value ? b : a));
  if (!isKept(evidence, best.index)) return undefined;
  const rows = validationSize.value;
  if (!values.every(({ reading }) => isWholeRows(reading, rows))) return undefined;
  const right = (reading: { value: number }): number => Math.round(reading.value * rows);
  const lead = right(best.reading) - right(last.reading);
  const { luckLead, luckRows } = limits.rules.log;
  if (lead <= 0 || lead / rows < luckLead) return undefined;
  const errors = 2 * rows - right(best.reading) - right(last.reading);
  const square = normalQuantile((1 - limits.confidence) / 2) ** 2;
  if (lead >= luckRows && lead ** 2 >= square * errors) return undefined;
  const losses = valuesOf(log.run, 'validation', 'loss');
  const lowest = losses[0] && losses.reduce((a, b) => (b.reading.value < a.reading.value ? b : a));
  return {
    rule: id,
    severity: 'information',
    verb: 'may',
    location: placeIn(log, best.reading),
    evidence: {
      lead,
      rows,
      leadShare: lead / rows,
      bestAccuracy: best.reading.value,
      lastAccuracy: last.reading.value,
      epoch: best.epoch,
      epochs: values.length,
      few: lead < luckRows ? 1 : 0,
      least: luckRows,
      ...(lowest === undefined
        ? {}
        : {
            lowestLoss: lowest.reading.value,
            lowestLossEpoch: lowest.epoch,
            lastLoss: losses.at(-1)!.reading.value,
          }),
    },
    names: {},
    related: [{ location: placeIn(log, last.reading), what: 'last' }],
  };
}

/** True if the attached predictions are those of this epoch, and can be of no other. */
function isKept({ predictions }: RunEvidence, epoch: number): boolean {
  const indices = predictions?.match?.epochIndices ?? [];
  return indices.length > 0 && indices.every((index) => index === epoch);
}

function isWholeRows({ value, tolerance }: { value: number; tolerance: number }, rows: number): boolean {
  return (
    tolerance * rows < 0.5 && Math.abs(value * rows - Math.round(value * rows)) <= tolerance * rows + 1e-6
  );
}

function message({ evidence }: Finding, say: Say): string {
  const { lead, rows, bestAccuracy, lastAccuracy, epoch, epochs, few, least } = evidence;
  const why =
    few === 1
      ? `a lead of fewer than ${say.count(least!)} rows passes no paired test`
      : 'so small a lead passes no paired test, whichever rows it is';
  return (
    `Epoch ${say.count(epoch!)} (${say.rate(bestAccuracy!)}) leads the last (${say.rate(lastAccuracy!)}) by ` +
    `${say.count(lead!)} of ${say.count(rows!)} rows: that may be luck, as the best of ${say.count(epochs!)} epochs; ${why}. ` +
    `These predictions are of that epoch, so their accuracy flatters the model. Keep the epoch of lowest validation loss, ` +
    `and quote the accuracy of a test set.`
  );
}
