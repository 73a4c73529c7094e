import type { Finding } from '../core/finding.ts';
import type { Limits, PredictionRuleLimits } from '../core/limits.ts';
import { bestRelabelling, logChanceOfRelabelling } from '../core/relabelling.ts';
import type { Relabelling } from '../core/relabelling.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { heldOutReading, placeIn } from '../core/trainingRun.ts';
import { headerCell } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'label-map-permuted';

/** Pairs that the sentence names: one line of Problems holds no more. */
export const namedPairs = 3;
/** Room for the last bits of a quotient, besides the printing of the log. */
const rounding = 1e-9;

/**
 * Most answers are right if each predicted class is read as another one.
 *
 * The one-to-one reading of the predicted classes with most right rows raises accuracy by more than 0.20 over at least
 * 20 rows. Besides, two of its pairs at least are each other's most frequent partner, Cohen's kappa becomes 0.3 or more,
 * and the chance of such a gain among all readings is below 0.01: a model that answers one wrong class for all, or at
 * random, has none of it. Silent under importance weights and if fewer than two classes have rows. O(K³) at most.
 */
export const labelMapPermuted: Rule = {
  id,
  title: 'Predicted labels stand for other classes',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The log has this accuracy, ${say.rate(evidence['after']!)}.`,
};

/** The reading that makes most answers right, if it is more than chance and not one pair alone; see the rule. */
export function surelyPermuted(
  matrix: readonly (readonly number[])[],
  limits: PredictionRuleLimits,
): Relabelling | undefined {
  if (matrix.filter((cells) => cells.some((count) => count > 0)).length < 2) return undefined;
  const reading = bestRelabelling(matrix, limits.relabelGain);
  if (reading === undefined || reading.rows < limits.relabelRows) return undefined;
  if (reading.mutual < 2 || reading.kappaAfter < limits.relabelKappa) return undefined;
  return logChanceOfRelabelling(reading, matrix.length) < Math.log(limits.strictAlpha) ? reading : undefined;
}

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { predictions, log } = evidence;
  const matrix = predictions?.evaluation.confusionMatrix;
  if (predictions === undefined || matrix === undefined) return undefined;
  if (predictions.table.weights?.kind === 'importance') return undefined;
  const reading = surelyPermuted(matrix, limits.rules.predictions);
  if (reading === undefined) return undefined;
  const { labels } = predictions.evaluation;
  const after = reading.rightAfter / reading.rows;
  const matching = (log?.run.epochs ?? []).filter((epoch) => {
    const accuracy = heldOutReading(epoch, 'accuracy');
    return accuracy !== undefined && Math.abs(accuracy.value - after) <= accuracy.tolerance + rounding;
  });
  const logged = matching.at(-1);
  const place = logged === undefined ? undefined : heldOutReading(logged, 'accuracy');
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    location: headerCell(predictions),
    evidence: {
      before: reading.rightBefore / reading.rows,
      after,
      rows: reading.rows,
      pairs: reading.moved.length,
      morePairs: Math.max(0, reading.moved.length - namedPairs),
      kappaAfter: reading.kappaAfter,
      ...(logged === undefined || log?.run.unnumbered === true ? {} : { epoch: logged.epoch }),
    },
    names: {
      answers: reading.moved.map(({ answer }) => labels[answer]!),
      meanings: reading.moved.map(({ meaning }) => labels[meaning]!),
    },
    related:
      log === undefined || place === undefined ? [] : [{ location: placeIn(log, place), what: 'logged' }],
  };
}

function message(finding: Finding, say: Say): string {
  const { before, after, rows, epoch } = finding.evidence;
  const logged = epoch === undefined ? '' : `, as at epoch ${say.count(epoch)} of the log`;
  return (
    `Accuracy ${say.rate(before!)} becomes ${say.rate(after!)} if predicted ${pairsText(finding, say)}${logged}. ` +
    `Over ${say.count(rows!)} rows that is more than chance: the answers were named in another class order than the ` +
    `model's. Take the names from the data that trained it (Keras: class_indices) and write the file again.`
  );
}

/** `'a' is read as 'b', 'b' as 'c' and 3 more`. */
export function pairsText({ names, evidence }: Finding, say: Say): string {
  const meanings = names['meanings'] ?? [];
  const texts = (names['answers'] ?? []).slice(0, namedPairs).map((answer, position) => {
    const read = position === 0 ? 'is read as' : 'as';
    return `${say.label(answer)} ${read} ${say.label(meanings[position] ?? '')}`;
  });
  const more = evidence['morePairs']! > 0 ? ` and ${say.count(evidence['morePairs']!)} more` : '';
  return `${texts.join(', ')}${more}`;
}
