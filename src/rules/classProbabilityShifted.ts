import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import { fitLogitOffsets } from '../core/logitOffsets.ts';
import { normalCdf } from '../core/normalCdf.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { holm } from '../core/holm.ts';
import { lossPlace } from './places.ts';
import { holdsProbabilities } from '../core/holdsProbabilities.ts';
import type { Rule, Say } from './rule.ts';
import { areColumnsPermuted } from './scoreColumns.ts';

const id = 'class-probability-shifted';

/** Classes that the sentence names besides the first. */
const namedBeside = 2;
/** Classes whose offsets go with the finding; nobody pastes a longer list. */
const offsetClasses = 50;

/** Mean probability and share of one class. */
interface Shift {
  readonly index: number;
  readonly mean: number;
  readonly share: number;
  /** Standard errors between the two. */
  readonly errors: number;
}

/**
 * The mean probability of a class is not its share of the rows.
 *
 * For each class z = mean(p − correct)/error, with the larger of the variances that the rows show and that the
 * probabilities promise, Σ p(1 − p)/n²; Holm over the classes at 0.01, and a factor of at least 1.25 between the two.
 * Frequency weights count as rows. Silent without scores, under importance weights, and where scores are no
 * probabilities or those of other columns. Source: Saerens et al. 2002; van den Goorbergh et al. 2022.
 */
export const classProbabilityShifted: Rule = {
  id,
  title: 'Probabilities are of other class shares',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted', 'constant-predictor'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The scores of ${say.count(evidence['rows']!)} rows.`,
};

function check(evidence: RunEvidence, { rules }: Limits): Finding | undefined {
  const { predictions } = evidence;
  if (predictions === undefined) return undefined;
  const { table } = predictions;
  const measured = classShifts(table);
  if (measured === undefined || areColumnsPermuted(table, rules.predictions)) return undefined;
  const { shifts, rows } = measured;
  const pValues = shifts.map(({ errors }) => 2 * normalCdf(-Math.abs(errors)));
  const significant = holm(pValues, rules.predictions.strictAlpha);
  const shifted = shifts
    .filter(
      (shift, position) => significant[position] === true && isFar(shift, rules.predictions.shiftFactor),
    )
    .sort((a, b) => Math.abs(b.errors) - Math.abs(a.errors) || a.index - b.index);
  if (shifted.length === 0) return undefined;
  const offsets = table.labels.length <= offsetClasses ? fitLogitOffsets(table) : undefined;
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    ...lossPlace(evidence, predictions),
    evidence: {
      rows,
      moreClasses: Math.max(0, shifted.length - 1 - namedBeside),
      ...numbered(
        'mean',
        shifted.map(({ mean }) => mean),
      ),
      ...numbered(
        'share',
        shifted.map(({ share }) => share),
      ),
      ...(offsets === undefined ? {} : numbered('offset', offsets)),
    },
    names: {
      classes: shifted.map(({ index }) => table.labels[index]!),
      ...(offsets === undefined ? {} : { offsetClasses: table.labels }),
    },
  };
}

/** `mean`, `mean2`, `mean3` and so on. */
function numbered(key: string, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(values.map((value, at) => [at === 0 ? key : `${key}${at + 1}`, value]));
}

function isFar({ mean, share }: Shift, factor: number): boolean {
  return mean > factor * share || share > factor * mean;
}

function classShifts(table: PredictionTable): { shifts: Shift[]; rows: number } | undefined {
  const { scores, actual, labels, weights } = table;
  if (scores === undefined || weights?.kind === 'importance' || !holdsProbabilities(table)) return undefined;
  const classes = labels.length;
  const sums = new Float64Array(classes);
  const squares = new Float64Array(classes);
  const promised = new Float64Array(classes);
  const support = new Float64Array(classes);
  let rows = 0;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights?.values[row] ?? 1;
    rows += weight;
    support[actual[row]!]! += weight;
    for (let index = 0; index < classes; index++) {
      const score = scores[row * classes + index]!;
      const difference = actual[row] === index ? score - 1 : score;
      sums[index]! += weight * difference;
      squares[index]! += weight * difference * difference;
      promised[index]! += weight * score * (1 - score);
    }
  }
  if (support.filter((count) => count > 0).length < 2) return undefined;
  const shifts = labels.map((_, index): Shift => {
    const gap = sums[index]! / rows;
    const variance = Math.max(squares[index]! - gap * sums[index]!, promised[index]!) / (rows * rows);
    const share = support[index]! / rows;
    return { index, mean: share + gap, share, errors: variance > 0 ? gap / Math.sqrt(variance) : 0 };
  });
  return { shifts, rows };
}

function message(finding: Finding, say: Say): string {
  const { mean, share, rows, moreClasses } = finding.evidence;
  const [first = '', ...others] = finding.names['classes'] ?? [];
  const named = others.slice(0, namedBeside).map((label, position) => {
    const [own, other] = [`mean${position + 2}`, `share${position + 2}`];
    return `${say.label(label)} ${say.rate(finding.evidence[own]!)} at ${say.rate(finding.evidence[other]!)}`;
  });
  const more = moreClasses! > 0 ? ` and ${say.count(moreClasses!)} more` : '';
  const also = named.length === 0 ? '' : ` Also ${named.join(', ')}${more}.`;
  return (
    `${say.label(first)} gets probability ${say.rate(mean!)} on average, its share is ${say.rate(share!)} ` +
    `(${say.count(rows!)} rows, more than chance explains).${also} Class weights, resampling or other class shares in ` +
    `training do that: the probabilities are no risks; the ranking of rows hardly changes. Add an offset to the logit of each class.`
  );
}
