import type { Finding } from '../core/finding.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { classAnswers } from './classAnswers.ts';
import { recallSumVariance, worstFirst } from './classResults.ts';
import type { ClassResult } from './classResults.ts';
import { classEvidence, classNames, otherClasses, worstFound, worstLabel } from './classWords.ts';
import type { Rule, Say } from './rule.ts';

const id = 'accuracy-hides-classes';

/**
 * Accuracy stands above balanced accuracy by more than sampling explains.
 *
 * With shares π, recalls r and K classes that have rows, the gap is g = Σ r(π − 1/K), accuracy minus balanced accuracy;
 * its variance is Σ (π − 1/K)² r̃(1 − r̃)/(n + 2) with r̃ = (found + 1)/(n + 2). Fires if g − 1.645·se > 0.05 and the
 * interval of the worst class, or of the classes with a share below 1/K together, lies below accuracy. Under importance
 * weights n is the effective number of rows of a class. Silent if fewer than two classes have rows.
 */
export const accuracyHidesClasses: Rule = {
  id,
  title: 'Accuracy hides classes',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted', 'constant-predictor'],
  check,
  say: message,
  sayRelated: (_what, finding, say) =>
    `The predictions in which ${worstLabel(finding, say)} is missed: ${worstFound(finding, say)}.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const answers = classAnswers(evidence);
  const accuracy = answers?.results.accuracy;
  if (answers === undefined || accuracy === undefined) return undefined;
  const { results, confidence } = answers;
  const { classes } = results;
  const even = 1 / classes.length;
  const gap = leastGap(classes);
  const error = Math.sqrt(recallSumVariance(classes, ({ share }) => share - even));
  const gapLow = gap - limits.rules.boundErrors * error;
  if (!(gapLow > limits.rules.hiddenGap)) return undefined;
  const leastAccuracy = classes.reduce(
    (sum, { foundLeast, rows, share }) => sum + (share * foundLeast) / rows,
    0,
  );
  const hidden = hiddenClasses(classes, leastAccuracy);
  const [worst] = hidden;
  if (worst === undefined || !isSurelyBelow(classes, leastAccuracy, worst, confidence)) return undefined;
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    ...answers.accuracyPlace(worst.index),
    evidence: {
      accuracy,
      balancedAccuracy: results.balancedAccuracy,
      gap,
      gapLow,
      ...classEvidence(hidden, confidence, results.wholeRows),
    },
    names: classNames(hidden),
  };
}

/** Accuracy minus balanced accuracy; of what the digits of a report leave possible the smallest. */
function leastGap(classes: readonly ClassResult[]): number {
  const even = 1 / classes.length;
  return classes.reduce((sum, { share, found, foundLeast, rows }) => {
    return sum + ((share - even) * (share > even ? foundLeast : found)) / rows;
  }, 0);
}

/**
 * True if the interval of the worst class, or that of all light classes taken together, lies below accuracy. The gap
 * alone fired in 6.4 % of simulated files with equal recalls of 0.6 and classes of 2, 3 and 4 rows, with this in 3.8 %.
 */
function isSurelyBelow(
  classes: readonly ClassResult[],
  accuracy: number,
  worst: ClassResult,
  confidence: number,
): boolean {
  if (worst.high < accuracy) return true;
  const light = classes.filter(({ share }) => share < 1 / classes.length);
  const found = light.reduce((sum, result) => sum + result.found, 0);
  const rows = light.reduce((sum, result) => sum + result.rows, 0);
  return rows > 0 && wilson(found, rows, confidence)[1] < accuracy;
}

/**
 * The classes that accuracy does not show: recall surely below accuracy, first those whose share is below 1/K, since
 * these weigh less in accuracy than in balanced accuracy. Empty only where a report leaves no recall surely below. Where
 * only the light classes together are surely below, all of these.
 */
function hiddenClasses(classes: readonly ClassResult[], accuracy: number): ClassResult[] {
  const below = worstFirst(classes.filter(({ found, rows }) => found / rows < accuracy));
  const light = below.filter(({ share }) => share < 1 / classes.length);
  const worst = light[0] ?? below[0];
  if (worst === undefined || worst.high >= accuracy) return light;
  return [worst, ...below.filter((result) => result !== worst && result.high < accuracy)];
}

function message(finding: Finding, say: Say): string {
  const { accuracy, balancedAccuracy } = finding.evidence;
  const worst = worstLabel(finding, say);
  return (
    `Accuracy ${say.rate(accuracy!)} hides ${worst}: ${worstFound(finding, say)}; ` +
    `balanced accuracy ${say.rate(balancedAccuracy!)}.${otherClasses(finding, say, 'Also low:')} ` +
    `Choose between models by balanced accuracy or macro F1, and look at the rows of ${worst} first.`
  );
}
