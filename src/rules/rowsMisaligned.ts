import type { Finding } from '../core/finding.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import { normalQuantile } from '../core/normalQuantile.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { heldOutReading, placeIn } from '../core/trainingRun.ts';
import type { Reading } from '../core/trainingRun.ts';
import { surelyPermuted } from './labelMapPermuted.ts';
import { headerCell } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { median } from './series.ts';

const id = 'rows-misaligned';

type Predictions = NonNullable<RunEvidence['predictions']>;

/**
 * The labels and the answers of a file have nothing to do with each other although the model of its log works.
 *
 * Cohen's kappa is within 2.58 standard errors of 0 (those under independence), and the median of the last five logged
 * accuracies lies above the 99 % interval of the file's. That answers so distributed could reach the logged accuracy, if
 * only their rows were ordered otherwise, is asked first: a model that answers one class for all could not. An Error where
 * the log or the class counts say that it is of so many rows; a Warning where they do not. Silent for a file of another
 * number of rows, of test rows by its name, of an epoch whose accuracy and loss it has, where the labels are permuted,
 * and under importance weights. Variance of kappa: Fleiss, Cohen and Everitt 1969.
 */
export const rowsMisaligned: Rule = {
  id,
  title: 'Rows are shuffled against their labels',
  severity: 'error',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'label-map-permuted'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The last logged accuracy, ${say.rate(evidence['last']!)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, predictions, validationSize } = evidence;
  const matrix = predictions?.evaluation.confusionMatrix;
  if (log === undefined || predictions === undefined || matrix === undefined) return undefined;
  if (predictions.table.weights?.kind === 'importance' || predictions.split === 'test') return undefined;
  const agreement = agreementOf(matrix);
  const last = lastLogged(evidence, limits.rules.lastEpochs);
  if (agreement === undefined || last === undefined) return undefined;
  const { rows, right, reachable, kappa, error } = agreement;
  const strict = limits.rules.predictions;
  const errors = -normalQuantile(strict.strictAlpha / 2);
  const [low, high] = wilson(right, rows, 1 - strict.strictAlpha);
  if (Math.abs(kappa) > errors * error || !(high < last.median) || reachable < last.median * rows) {
    return undefined;
  }
  if (isOfOtherRows(validationSize, rows) || isOfAnEpoch(evidence, predictions)) return undefined;
  if (surelyPermuted(matrix, strict) !== undefined) return undefined;
  const isSameSize = validationSize?.exact === true && validationSize.source !== 'predictions';
  return {
    rule: id,
    severity: isSameSize ? 'error' : 'warning',
    verb: isSameSize ? 'shows' : 'may',
    location: headerCell(predictions),
    evidence: {
      accuracy: right / rows,
      accuracyLow: low,
      accuracyHigh: high,
      logged: last.median,
      last: last.reading.value,
      rows,
      kappa,
      reach: errors * error,
      sameSize: isSameSize ? 1 : 0,
    },
    names: {},
    related: [{ location: placeIn(log, last.reading), what: 'logged' }],
  };
}

/** A number of rows that the log or the class counts rule out. */
function isOfOtherRows(size: RunEvidence['validationSize'], rows: number): boolean {
  if (size === undefined) return false;
  return size.exact ? size.value !== rows : rows > size.value;
}

/**
 * True if the accuracy of the file is that of a logged epoch, unless its probabilities say otherwise: a model that has
 * learnt next to nothing is not surer of itself than a guess, and the loss of the epoch is another.
 */
function isOfAnEpoch({ log }: RunEvidence, { match, evaluation }: Predictions): boolean {
  const epochs = match?.epochIndices ?? [];
  const loss = evaluation.metrics.get('logLoss');
  if (epochs.length === 0 || loss?.kind !== 'value') return epochs.length > 0;
  if (loss.value < 1.2 * Math.log(evaluation.labels.length)) return true;
  return epochs.some((index) => {
    const logged = heldOutReading(log!.run.epochs[index]!, 'loss');
    return logged === undefined || Math.abs(logged.value - loss.value) < 0.1 * loss.value;
  });
}

/** Kappa with its standard error under independence, and how many rows could be right in another order of the answers. */
function agreementOf(
  matrix: readonly (readonly number[])[],
): { rows: number; right: number; reachable: number; kappa: number; error: number } | undefined {
  const support = matrix.map((cells) => cells.reduce((sum, count) => sum + count, 0));
  const answered = matrix.map((_, answer) => matrix.reduce((sum, cells) => sum + cells[answer]!, 0));
  const rows = support.reduce((sum, count) => sum + count, 0);
  if (support.filter((count) => count > 0).length < 2) return undefined;
  let right = 0;
  let reachable = 0;
  let chance = 0;
  let products = 0;
  support.forEach((count, index) => {
    const [actual, predicted] = [count / rows, answered[index]! / rows];
    right += matrix[index]![index]!;
    reachable += Math.min(count, answered[index]!);
    chance += actual * predicted;
    products += actual * predicted * (actual + predicted);
  });
  if (!(chance < 1)) return undefined;
  const kappa = (right / rows - chance) / (1 - chance);
  const error = Math.sqrt(Math.max(0, chance + chance * chance - products) / rows) / (1 - chance);
  return { rows, right, reachable, kappa, error };
}

/** The median of the last logged accuracies, and the last of them. */
function lastLogged(
  { log }: RunEvidence,
  epochs: number,
): { median: number; reading: Reading & { value: number } } | undefined {
  const readings = (log?.run.epochs ?? []).flatMap((epoch) => heldOutReading(epoch, 'accuracy') ?? []);
  const reading = readings.at(-1);
  if (reading === undefined) return undefined;
  return { median: median(readings.slice(-epochs).map(({ value }) => value)), reading };
}

function message({ evidence }: Finding, say: Say): string {
  const { accuracy, logged, rows, kappa, reach, sameSize } = evidence;
  const meaning =
    sameSize === 1
      ? 'labels and answers stand in different orders'
      : 'labels and answers may stand in different orders, or are not of this run';
  return (
    `Accuracy ${say.rate(accuracy!)} over ${say.count(rows!)} rows, ${say.rate(logged!)} in the log: ${meaning}. They agree ` +
    `no more than by chance (kappa ${say.rate(kappa!)}, chance reaches ${say.rate(reach!)}), and in another order they ` +
    `could agree as the log says. Predict without shuffling (shuffle=False) and write the file again.`
  );
}
