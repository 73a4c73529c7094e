import { largestClass, totalCount } from '../core/classCounts.ts';
import type { Finding, RelatedPlace, Severity, Verb } from '../core/finding.ts';
import { binomialUpperTail } from '../core/binomialTails.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { placeIn } from '../core/trainingRun.ts';
import { classAnswers } from './classAnswers.ts';
import { recallSumVariance } from './classResults.ts';
import type { ClassResults } from './classResults.ts';
import { lastAccuracy } from './lastAccuracy.ts';
import { predictionsSpeakForRun } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { endText, namedEpochs } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'accuracy-not-above-majority';

/**
 * Accuracy is not above what always answering the largest class scores.
 *
 * Exact binomial test P(X ≥ correct | rows, share of the largest class) > 0.05. With predictions that stand for the run
 * it reads their rows. With a log and class counts it needs a settled run, an exact number of validation rows and takes
 * correct = round(rows · median validation accuracy of the last 5 epochs, `endOfRun`). The severity is Information for a
 * lead above 0.02 that the test cannot show; where only counts of training rows or of all rows are known, whose share then
 * is taken and the verb is "may"; and where the predictions show that balanced accuracy − 1.645·se > 1/K + 0.05, so that accuracy
 * understates the model. Silent under importance weights and where only one class has rows.
 */
export const accuracyNotAboveMajority: Rule = {
  id,
  title: 'Accuracy is not above the majority share',
  severity: 'warning',
  verb: 'may',
  problems: ['binary', 'multiclass'],
  suppressedBy: [
    'loss-not-finite',
    'rows-misaligned',
    'label-map-permuted',
    'accuracy-hides-classes',
    'elementwise-accuracy',
    'constant-predictor',
    'validation-at-chance',
  ],
  check: (evidence, limits) =>
    predictionsSpeakForRun(evidence) ? checkPredictions(evidence, limits) : checkLog(evidence, limits),
  say: message,
  sayRelated: (_what, finding, say) =>
    `The predictions behind this accuracy: ${say.count(finding.evidence['correct']!)} of ` +
    `${say.count(finding.evidence['rows']!)} rows are right.`,
};

/** What the test compares. */
interface Comparison {
  readonly accuracy: number;
  readonly correct: number;
  readonly rows: number;
  readonly majority: { readonly label: string; readonly share: number; readonly count?: number };
  readonly confidence: number;
}

function checkPredictions(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const answers = classAnswers(evidence);
  if (answers?.results.wholeRows !== true) return undefined;
  const { results, confidence } = answers;
  const { accuracy, correct } = results;
  if (accuracy === undefined || correct === undefined) return undefined;
  const largest = results.classes.reduce((a, b) => (b.rows > a.rows ? b : a));
  const comparison: Comparison = {
    accuracy,
    correct,
    rows: results.rows,
    majority: { label: largest.label, share: largest.share, count: largest.rows },
    confidence,
  };
  if (isAbove(comparison, limits)) return undefined;
  const understates = understatement(results, limits);
  const notAbove = comparison.correct <= largest.rows;
  return finding(comparison, {
    severity: understates ? 'information' : severityOf(comparison, limits),
    verb: notAbove ? 'is' : 'may',
    ...answers.accuracyPlace(),
    evidence: {
      balancedAccuracy: results.balancedAccuracy,
      chance: 1 / results.classes.length,
      understates: understates ? 1 : 0,
    },
  });
}

/** True if balanced accuracy is above chance by more than noise, so that a low accuracy is a poor summary. */
function understatement(results: ClassResults, limits: Limits): boolean {
  const chance = 1 / results.classes.length;
  const error = Math.sqrt(recallSumVariance(results.classes, () => chance));
  const low = results.balancedAccuracy - limits.rules.boundErrors * error;
  return low > chance + limits.rules.understatedGain;
}

function checkLog(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, validationSize, classCounts } = evidence;
  if (log === undefined || validationSize?.exact !== true) return undefined;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const last = lastAccuracy(log.run, limits.rules.lastEpochs);
  const counts = classCounts.validation ?? classCounts.train ?? classCounts.all;
  const largest = counts === undefined ? undefined : largestClass(counts);
  if (last === undefined || counts === undefined || largest === undefined) return undefined;
  const total = totalCount(counts);
  if (largest.count === total) return undefined;
  const rows = validationSize.value;
  const correct = Math.min(rows, Math.round(rows * last.median));
  const sameRows = classCounts.validation !== undefined && total === rows;
  const comparison: Comparison = {
    accuracy: correct / rows,
    correct,
    rows,
    majority: {
      label: largest.label,
      share: largest.count / total,
      ...(sameRows ? { count: largest.count } : {}),
    },
    confidence: limits.confidence,
  };
  if (isAbove(comparison, limits)) return undefined;
  return finding(comparison, {
    severity: sameRows ? severityOf(comparison, limits) : 'information',
    verb: sameRows && correct <= largest.count ? 'is' : 'may',
    location: placeIn(log, last.reading),
    related: [],
    evidence: { lastEpochs: namedEpochs(log.run, last.epochs) },
  });
}

