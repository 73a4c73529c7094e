import type { AnswerChoice, Decisions } from '../core/decisions/decide.ts';
import type { Gain } from '../core/decisions/compareAnswers.ts';
import type { Outcome } from '../core/decisions/crossFit.ts';
import type { Objective } from '../core/decisions/objective.ts';
import type { ThresholdChoice, Thresholds } from '../core/decisions/thresholds.ts';
import { clean } from './clean.ts';
import { lossInterval, numbers } from './numbers.ts';

/** Classes whose shares are listed. */
const listedShares = 5;

/** What an objective looks at, as it stands in a sentence. */
export function objectiveName({ kind }: Objective): string {
  return {
    f1: 'F1',
    f2: 'F2',
    balancedAccuracy: 'balanced accuracy',
    youdenJ: "Youden's J",
    cost: 'cost a row',
    recallAtPrecision: 'recall',
    precisionAtRecall: 'precision',
  }[kind];
}

/** `+0.08 (0.02 to 0.13)`; of a cost `saving 0.08 (0.02–0.13)`. */
export function gainText({ value, interval }: Gain, isCost: boolean): string {
  if (isCost) {
    const range = interval === undefined ? '' : ` (${lossInterval(...interval)})`;
    return `saving ${numbers.loss(value)}${range}`;
  }
  const range = interval === undefined ? '' : ` (${numbers.interval(...interval)})`;
  return `${value > 0 ? '+' : ''}${numbers.rate(value)}${range}`;
}

/** True if the gain is above 0 by more than chance. */
export function isShown({ gainInterval }: Pick<ThresholdChoice, 'gainInterval'>): boolean {
  return gainInterval[0] > 0;
}

export function thresholdText(choice: ThresholdChoice): string {
  return `${numbers.rate(choice.threshold)} (${numbers.interval(...choice.thresholdInterval)})`;
}

export function gainOf(choice: ThresholdChoice): string {
  const gain = { value: choice.gain, interval: choice.gainInterval };
  return gainText(gain, choice.objective.kind === 'cost');
}

function valueText(value: number, { kind }: Objective): string {
  return kind === 'cost' ? numbers.loss(value) : numbers.rate(value);
}

export function precisionText({ precision }: Pick<Outcome, 'precision'>): string {
  return precision === undefined ? 'undefined (no positive answers)' : numbers.rate(precision);
}

/** What the best threshold for one objective comes to on rows that did not choose it. */
export function thresholdSentence(thresholds: Thresholds, choice: ThresholdChoice): string {
  const { objective, present, heldOut } = choice;
  const name = objectiveName(objective);
  const on = `${thresholdText(choice)} on the score of ${numbers.label(thresholds.positive)}`;
  const rates = `Recall would be ${numbers.rate(heldOut.recall)} instead of ${numbers.rate(present.recall)}, precision ${precisionText(heldOut)} instead of ${precisionText(present)}.`;
  if (objective.kind === 'recallAtPrecision' || objective.kind === 'precisionAtRecall') {
    const [kept, got] =
      objective.kind === 'recallAtPrecision'
        ? (['precision', heldOut.precision ?? 0] as const)
        : (['recall', heldOut.recall] as const);
    const missed = got < objective.least ? `, which misses the ${kept} asked for` : '';
    return `For the most ${name} at a ${kept} of at least ${numbers.rate(objective.least)} the threshold is ${on}: on rows that did not choose it recall is ${numbers.rate(heldOut.recall)} at precision ${precisionText(heldOut)}${missed}; the present answers have ${numbers.rate(present.recall)} at ${precisionText(present)}.`;
  }
  const change = `${valueText(heldOut.value, objective)} instead of ${valueText(present.value, objective)}, ${gainOf(choice)}, on rows that did not choose it`;
  const better = objective.kind === 'cost' ? 'a lower cost a row' : `a higher ${name}`;
  return isShown(choice)
    ? `A threshold of ${on} shows ${better}: ${change}. ${rates}`
    : `No threshold shows ${better} than the present answers. The best one for these rows, ${on}, comes to ${change}.`;
}

/** What the choice of a threshold rests on. */
export function thresholdGrounds({ rows, scores, exact }: Thresholds, { deployment }: Decisions): string {
  const tried = exact
    ? `All ${numbers.count(scores)} distinct scores were tried`
    : `Of ${numbers.count(scores)} distinct scores neighbouring ranks were tried together`;
  const weighed = deployment === undefined ? '' : ' Rows are weighed to the deployment shares.';
  return `${tried}, on ${numbers.count(rows[0])} positive and ${numbers.count(rows[1])} other rows: the threshold was chosen on one half and scored on the other, and the other way round, over several halvings.${weighed} On the rows that choose it a threshold always seems to gain.`;
}

