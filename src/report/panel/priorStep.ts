import type { PriorCorrection } from '../../analysis/analysis.ts';
import type { Gain } from '../../core/decisions/compareAnswers.ts';
import type { Thresholds } from '../../core/decisions/thresholds.ts';
import type { Evaluation } from '../../core/evaluation.ts';
import { priorSnippets, thresholdSnippets } from '../adviceSnippets.ts';
import { isOfReport } from '../classText.ts';
import { gainText, isShown, thresholdSentence } from '../decisionText.ts';
import { metricWithInterval, valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import type { AdviceGrounds, AdviceStep } from './adviceGrounds.ts';

const title = 'Move the threshold: divide by the class shares (argmax of p / π)';
/** Missed classes whose rows are named. */
const namedClasses = 3;

/**
 * Dividing by the class shares, with what it does to these very rows: nothing is fitted to them. Of two classes, where
 * it is the same as another threshold, the threshold that was chosen on half of the rows and scored on the others.
 */
export function priorStep(grounds: AdviceGrounds): AdviceStep {
  const { run, evaluation, sizes } = grounds;
  const { thresholds } = run.decisions ?? {};
  if (thresholds !== undefined) return thresholdStep(thresholds);
  const correction = run.priorCorrection;
  const balanced = valueOf(evaluation.metrics.get('balancedAccuracy'));
  if (correction === undefined || balanced === undefined) {
    const text = isOfReport(evaluation)
      ? 'This needs probabilities, which no classification report has. With a prediction file, one column per class, the report says what it would do to these rows.'
      : 'This needs probabilities, which the prediction file does not have. With one column per class the report says what it would do to these rows.';
    return { title, points: [{ term: 'Here', text }], cells: [], snippets: [] };
  }
  const after = balancedAccuracy(correction, evaluation);
  const helps = after > balanced.value;
  const gain = run.decisions?.answers.find(({ kind }) => kind === 'prior')?.gains.balancedAccuracy;
  const isNoise = helps && gain?.interval !== undefined && gain.interval[0] <= 0;
  return {
    title,
    tag: {
      text: isNoise ? 'gain within chance' : helps ? 'helps on these rows' : 'no gain on these rows',
      helps: helps && !isNoise,
    },
    points: [
      { term: 'Here', text: `${hereText(grounds, correction, balanced.value, after)}${gainSentence(gain)}` },
      {
        term: 'Probabilities',
        text: 'They stay as they are, only the answers change: log loss, calibration and average precision are the same before and after. π are the class shares that the model was trained with; after class weights or resampling those are no longer the shares of the rows, and balanced weights leave nothing to correct.',
      },
    ],
    cells: [],
    snippets: helps ? priorSnippets(sizes) : [],
  };
}

/** Of two classes: the threshold itself, with what it gains on rows that did not choose it. */
function thresholdStep(thresholds: Thresholds): AdviceStep {
  const choice = thresholds.choices.find(isShown) ?? thresholds.choices[0]!;
  const helps = isShown(choice);
  return {
    title: `Move the threshold on the score of ${numbers.label(thresholds.positive)}`,
    tag: { text: helps ? 'helps on other rows' : 'no gain shown', helps },
    points: [
      { term: 'Here', text: thresholdSentence(thresholds, choice) },
      {
        term: 'Probabilities',
        text: 'They stay as they are, only the answers change: log loss, calibration and average precision are the same before and after. Choose on validation rows, report on test rows.',
      },
    ],
    cells: [],
    snippets: helps ? thresholdSnippets(thresholds.positive, choice.threshold) : [],
  };
}

function balancedAccuracy({ found }: PriorCorrection, { perClass }: Evaluation): number {
  const recalls = perClass.flatMap(({ support }, index) => (support > 0 ? [found[index]! / support] : []));
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

function hereText(
  { evaluation, missed }: AdviceGrounds,
  correction: PriorCorrection,
  before: number,
  after: number,
): string {
  const total = evaluation.perClass.reduce((sum, { support }) => sum + support, 0);
  const right = correction.found.reduce((sum, rows) => sum + rows, 0);
  const accuracy = valueOf(evaluation.metrics.get('accuracy'))!.value;
  const more = missed.reduce(
    (sum, { index, evaluation: { found } }) => sum + correction.found[index]! - found.least,
    0,
  );
  const shares =
    correction.source === 'train'
      ? 'π was taken from the training rows, so nothing is fitted to the rows measured here'
      : 'π was taken from these rows, since no training rows are counted';
  const sentences = [
    `${more > 0 ? foundSentence(missed, correction) : 'On these rows no more of the missed ones would be found'}.`,
    `Balanced accuracy ${changed(before, after)}, accuracy ${changed(accuracy, right / total)}.`,
    `${shares}.`,
  ];
  if (after <= before) {
    sentences.push(
      more > 0
        ? 'It takes more from the other classes than it gives: these probabilities are not those of plain class shares, as after class weights or resampling, or where they are too unsure.'
        : `The probabilities do not lift these rows (${rankingText(missed[0]!.evaluation)}).`,
    );
  }
  return sentences.join(' ');
}

/** How sure the change of balanced accuracy is. */
function gainSentence(gain: Gain | undefined): string {
  if (gain?.interval === undefined) return '';
  return ` The change of balanced accuracy is ${gainText(gain, false)}.`;
}

function changed(before: number, after: number): string {
  const [from, to] = [numbers.rate(before), numbers.rate(after)];
  return from === to ? `${from} as before` : `${to} instead of ${from}`;
}

function foundSentence(missed: AdviceGrounds['missed'], { found }: PriorCorrection): string {
  const classes = missed
    .slice(0, namedClasses)
    .map(
      ({ index, evaluation: { label, support, found: before } }) =>
        `${numbers.count(found[index]!)} instead of ${numbers.count(before.least)} of the ${numbers.count(support)} rows of ${numbers.label(label)}`,
    );
  const others = missed.length > namedClasses ? ', and so on' : '';
  return `On these rows it would find ${classes.join(', ')}${others}`;
}

function rankingText({ label, metrics }: AdviceGrounds['missed'][number]['evaluation']): string {
  const measured = metrics.get('averagePrecision') ?? { kind: 'undefined', reason: 'not computed' };
  const chance =
    measured.kind === 'value' && measured.chance !== undefined
      ? `, chance ${numbers.rate(measured.chance)}`
      : '';
  return `average precision of ${numbers.label(label)} ${metricWithInterval('averagePrecision', measured)}${chance}`;
}
