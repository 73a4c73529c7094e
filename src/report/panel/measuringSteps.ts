import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Finding } from '../../core/finding.ts';
import { bestLossSnippets } from '../findingSnippets.ts';
import { breakingFinding } from '../broken.ts';
import { shownFindings } from '../findingText.ts';
import {
  foldsSnippets,
  macroSnippets,
  oneBatchSnippets,
  rowAccuracySnippets,
  samePathSnippets,
  stratifiedSplitSnippets,
} from '../measuringSnippets.ts';
import { numbers } from '../numbers.ts';
import type { AdviceStep } from './adviceGrounds.ts';

type MakeStep = (finding: Finding) => AdviceStep | undefined;

/** What must be measured otherwise, or learned at all, before a remedy for a class is worth a try. */
const measurements: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['elementwise-accuracy', rowAccuracyStep],
  ['validation-at-chance', samePathStep],
  ['constant-predictor', oneBatchStep],
  ['split-class-mismatch', splitStep],
  ['averaged-metric-is-accuracy', macroStep],
]);

/** What makes the numbers surer. */
const certainties: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['best-epoch-is-luck', lowestLossStep],
  ['validation-set-too-small', foldsStep],
]);

/** None where the run's numbers are wrong. */
export function measuringSteps(run: RunAnalysis): AdviceStep[] {
  return stepsOf(run, measurements);
}

/** None where the run's numbers are wrong. */
export function certaintySteps(run: RunAnalysis): AdviceStep[] {
  return stepsOf(run, certainties);
}

function stepsOf(run: RunAnalysis, makers: ReadonlyMap<string, MakeStep>): AdviceStep[] {
  if (breakingFinding(run) !== undefined) return [];
  const shown = shownFindings(run.findings);
  return [...makers].flatMap(([rule, make]) => {
    const finding = shown.find((one) => one.rule === rule);
    return finding === undefined ? [] : (make(finding) ?? []);
  });
}

function step(
  title: string,
  points: readonly [term: string, text: string][],
  snippets: AdviceStep['snippets'],
): AdviceStep {
  return { title, points: points.map(([term, text]) => ({ term, text })), cells: [], snippets };
}

function rowAccuracyStep({ evidence: { classes, zero } }: Finding): AdviceStep {
  return step(
    'Count accuracy by rows',
    [
      [
        'Here',
        `With ${numbers.count(classes!)} outputs a row, a model that answers nothing scores ${numbers.rate(zero!)}. No other number of this log can be held against the accuracy.`,
      ],
      [
        'Unless',
        'A row may have several classes: then read recall and precision of each class, and no accuracy.',
      ],
    ],
    rowAccuracySnippets(),
  );
}

function samePathStep({ evidence: { trainAccuracy, accuracy } }: Finding): AdviceStep {
  return step(
    'Send training rows through the validation code',
    [
      [
        'Here',
        `Training accuracy is ${numbers.rate(trainAccuracy!)}, validation ${numbers.rate(accuracy!)}.`,
      ],
      [
        'Then',
        'If the training rows come out at chance too, it is the code: preprocessing, class order or shuffled labels. If not, the model learns its rows by heart: look at the labels, and take a smaller model or more rows.',
      ],
    ],
    samePathSnippets(),
  );
}

function oneBatchStep({ evidence, names }: Finding): AdviceStep | undefined {
  if (evidence['enoughRows'] === 0) return undefined;
  const label = numbers.label(names['answer']?.[0] ?? '');
  const here =
    evidence['answered'] === undefined
      ? `Accuracy is that of answering ${label} for every row.`
      : `${numbers.count(evidence['answered'])} of ${numbers.count(evidence['rows']!)} rows get ${label}.`;
  return step(
    'Let the model learn one batch by heart',
    [
      ['Here', `${here} Neither thresholds nor class weights help a model that tells no row from another.`],
      [
        'Then',
        'If it cannot, the model, its loss, the scale of its inputs or the labels are at fault. If it can, train with a tenth of the learning rate and without class weights first.',
      ],
    ],
    oneBatchSnippets(),
  );
}

function splitStep({ evidence, names }: Finding): AdviceStep {
  const label = numbers.label(names['classes']?.[0] ?? '');
  const { absent, fromTrain, trainShare, validationShare } = evidence;
  const here =
    absent === undefined
      ? `${label} is ${numbers.percent(trainShare!)} of the training rows and ${numbers.percent(validationShare!)} of the validation rows.`
      : `${numbers.count(absent)} ${absent === 1 ? 'class has' : 'classes have'} no ${fromTrain === 1 ? 'training' : 'validation'} rows, first ${label}.`;
  return step(
    'Split the rows by class',
    [
      ['Here', here],
      [
        'Not',
        'Rows of one patient, video or series belong on one side: then split by these groups (StratifiedGroupKFold).',
      ],
    ],
    stratifiedSplitSnippets(),
  );
}

function macroStep({ evidence, names }: Finding): AdviceStep {
  const metrics = (names['metrics'] ?? []).map((metric) => (metric === 'f1' ? 'F1' : metric)).join(', ');
  return step(
    'Log the macro average, or each class',
    [['Here', `The logged ${metrics} equals accuracy${whereBoth(evidence['epochs']!)}: it adds nothing.`]],
    macroSnippets(),
  );
}

function whereBoth(epochs: number): string {
  if (epochs === 0) return '';
  return epochs === 1
    ? ' in the one epoch that has both'
    : ` in all ${numbers.count(epochs)} epochs that have both`;
}

function lowestLossStep({ evidence }: Finding): AdviceStep | undefined {
  const { lead, rows, epoch, lowestLoss, lowestLossEpoch, lastLoss } = evidence;
  if (lowestLoss === undefined) return undefined;
  return step(
    'Choose the epoch by validation loss, and quote a test set',
    [
      [
        'Here',
        `Epoch ${numbers.count(epoch!)} leads the last by ${numbers.count(lead!)} of ${numbers.count(rows!)} rows. Loss moves with every row and not only with those that change sides, so its lowest point is less a matter of luck.`,
      ],
      [
        'Test set',
        'Rows that chose neither epoch nor model: the accuracy of the chosen epoch on validation is too high.',
      ],
    ],
    bestLossSnippets({ epoch: lowestLossEpoch!, lowest: lowestLoss, last: lastLoss! }),
  );
}

function foldsStep({ evidence, names }: Finding): AdviceStep {
  const { rows, low, high, classRows } = evidence;
  const [label] = names['classes'] ?? [];
  const here =
    label === undefined
      ? `${numbers.count(rows!)} rows leave accuracy at ${numbers.interval(low!, high!)}.`
      : `${numbers.label(label)} has ${numbers.count(classRows!)} of ${numbers.count(rows!)} rows to measure on.`;
  return step(
    'Score every row once: repeated cross-validation by class',
    [
      ['Here', here],
      [
        'Reading it',
        'Add up right rows over the folds of one repetition; the repetitions show how much the split itself matters, and are no new rows.',
      ],
    ],
    foldsSnippets(),
  );
}
