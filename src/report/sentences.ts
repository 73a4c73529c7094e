import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { Finding } from '../core/finding.ts';
import type { VerdictKind } from '../protocol/panel.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/all.ts';
import { areAnswersWrong, breakingFinding } from './broken.ts';
import {
  classLine,
  foundText,
  hasReportFile,
  isOfReport,
  majority,
  missedRows,
  type RankedClass,
  worstFirst,
} from './classText.ts';
import { fileName, findingMessage, shownFindings } from './findingText.ts';
import { constantAnswer } from './constantAnswer.ts';
import { countsSentence, openQuestions } from './logVerdict.ts';
import { metricInterval, metricValue, metricWithInterval, valueOf } from './metricText.ts';
import { moreRowsToNarrow } from './moreRows.ts';
import { numbers } from './numbers.ts';
import { otherShareSentence } from './otherShares.ts';
import { ratedRung, ratedVerdict } from './ratedClasses.ts';

/** The answer to "is accuracy hiding something, how much, how sure, what next", in one to three sentences. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly sentences: readonly string[];
  /** The class the verdict is about, where it is about one. */
  readonly worst?: RankedClass;
}

/** Rules that say accuracy hides what happens to a class. Without a finding of theirs nothing is said to be hidden. */
const hidingRules: ReadonlySet<string> = new Set([
  'accuracy-hides-classes',
  'never-predicted-class',
  'constant-predictor',
]);

/** Rules about a class that is rarely found; accuracy may be just as low and then hides nothing. */
const classRules: ReadonlySet<string> = new Set([...hidingRules, 'class-recall-low']);

/** An error of it says that accuracy is worth nothing, and not that a number is wrong. */
const constantRule = 'constant-predictor';

/** With predictions it says, as information, that accuracy makes the model look worse than it is. */
const understatingRule = 'accuracy-not-above-majority';

/** Of a log without predictions it says what the errors leave open. */
const boundRule = 'accuracy-permits-missed-class';

/** It says that the predictions are not those of the log. */
const mismatchRule = 'file-does-not-match-log';

/** Which run answers for a log of the same training; undefined where none does. */
export function sameTraining({ sameTrainingAs }: RunAnalysis): string | undefined {
  if (sameTrainingAs === undefined) return undefined;
  return `This logs the same training as ${fileName(sameTrainingAs)}: what was found is said there.`;
}

/** The verdict of a run. It says no more than the run's files show. */
export function verdictOf(run: RunAnalysis, registry: readonly Rule[] = rules): Verdict {
  const twin = sameTraining(run);
  if (twin !== undefined) return { kind: 'cannotTell', sentences: [twin] };
  if (run.classRates !== undefined) return { kind: 'cannotTell', sentences: ratedVerdict(run.classRates) };
  const shown = shownFindings(run.findings);
  const breaking = breakingFinding(run);
  if (breaking !== undefined) {
    return { kind: 'wrong', sentences: [findingMessage(breaking, registry), ...context(run, breaking)] };
  }
  const warnings = shown.filter(({ severity }) => severity === 'warning' || severity === 'error');
  const constant = run.evaluation && shown.find(({ rule }) => rule === constantRule);
  if (constant?.severity === 'error') {
    return { kind: 'misleads', sentences: [findingMessage(constant, registry), ...context(run, constant)] };
  }
  if (constant !== undefined && warnings.length === 0) {
    return { kind: 'cannotTell', sentences: [findingMessage(constant, registry)] };
  }
  if (run.evaluation !== undefined) {
    const understated = shown.find((finding) => finding.rule === understatingRule);
    if (warnings.length === 0 && understated !== undefined) {
      return { kind: 'misleads', sentences: [findingMessage(understated, registry)] };
    }
    return withMismatch(run, verdictOfEvaluation(run, run.evaluation, warnings, registry), registry);
  }
  return verdictOfLog(run, shown, warnings[0], registry);
}

