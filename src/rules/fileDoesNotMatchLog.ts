import type { Finding } from '../core/finding.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { heldOutReading, placeIn } from '../core/trainingRun.ts';
import { headerCell, rowsOf } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'file-does-not-match-log';

/**
 * The predictions beside a log are those of none of its epochs.
 *
 * Exact: the accuracy of the file equals no logged accuracy of validation (of test where a log has no other) within its
 * printing, or the logged accuracies are no multiples of one over the rows of the file. Silent for a file of test rows
 * by its name, which match no validation accuracy and need not, and where the log has no such accuracy. Where one epoch
 * logs another definition of accuracy on these rows, it says so instead.
 */
export const fileDoesNotMatchLog: Rule = {
  id,
  title: 'Predictions are of no logged epoch',
  severity: 'information',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['rows-misaligned', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The last logged accuracy, ${say.rate(evidence['last']!)}.`,
};

function check({ log, predictions, validationSize }: RunEvidence): Finding | undefined {
  if (log === undefined || predictions?.match === undefined) return undefined;
  if (predictions.match.epochIndices.length > 0 || predictions.split === 'test') return undefined;
  const accuracy = predictions.evaluation.metrics.get('accuracy');
  const logged = log.run.epochs.flatMap((epoch) => heldOutReading(epoch, 'accuracy') ?? []);
  const last = logged.at(-1);
  if (accuracy?.kind !== 'value' || last === undefined) return undefined;
  const rows = rowsOf(predictions);
  const instead = predictions.reconciled?.find(({ metric, verb }) => metric === 'accuracy' && verb === 'may');
  const isOfOthers = validationSize?.exact === true && validationSize.value !== rows;
  return {
    rule: id,
    severity: 'information',
    verb: 'is',
    location: headerCell(predictions),
    evidence: {
      accuracy: accuracy.value,
      rows,
      lowest: logged.reduce((least, { value }) => Math.min(least, value), Infinity),
      highest: logged.reduce((most, { value }) => Math.max(most, value), -Infinity),
      last: last.value,
      ...(instead !== undefined
        ? { instead: instead.logged, epoch: instead.epoch }
        : isOfOthers
          ? { logRows: validationSize.value }
          : {}),
    },
    names: instead === undefined ? {} : { definition: instead.fits.map(({ title }) => title) },
    related: [{ location: placeIn(log, last), what: 'logged' }],
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { accuracy, rows, lowest, highest, logRows, instead, epoch } = evidence;
  const range = lowest === highest ? say.rate(lowest!) : say.interval(lowest!, highest!);
  const numbers = `Accuracy ${say.rate(accuracy!)} over ${say.count(rows!)} rows is that of no logged epoch (${range}`;
  if (instead !== undefined) {
    // The titles are words of this tool and no text of a file.
    const definition = (names['definition'] ?? []).join(' or ');
    return `${numbers}), but the logged ${say.rate(instead)} of epoch ${epoch!} is what they have as ${definition}: the log may call that accuracy. Look at how the training code computes it.`;
  }
  const why =
    logRows === undefined
      ? '): these predictions are of another run, of other weights or of other rows.'
      : ` over ${say.count(logRows)} rows): these predictions are of other rows.`;
  return `${numbers}${why} Write them again with the weights of a logged epoch, or keep them in a folder of their own.`;
}