function isAbove({ correct, rows, majority }: Comparison, limits: Limits): boolean {
  return binomialUpperTail(correct, rows, majority.share) <= limits.rules.alpha;
}

/** A lead that would matter if it were real is no reason for a Warning: the rows cannot tell. */
function severityOf({ accuracy, majority }: Comparison, limits: Limits): Severity {
  return accuracy - majority.share > limits.rules.smallLead ? 'information' : 'warning';
}

function finding(
  { accuracy, correct, rows, majority, confidence }: Comparison,
  more: {
    readonly severity: Severity;
    readonly verb: Verb;
    readonly location: Location;
    readonly related: readonly RelatedPlace[];
    readonly evidence: Readonly<Record<string, number>>;
  },
): Finding {
  const [low, high] = wilson(correct, rows, confidence);
  return {
    rule: id,
    ...more,
    evidence: {
      accuracy,
      majorityShare: majority.share,
      correct,
      rows,
      accuracyLow: low,
      accuracyHigh: high,
      confidence,
      ...(majority.count === undefined ? {} : { majorityRows: majority.count }),
      ...more.evidence,
    },
    names: { majority: [majority.label] },
  };
}

function message(finding: Finding, say: Say): string {
  const { accuracy, majorityShare, understates, balancedAccuracy, chance } = finding.evidence;
  const answer = `always answering ${say.label(finding.names['majority']?.[0] ?? '')}`;
  const share = say.rate(majorityShare!);
  if (understates === 1) {
    return (
      `Accuracy ${say.rate(accuracy!)} understates this model: ${answer} scores ${share}, but balanced accuracy is ` +
      `${say.rate(balancedAccuracy!)} (guessing: ${say.rate(chance!)}). ${numbers(finding, say)} ` +
      `Judge it by the recall and precision of each class.`
    );
  }
  const expected = finding.evidence['majorityRows'] === undefined ? 'would score' : 'scores';
  const isLog = finding.evidence['lastEpochs'] !== undefined;
  return (
    `${isLog ? 'Validation accuracy' : 'Accuracy'} ${say.rate(accuracy!)} ${relation(finding)} the ${share} that ${answer} ${expected}. ` +
    `${numbers(finding, say)}${balanced(finding, say)} ${caution(finding, say)} ${nextStep(finding)}`
  );
}

/** A log whose accuracy is exactly the share may be that of a model with one answer for all; else it may be a trade. */
function caution(finding: Finding, say: Say): string {
  const { correct, majorityRows, lastEpochs } = finding.evidence;
  if (lastEpochs !== undefined && correct === majorityRows) {
    return `The model may be answering ${say.label(finding.names['majority']?.[0] ?? '')} for every row.`;
  }
  return 'This does not mean that the model is useless: class weights and resampling trade accuracy for recall.';
}

function relation(finding: Finding): string {
  const { correct, majorityRows, accuracy, majorityShare } = finding.evidence;
  if (majorityRows !== undefined && correct === majorityRows) return 'equals';
  return accuracy! < majorityShare! ? 'is below' : 'cannot be told from';
}

/** `128 of 200 rows are right (95 % 0.57–0.70), 135 are of that class.` with the provenance of a log's numbers. */
function numbers(finding: Finding, say: Say): string {
  const { correct, rows, accuracyLow, accuracyHigh, confidence, majorityRows, lastEpochs } = finding.evidence;
  const interval = `${say.percent(confidence!)} ${say.interval(accuracyLow!, accuracyHigh!)}`;
  const verb = correct === 1 ? 'is' : 'are';
  const right = `${say.count(correct!)} of ${say.count(rows!)} rows ${verb} right (${interval})`;
  const end = lastEpochs === undefined ? undefined : endText(lastEpochs, say);
  const median = end === undefined ? '' : `, ${lastEpochs === 1 ? 'in' : 'by'} the ${end}`;
  const ofClass =
    majorityRows === undefined
      ? '; the share is that of the known class counts, not of these rows'
      : `; ${say.count(majorityRows)} ${majorityRows === 1 ? 'is' : 'are'} of that class`;
  return `${right}${median}${ofClass}.`;
}

function balanced(finding: Finding, say: Say): string {
  const { balancedAccuracy, chance } = finding.evidence;
  if (balancedAccuracy === undefined) return '';
  return ` Balanced accuracy is ${say.rate(balancedAccuracy)} (guessing: ${say.rate(chance!)}).`;
}

function nextStep(finding: Finding): string {
  return finding.evidence['balancedAccuracy'] === undefined
    ? 'Write the predictions to a file to see the recall of each class.'
    : 'Look at the recall of each class.';
}