/** The verdict on predictions, led by their not being those of the log: then nothing of the run is said to be fine. */
function withMismatch(run: RunAnalysis, verdict: Verdict, registry: readonly Rule[]): Verdict {
  const mismatch = shownFindings(run.findings).find(({ rule }) => rule === mismatchRule);
  if (mismatch === undefined) return verdict;
  const first = findingMessage(mismatch, registry);
  if (verdict.kind !== 'fine') return { ...verdict, sentences: [first, ...verdict.sentences.slice(0, 1)] };
  const own = verdict.worst === undefined ? undefined : lowestRecall(run.evaluation!, verdict.worst);
  return {
    ...verdict,
    kind: 'cannotTell',
    sentences: [first, ...(own === undefined ? [] : [`By themselves these rows have ${own}.`])],
  };
}

function verdictOfEvaluation(
  run: RunAnalysis,
  evaluation: Evaluation,
  warnings: readonly Finding[],
  registry: readonly Rule[],
): Verdict {
  const ranked = worstFirst(evaluation);
  const [worst] = ranked;
  const constant = constantAnswer(evaluation);
  if (constant !== undefined)
    return { kind: 'misleads', sentences: constant, ...(worst === undefined ? {} : { worst }) };
  const aboutClasses = warnings.filter((finding) => classRules.has(finding.rule));
  const missed = aboutClasses.length === 0 ? undefined : (ranked.find(isNamedIn(aboutClasses)) ?? worst);
  if (missed?.recall !== undefined) {
    const hides = aboutClasses.some(({ rule }) => hidingRules.has(rule)) && looksGood(evaluation);
    return {
      kind: hides ? 'misleads' : 'warning',
      sentences: missedSentences(evaluation, missed, hides ? 'hides' : 'does not show'),
      worst: missed,
    };
  }
  const [first] = warnings;
  if (first !== undefined) {
    return { kind: 'warning', sentences: [findingMessage(first, registry), ...context(run, first)] };
  }
  if (worst?.recall === undefined) {
    return {
      kind: 'cannotTell',
      sentences: ['Cannot tell: the prediction file has no rows that could be used.'],
    };
  }
  if (evaluation.perClass.filter((one) => one.support > 0).length < 2) {
    return {
      kind: 'cannotTell',
      sentences: [
        `Cannot tell: every row is of one class, ${numbers.label(majority(evaluation)!.label)}, so accuracy is the recall of that class alone.`,
        'A file with rows of every class would tell.',
      ],
    };
  }
  if (isOfReport(evaluation) && evaluation.weighted) {
    return {
      kind: 'cannotTell',
      sentences: [
        `Cannot tell: the supports are no numbers of rows, so that nothing says how sure the lowest recall is, ${numbers.rate(worst.recall)} (${numbers.label(worst.evaluation.label)}).`,
        'A report without sample_weight, or a prediction file, would tell.',
      ],
      worst,
    };
  }
  return quietVerdict(evaluation, worst);
}

/** Accuracy that is not above the majority share makes no model look good, so it hides nothing. */
function looksGood(evaluation: Evaluation): boolean {
  const accuracy = valueOf(evaluation.metrics.get('accuracy'));
  const largest = majority(evaluation);
  return accuracy !== undefined && (largest === undefined || accuracy.value > largest.share);
}

/** The class of lowest recall may have two rows; the one to name is the one that the findings rest on. */
function isNamedIn(findings: readonly Finding[]): (ranked: RankedClass) => boolean {
  const names = new Set(findings.flatMap((finding) => Object.values(finding.names).flat()));
  return (ranked) => names.has(ranked.evaluation.label);
}

function missedSentences(
  evaluation: Evaluation,
  missed: RankedClass,
  verb: 'hides' | 'does not show',
): string[] {
  const accuracy = valueOf(evaluation.metrics.get('accuracy'));
  const second = baselines(evaluation);
  const rows = missedRows(missed);
  const number = rows === undefined ? '' : `${numbers.count(rows)} `;
  return [
    accuracy === undefined
      ? `${classLine(missed, evaluation)}.`
      : `Accuracy ${numbers.rate(accuracy.value)} ${verb} ${classLine(missed, evaluation, 'its recall is')}.`,
    ...(second === undefined ? [] : [second]),
    `Report balanced accuracy or macro F1 beside accuracy, and look first at the ${number}${rows === 1 ? 'row' : 'rows'} of ${numbers.label(missed.evaluation.label)} that were missed.`,
  ];
}

