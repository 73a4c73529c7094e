import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Evaluation } from '../../core/evaluation.ts';
import type { AdviceState } from '../../protocol/panel.ts';
import {
  balancedWeights,
  type ClassSizes,
  resamplingSnippets,
  shownCode,
  weightSnippets,
} from '../adviceSnippets.ts';
import {
  foundText,
  isOfReport,
  missedRows,
  mostConfusedWith,
  type RankedClass,
  worstFirst,
} from '../classText.ts';
import { metricWithInterval, valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { shownFindings } from '../findingText.ts';
import { adviceGrounds, type AdviceGrounds, type AdviceStep } from './adviceGrounds.ts';
import { calibrationSteps, predictionsStep, repairSteps } from './findingSteps.ts';
import { certaintySteps, measuringSteps } from './measuringSteps.ts';
import { priorStep } from './priorStep.ts';

/** Missed classes that are spoken of one by one. */
const namedClasses = 5;
/** A weight of 1.2 moves a probability of 0.5 to 0.55: one that is smaller changes few answers. */
const leastWeight = 1.2;
/** Class sizes that differ less are no imbalance to speak of: of two classes the larger then has 60 %. */
const leastRatio = 1.5;

/** The section with the whole code of its snippets. */
interface Advice {
  readonly sentences: readonly string[];
  readonly steps: readonly AdviceStep[];
  readonly leftOut?: string;
}

/**
 * What to try, in order of evidence: what must be mended first, then what helps classes that findings name as missed,
 * then what helps the probabilities. Without such a finding it says that the class sizes ask for nothing. Undefined
 * where nothing can be advised.
 */
export function adviceState(run: RunAnalysis): AdviceState | undefined {
  const advice = adviceOf(run);
  if (advice === undefined) return undefined;
  let index = 0;
  return {
    ...advice,
    steps: advice.steps.map((step) => ({
      ...step,
      snippets: step.snippets.map(({ title, code }) => ({ index: index++, title, code: shownCode(code) })),
    })),
  };
}

/** The whole code of a snippet by its index; undefined for one that the run does not have. */
export function adviceSnippet(run: RunAnalysis, index: number): string | undefined {
  return adviceOf(run)?.steps.flatMap(({ snippets }) => snippets)[index]?.code;
}

function adviceOf(run: RunAnalysis): Advice | undefined {
  const grounds = adviceGrounds(run);
  const missed = grounds !== undefined && grounds.missed.length > 0 ? grounds : undefined;
  const steps = [
    ...repairSteps(run),
    ...measuringSteps(run),
    ...(missed === undefined ? [] : adviceSteps(missed)),
    ...calibrationSteps(run),
    ...certaintySteps(run),
    predictionsStep(run),
  ].filter((step) => step !== undefined);
  if (missed !== undefined) {
    const leftOut = leftOutSentence(missed);
    return { sentences: [introSentence(missed)], steps, ...(leftOut === undefined ? {} : { leftOut }) };
  }
  const sizes = grounds === undefined ? undefined : nothingToDo(grounds);
  if (steps.length === 0) return sizes === undefined ? undefined : { sentences: sizes, steps };
  return { sentences: [], steps, ...(sizes === undefined ? {} : { leftOut: sizes.join(' ') }) };
}

/** That class sizes ask for nothing; undefined where they are about equal. */
function nothingToDo({ run, evaluation, sizes }: AdviceGrounds): string[] | undefined {
  const ratio = ratioSentence(sizes);
  if (ratio === undefined) return undefined;
  const [worst] = worstFirst(evaluation);
  const recall = valueOf(worst?.evaluation.metrics.get('recall'));
  if (worst === undefined || recall === undefined) return undefined;
  const label = numbers.label(worst.evaluation.label);
  const isQuiet = shownFindings(run.findings).every(({ severity }) => severity !== 'warning');
  const first = isQuiet
    ? 'Nothing needs to be done about the class sizes'
    : 'The class sizes give no ground for weights or resampling';
  const isDoubtful = recall.interval !== undefined && recall.interval[0] < 0.5;
  return [
    `${first}: ${ratio}, but no class is missed by more than chance. The lowest recall is ${metricWithInterval('recall', recall)}, ${label}, ${foundText(worst)} found.`,
    ...(isDoubtful
      ? [
          `${numbers.count(worst.evaluation.support)} rows of ${label} cannot tell more: rows to measure on come before any remedy.`,
        ]
      : []),
  ];
}

function rowWord({ source }: ClassSizes): string {
  return source === 'train' ? 'training rows' : 'rows';
}

/** Of the classes that have rows; undefined where their sizes are about equal. */
function ratioSentence(sizes: ClassSizes): string | undefined {
  const present = sizes.counts.map((count, index) => ({ count, index })).filter(({ count }) => count > 0);
  const ordered = present.sort((a, b) => a.count - b.count);
  const [smallest] = ordered;
  const largest = ordered.at(-1);
  if (smallest === undefined || largest === undefined || largest.count / smallest.count < leastRatio) {
    return undefined;
  }
  const name = ({ count, index }: { count: number; index: number }): string =>
    `${numbers.label(sizes.labels[index]!)}, ${numbers.count(count)}`;
  return `the largest class (${name(largest)}) has ${times(largest.count / smallest.count)} times the ${rowWord(sizes)} of the smallest (${name(smallest)})`;
}

/** `4.25`, `42.5`, `1,200`. */
export function times(ratio: number): string {
  return numbers.loss(ratio);
}

function introSentence({ missed, sizes }: AdviceGrounds): string {
  const names = missed.slice(0, 3).map(({ evaluation }) => numbers.label(evaluation.label));
  const more = missed.length - names.length;
  const last = more > 0 ? `${numbers.count(more)} more` : names.length > 1 ? names.pop()! : undefined;
  const list = last === undefined ? names.join(', ') : `${names.join(', ')} and ${last}`;
  const ratio = ratioSentence(sizes);
  const verb = missed.length === 1 ? 'is' : 'are';
  return `${list} ${verb} missed by more than chance${ratio === undefined ? '' : `; ${ratio}`}. In order of evidence; look at the classes again after each step.`;
}

function adviceSteps(grounds: AdviceGrounds): AdviceStep[] {
  const lifted = liftedClasses(grounds);
  return [
    lookStep(grounds),
    priorStep(grounds),
    ...(lifted.length === 0 ? [] : [weightStep(grounds, lifted), resamplingStep(grounds, lifted)]),
  ];
}

/** Missed classes that class weights would count more, those of the largest weight first. */
function liftedClasses({ missed, sizes }: AdviceGrounds): { label: string; rows: number; weight: number }[] {
  const weights = balancedWeights(sizes.counts);
  return missed
    .map(({ index, evaluation: { label } }) => ({
      label,
      rows: sizes.counts[index]!,
      weight: weights[index]!,
    }))
    .filter(({ weight }) => weight >= leastWeight)
    .sort((a, b) => b.weight - a.weight);
}

function lookStep({ evaluation, missed }: AdviceGrounds): AdviceStep {
  const shown = missed.slice(0, namedClasses);
  const cells = shown.flatMap(({ index }) => {
    const predicted = mostConfusedWith(evaluation, index);
    if (predicted === undefined || isOfReport(evaluation)) return [];
    const rows = evaluation.confusionMatrix![index]![predicted]!;
    const [from, to] = [
      numbers.label(evaluation.labels[index]!),
      numbers.label(evaluation.labels[predicted]!),
    ];
    return [
      {
        actual: index,
        predicted,
        text: `Show the ${numbers.count(rows)} ${rows === 1 ? 'row' : 'rows'} of ${from} predicted as ${to}`,
      },
    ];
  });
  return {
    title: 'Look at the missed rows',
    points: [
      { term: 'Here', text: `${shown.map((ranked) => missedText(evaluation, ranked)).join('; ')}.` },
      {
        term: 'Why first',
        text: 'Wrong labels, rows that nobody could tell apart, or a kind of row that the training set lacks: no threshold, weight or resampling cures those.',
      },
    ],
    cells,
    snippets: [],
  };
}

function missedText(evaluation: Evaluation, ranked: RankedClass): string {
  const { index, evaluation: one } = ranked;
  const rows = missedRows(ranked);
  if (rows === undefined) return `${foundText(ranked)} rows of ${numbers.label(one.label)} were found`;
  const predicted = mostConfusedWith(evaluation, index);
  const text = `${numbers.count(rows)} of ${numbers.count(one.support)} rows of ${numbers.label(one.label)} were missed`;
  if (predicted === undefined) return text;
  const most = evaluation.confusionMatrix![index]![predicted]!;
  return `${text}, ${most === rows ? 'all' : numbers.count(most)} of them predicted as ${numbers.label(evaluation.labels[predicted]!)}`;
}

type Lifted = readonly { readonly label: string; readonly rows: number; readonly weight: number }[];

function weightStep({ sizes }: AdviceGrounds, lifted: Lifted): AdviceStep {
  const [first] = lifted;
  const weights = balancedWeights(sizes.counts);
  const least = weights.reduce(
    (best, weight, index) => (weight > 0 && weight < weights[best]! ? index : best),
    weights.findIndex((weight) => weight > 0),
  );
  return {
    title: 'Class weights: train again with n / (K n_c)',
    points: [
      {
        term: 'Here',
        text: `A row of ${numbers.label(first!.label)} would count ${times(first!.weight)} times, one of ${numbers.label(sizes.labels[least]!)} ${times(weights[least]!)} times. Weights add no information: the ${numbers.count(first!.rows)} ${rowWord(sizes)} of ${numbers.label(first!.label)} stay ${numbers.count(first!.rows)}. If this training had class weights already, more weight is no remedy; the files do not say whether it had.`,
      },
      {
        term: 'Probabilities',
        text: 'They become those of classes of equal size, too high for the small ones. Multiply them by the class shares and scale each row to 1, or calibrate them on rows as they come, before they stand for risks.',
      },
      {
        term: 'Reading the loss',
        text: 'Keras weights the training loss only; in PyTorch the same criterion in validation makes that loss a weighted one, and neither the prior line nor an unweighted run can be compared with it.',
      },
    ],
    cells: [],
    snippets: weightSnippets(sizes),
  };
}

function resamplingStep({ sizes }: AdviceGrounds, lifted: Lifted): AdviceStep {
  const [first] = lifted;
  const present = sizes.counts.filter((count) => count > 0);
  const [smallest, largest] = [Math.min(...present), Math.max(...present)];
  const total = present.reduce((sum, count) => sum + count, 0);
  const dropped = 1 - (smallest * present.length) / total;
  return {
    title: 'Resampling, of training rows only and last',
    points: [
      {
        term: 'Here',
        text: `Over-sampling to equal sizes shows each row of ${numbers.label(first!.label)} ${times(largest / first!.rows)} times as often, the same rows again, which are then learnt by heart sooner. Under-sampling to ${numbers.count(smallest)} rows a class throws away ${numbers.percent(dropped)} of the rows. SMOTE mixes rows feature by feature: it is no method for images or text.`,
      },
      {
        term: 'Probabilities',
        text: 'As with class weights those of small classes come out too high. In logistic regression over-, under-sampling and SMOTE gave strongly over-estimated risks, no better ranking; moving the threshold gave a similar balance of sensitivity and specificity (van den Goorbergh et al. 2022).',
      },
      {
        term: 'Not',
        text: 'Not together with class weights, which would count the classes twice, and never in validation or test rows.',
      },
    ],
    cells: [],
    snippets: resamplingSnippets(sizes),
  };
}

/** Classes that are missed though they are not small: neither weights nor resampling would help them. */
function leftOutSentence(grounds: AdviceGrounds): string | undefined {
  const lifted = new Set(liftedClasses(grounds).map(({ label }) => label));
  const weights = balancedWeights(grounds.sizes.counts);
  const [other, ...others] = grounds.missed.filter(({ evaluation }) => !lifted.has(evaluation.label));
  if (other === undefined) return undefined;
  const more = others.length === 0 ? '' : ` and ${numbers.count(others.length)} more`;
  const list = `${numbers.label(other.evaluation.label)}${more}`;
  const weight = times(weights[other.index]!);
  return lifted.size === 0
    ? `Class weights and resampling are not listed: by its number of rows the weight of ${list} would be ${weight}, so they would do little for it.`
    : `Class weights and resampling would do little for ${list}: by the number of rows the weight would be ${weight}.`;
}
