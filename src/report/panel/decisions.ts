import type { AnswerChoice, Decisions } from '../../core/decisions/decide.ts';
import type { Objective } from '../../core/decisions/objective.ts';
import type { ThresholdChoice, Thresholds } from '../../core/decisions/thresholds.ts';
import type { CellState, DecisionsState, CellTableState } from '../../protocol/panel.ts';
import {
  decisionSentences,
  fewRowsSentence,
  gainText,
  idlePriorNote,
  objectiveName,
  precisionText,
  thresholdGrounds,
} from '../decisionText.ts';
import { numbers } from '../numbers.ts';

/** What other thresholds and answers would do; undefined where there is nothing to tell. */
export function decisionsState(decisions: Decisions | undefined): DecisionsState | undefined {
  if (decisions === undefined) return undefined;
  const { thresholds, answers } = decisions;
  const tables = [
    ...(thresholds === undefined ? [] : [thresholdTable(thresholds, decisions)]),
    ...(answers.length === 0 ? [] : [answerTable(answers, decisions)]),
  ];
  const sentences = decisionSentences(decisions);
  if (tables.length === 0 && sentences.length === 0) return undefined;
  const few = fewRowsSentence(decisions);
  const idle = idlePriorNote(decisions);
  return {
    sentences,
    tables,
    notes: [
      ...(thresholds === undefined ? [] : [thresholdGrounds(thresholds, decisions)]),
      ...(idle === undefined ? [] : [idle]),
      ...(few === undefined || sentences.includes(few) ? [] : [few]),
    ],
  };
}

function text(value: string, range?: string): CellState {
  return range === undefined ? { text: value } : { text: value, range };
}

const none = text('–');

function thresholdTable(thresholds: Thresholds, { presentCost }: Decisions): CellTableState {
  const hasCosts = presentCost !== undefined;
  const { choices, presentThreshold, positive } = thresholds;
  const { present } = choices[0]!;
  const costCell = (cost: number): CellState[] => (hasCosts ? [text(numbers.loss(cost))] : []);
  const precisionCell = (outcome: ThresholdChoice['present']): CellState =>
    outcome.precision === undefined ? text('undefined', 'no positive answers') : text(precisionText(outcome));
  return {
    title: `Threshold on the score of ${numbers.label(positive)}`,
    header: [
      'Answers',
      'Threshold',
      'Recall',
      'Precision',
      ...(hasCosts ? ['Cost a row'] : []),
      'Gain on other rows',
    ],
    rows: [
      {
        label: 'Present answers',
        cells: [
          presentThreshold === undefined
            ? text('none', 'labels of the file')
            : text(numbers.rate(presentThreshold)),
          text(numbers.rate(present.recall)),
          precisionCell(present),
          ...costCell(present.cost),
          none,
        ],
      },
      ...choices.map((choice) => ({
        label: aimText(choice.objective),
        cells: [
          text(numbers.rate(choice.threshold), numbers.interval(...choice.thresholdInterval)),
          text(numbers.rate(choice.heldOut.recall)),
          precisionCell(choice.heldOut),
          ...costCell(choice.heldOut.cost),
          gainCell(choice),
        ],
      })),
    ],
  };
}

function aimText(objective: Objective): string {
  if (objective.kind === 'cost') return 'Least cost';
  if (objective.kind === 'recallAtPrecision')
    return `Most recall at precision ${numbers.rate(objective.least)}`;
  if (objective.kind === 'precisionAtRecall')
    return `Most precision at recall ${numbers.rate(objective.least)}`;
  return `Best ${objectiveName(objective)}`;
}

function gainCell({ objective, gain, gainInterval }: ThresholdChoice): CellState {
  const isCost = objective.kind === 'cost';
  const range = isCost
    ? `${numbers.loss(gainInterval[0])} to ${numbers.loss(gainInterval[1])}`
    : numbers.interval(...gainInterval);
  return text(
    isCost
      ? `saves ${numbers.loss(gain)} a row`
      : `${objectiveName(objective)} ${gainText({ value: gain }, false)}`,
    range,
  );
}

function answerTable(
  answers: readonly AnswerChoice[],
  { presentCost, deployment }: Decisions,
): CellTableState {
  const hasCosts = presentCost !== undefined;
  const [{ present }] = answers as [AnswerChoice];
  const costCell = (cost: number | undefined): CellState[] =>
    hasCosts ? [cost === undefined ? none : text(numbers.loss(cost))] : [];
  return {
    title: deployment === undefined ? 'Answers from the probabilities' : 'Answers at the deployment shares',
    header: [
      'Answers',
      'Rows changed',
      'Accuracy',
      'Balanced accuracy',
      ...(hasCosts ? ['Cost a row'] : []),
      'Gain',
    ],
    rows: [
      {
        label: 'Present answers',
        cells: [
          none,
          text(numbers.rate(present.accuracy)),
          text(numbers.rate(present.balancedAccuracy)),
          ...costCell(present.cost),
          none,
        ],
      },
      ...answers.map((answer) => ({
        label: answerLabels[answer.kind],
        cells: [
          text(numbers.count(answer.changed)),
          text(numbers.rate(answer.chosen.accuracy)),
          text(numbers.rate(answer.chosen.balancedAccuracy)),
          ...costCell(answer.chosen.cost),
          answerGain(answer),
        ],
      })),
    ],
  };
}

const answerLabels: Readonly<Record<AnswerChoice['kind'], string>> = {
  prior: 'Largest p / π',
  deployment: 'Corrected to deployment',
  cost: 'Least expected cost',
};

/** In what the answers are made for. */
function answerGain({ kind, gains }: AnswerChoice): CellState {
  const isCost = kind === 'cost' && gains.cost !== undefined;
  const gain = isCost ? gains.cost : kind === 'prior' ? gains.balancedAccuracy : gains.accuracy;
  const name = kind === 'prior' ? 'balanced accuracy' : 'accuracy';
  const range =
    gain.interval === undefined
      ? undefined
      : isCost
        ? `${numbers.loss(gain.interval[0])} to ${numbers.loss(gain.interval[1])}`
        : numbers.interval(...gain.interval);
  return text(
    isCost ? `saves ${numbers.loss(gain.value)} a row` : `${name} ${gainText({ value: gain.value }, false)}`,
    range,
  );
}