/** Silence of the rules is no proof: the lowest class is named with its interval, and doubted where that is wide. */
function quietVerdict(evaluation: Evaluation, worst: RankedClass): Verdict {
  const balanced = valueOf(evaluation.metrics.get('balancedAccuracy'));
  const label = numbers.label(worst.evaluation.label);
  const recall = valueOf(worst.evaluation.metrics.get('recall'))!;
  const both = lowestRecall(evaluation, worst);
  const quiet = evaluation.metrics.has('accuracy')
    ? 'No sign that accuracy misleads'
    : 'No class is missed by more than chance';
  const interval = metricInterval('recall', recall);
  // One half: below it more rows of the class are missed than found. An interval that reaches the mean of the recalls
  // cannot even tell the class from the others; one below it is no matter of too few rows.
  const isDoubtful = recall.interval !== undefined && recall.interval[0] < 0.5;
  if (!isDoubtful || (balanced !== undefined && recall.interval[1] < balanced.value)) {
    return { kind: 'fine', sentences: [`${quiet}: ${both}.`], worst };
  }
  const confidence = numbers.percent(evaluation.confidence);
  if (recall.value < 0.5) {
    return {
      kind: 'cannotTell',
      sentences: [
        `Cannot tell for ${label}: ${foundText(worst)} found, recall ${numbers.rate(recall.value)} (${confidence} interval ${interval!}).`,
        ...(balanced === undefined
          ? []
          : [`Balanced accuracy is ${metricWithInterval('balancedAccuracy', balanced)}.`]),
        moreRowsToNarrow(evaluation, worst.index) ?? `More rows of ${label} would narrow the interval.`,
      ],
      worst,
    };
  }
  return {
    kind: 'fine',
    sentences: [
      `${quiet}: ${both}.`,
      `With ${numbers.count(worst.evaluation.support)} rows of ${label} its recall may be anywhere in ${interval!} (${confidence} interval); more rows would tell.`,
    ],
    worst,
  };
}

/** `balanced accuracy 0.87, lowest recall 0.85 ('stroke', 87 of 102)`. */
function lowestRecall(evaluation: Evaluation, worst: RankedClass): string {
  const balanced = valueOf(evaluation.metrics.get('balancedAccuracy'));
  const recall = valueOf(worst.evaluation.metrics.get('recall'))!;
  const lowest = `lowest recall ${numbers.rate(recall.value)} (${numbers.label(worst.evaluation.label)}, ${foundText(worst)})`;
  return balanced === undefined ? lowest : `balanced accuracy ${numbers.rate(balanced.value)}, ${lowest}`;
}

function verdictOfLog(
  run: RunAnalysis,
  shown: readonly Finding[],
  warning: Finding | undefined,
  registry: readonly Rule[],
): Verdict {
  if (warning !== undefined) {
    return { kind: 'warning', sentences: [findingMessage(warning, registry), ...context(run, warning)] };
  }
  if (run.epochs.length === 0) {
    return {
      kind: 'cannotTell',
      sentences: [
        'Cannot tell: there are class counts, but no log and no predictions.',
        'A prediction file with one row per validation sample would tell.',
      ],
    };
  }
  return { kind: 'cannotTell', sentences: openVerdict(run, shown, registry) };
}

/** What stays open, the first thing that the losses tell, and the bounds that the accuracy leaves. */
function openVerdict(run: RunAnalysis, shown: readonly Finding[], registry: readonly Rule[]): string[] {
  const [first = '', ...others] = openQuestions(run);
  const bound = shown.find((finding) => finding.rule === boundRule);
  const note = shown.find((finding) => finding.severity === 'information' && finding !== bound);
  if (bound === undefined && note === undefined) return [first, ...others];
  const counts = countsSentence(run.classCounts.validation) ?? otherShareSentence(run);
  const start = counts === undefined ? first : `${first} ${counts}.`;
  const second = note === undefined ? undefined : findingMessage(note, registry);
  const third = bound === undefined ? others.at(-1) : findingMessage(bound, registry);
  return [start, second, third].filter((sentence) => sentence !== undefined);
}