/** What other answers come to, in one sentence. */
export function answerSentence(answer: AnswerChoice, { deployment, costs }: DecisionFacts): string {
  const { kind, present, chosen, gains, changed } = answer;
  const there = deployment ? ' at deployment' : '';
  const parts: string[] = [];
  const rate = (name: string, before: number, after: number, gain: Gain): string =>
    `${name} ${numbers.rate(after)} instead of ${numbers.rate(before)}, ${gainText(gain, false)}`;
  if (costs && gains.cost !== undefined && kind === 'cost') {
    parts.push(
      `cost a row${there} ${numbers.loss(chosen.cost!)} instead of ${numbers.loss(present.cost!)}, ${gainText(gains.cost, true)}`,
    );
  }
  const balanced = rate(
    'balanced accuracy',
    present.balancedAccuracy,
    chosen.balancedAccuracy,
    gains.balancedAccuracy,
  );
  const accuracy = rate(`accuracy${there}`, present.accuracy, chosen.accuracy, gains.accuracy);
  parts.push(...(kind === 'prior' ? [balanced, accuracy] : [accuracy]));
  const rows = `${numbers.count(changed)} ${changed === 1 ? 'row' : 'rows'}`;
  if (changed === 0) return `${answerName(answer)} changes no row.`;
  return `${answerName(answer)} changes ${rows}: ${parts.join('; ')}.`;
}

interface DecisionFacts {
  /** Whether shares and costs were stated. */
  readonly deployment: boolean;
  readonly costs: boolean;
}

export function factsOf({ deployment, presentCost }: Decisions): DecisionFacts {
  return { deployment: deployment !== undefined, costs: presentCost !== undefined };
}

function answerName({ kind, priorSource }: AnswerChoice): string {
  const of = priorSource === 'train' ? 'training rows' : 'rows of this file';
  switch (kind) {
    case 'prior':
      return `Answering with the largest p / π (π the class shares of the ${of})`;
    case 'deployment':
      return `Correcting the probabilities from the class shares of the ${of} to those at deployment`;
    case 'cost':
      return 'Answering with the least expected cost';
  }
}

/** What accuracy would be under the stated shares. */
export function deploymentSentences({ deployment, labels }: Decisions): string[] {
  if (deployment === undefined) return [];
  const { shares, statedSum, accuracyHere, values, accuracyInterval } = deployment;
  const listed = shares
    .map((share, index) => ({ share, index }))
    .sort((a, b) => b.share - a.share || a.index - b.index)
    .slice(0, listedShares)
    .map(({ share, index }) => `${numbers.label(labels[index]!)} ${numbers.percent(share)}`);
  const more = shares.length > listedShares ? ' and so on' : '';
  const range =
    accuracyInterval === undefined
      ? ''
      : ` (${numbers.interval(Math.max(0, accuracyInterval[0]), Math.min(1, accuracyInterval[1]))})`;
  return [
    `Accuracy is ${numbers.rate(accuracyHere)} on these rows; with the deployment shares ${listed.join(', ')}${more} it would be ${numbers.rate(values.accuracy)}${range}: the recall of each class stays, only how often the class comes changes.`,
    ...(statedSum === undefined
      ? []
      : [`The shares as stated add up to ${numbers.loss(statedSum)} and were scaled to 1.`]),
  ];
}

/** Which classes have too few rows for a word on them. */
export function fewRowsSentence({ fewRows }: Decisions): string | undefined {
  if (fewRows.length === 0) return undefined;
  const names = fewRows
    .slice(0, listedShares)
    .map(({ label, rows }) => `${numbers.label(label)} (${numbers.count(rows)})`);
  const more = fewRows.length - names.length;
  const others = more > 0 ? ` and ${numbers.count(more)} more` : '';
  return `Too few rows to tell what other answers do to the class: ${names.join(', ')}${others}.`;
}

/** The part of a terminal report: what was asked for, and what helps. */
export function decisionSentences(decisions: Decisions): string[] {
  const { thresholds, answers, presentCost, deployment, notes } = decisions;
  const facts = factsOf(decisions);
  const [choice] = thresholds?.choices ?? [];
  const told = answers.filter((answer) => !isIdlePrior(answer));
  const few = told.length === 0 ? undefined : fewRowsSentence(decisions);
  return [
    ...deploymentSentences(decisions),
    ...(presentCost === undefined
      ? []
      : [`The present answers cost ${numbers.loss(presentCost)} a row${atDeployment(deployment)}.`]),
    ...(thresholds === undefined || choice === undefined ? [] : [thresholdSentence(thresholds, choice)]),
    ...told.map((answer) => answerSentence(answer, facts)),
    ...(few === undefined ? [] : [few]),
    ...notes.map((note) => clean(note, 1_000)),
  ];
}

/** Dividing by the class shares where that shows no gain. */
function isIdlePrior({ kind, gains }: AnswerChoice): boolean {
  return kind === 'prior' && !((gains.balancedAccuracy.interval?.[0] ?? 0) > 0);
}

/** What largest p / π is, where the sentences do not speak of it. */
export function idlePriorNote({ answers }: Decisions): string | undefined {
  if (!answers.some(isIdlePrior)) return undefined;
  return 'Largest p / π divides each probability by the share of its class, which favours small classes. Here it shows no gain: keep the present answers.';
}

function atDeployment(deployment: Decisions['deployment']): string {
  const cost = deployment?.values.cost;
  return cost === undefined ? '' : `, ${numbers.loss(cost)} at the deployment shares`;
}