/** The sentence that sets accuracy beside its baselines. */
function baselines(evaluation: Evaluation): string | undefined {
  const largest = majority(evaluation);
  const balanced = evaluation.metrics.get('balancedAccuracy');
  if (largest === undefined || !evaluation.metrics.has('accuracy')) return undefined;
  const always = `Always answering ${numbers.label(largest.label)} would score ${numbers.rate(largest.share)} here`;
  return balanced?.kind === 'value'
    ? `${always}; balanced accuracy is ${metricWithInterval('balancedAccuracy', balanced)}.`
    : `${always}.`;
}

/** Rules whose message holds the baselines, or to whose accuracy no baseline applies. */
const selfContained: ReadonlySet<string> = new Set([
  understatingRule,
  'elementwise-accuracy',
  'validation-at-chance',
  'not-the-same-rows',
  'class-regressed',
  'accuracy-up-macro-down',
]);

/** What a finding is to be seen beside; nothing where its own message sets accuracy beside its baselines. */
function context(run: RunAnalysis, finding: Finding): string[] {
  if (selfContained.has(finding.rule) || areAnswersWrong(finding)) return [];
  if (run.evaluation === undefined) {
    const counts = countsSentence(run.classCounts.validation) ?? otherShareSentence(run);
    return counts === undefined
      ? [
          `No class counts and no predictions belong to ${run.unnumbered === true ? 'these values' : 'this log'}.`,
        ]
      : [`${counts}.`];
  }
  const accuracy = valueOf(run.evaluation.metrics.get('accuracy'));
  const sentence = baselines(run.evaluation);
  if (accuracy === undefined || sentence === undefined) return [];
  return [`Accuracy is ${metricValue('accuracy', accuracy.value)}. ${sentence}`];
}

/** What the run's files can show, and which file would lift it one rung. */
export function rungSentence(run: RunAnalysis): string {
  if (run.classRates !== undefined) return ratedRung;
  switch (run.rung) {
    case 'E0':
      return `Known: ${run.unnumbered === true ? 'final values' : 'the epoch log'} only. Class counts of the validation set (class_counts.json, or folders such as val/<class>) would add the majority share and bounds on balanced accuracy; a prediction file (val_predictions.csv) beside ${run.unnumbered === true ? 'them' : 'the log'} would show every class.`;
    case 'E1':
      return `Known: ${run.epochs.length === 0 ? '' : run.unnumbered === true ? 'final values and ' : 'the epoch log and '}class counts. A prediction file beside ${run.unnumbered === true ? 'them' : 'the log'} (val_predictions.csv: actual and predicted label of each validation sample, best with probabilities) would show every class.`;
    case 'E2':
      if (isOfReport(run.evaluation) && run.evaluation?.confusionMatrix !== undefined) {
        const source = !hasReportFile(run)
          ? `the counts of true and false positives and negatives in the ${run.unnumbered === true ? 'file' : 'log'}`
          : run.evaluation.ofMatrix === true
            ? 'the confusion matrix'
            : 'the confusion matrix beside the classification report';
        return `Known: right and wrong rows of each class, by ${source}. A prediction file (val_predictions.csv) would add which rows these are, and probabilities.`;
      }
      if (isOfReport(run.evaluation)) {
        const hasPrecision = run.evaluation?.perClass.some(
          ({ metrics }) => metrics.get('precision')?.kind === 'value',
        );
        const rates = hasPrecision === false ? 'recall and support' : 'recall, precision and support';
        return `Known: ${rates} of each class, as far as the printed digits of the classification report determine them. It does not hold which class the missed rows were taken for (no confusion matrix) and no probabilities; a prediction file (val_predictions.csv) would add both.`;
      }
      return 'Known: predicted labels. One probability column per class in the prediction file would add average precision, ROC AUC and log loss.';
    case 'E3':
      return 'Known: predicted labels and probabilities. Predictions of a second run on the same rows would show which differences are more than chance.';
  }
}
