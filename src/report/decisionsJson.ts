import type { AnswerValues, Gain } from '../core/decisions/compareAnswers.ts';
import type { Decisions } from '../core/decisions/decide.ts';
import { objectiveText } from '../core/decisions/objective.ts';
import type { ThresholdChoice } from '../core/decisions/thresholds.ts';
import type { JsonObject } from './jsonValue.ts';

/** The `decisions` of a document: full precision, rates as fractions, a gain above 0 always better. */
export function decisionsJson(decisions: Decisions): JsonObject {
  const { thresholds, deployment, answers, presentCost, fewRows, notes, labels } = decisions;
  return {
    thresholds: thresholds && {
      positiveClass: thresholds.positive,
      positives: thresholds.rows[0],
      negatives: thresholds.rows[1],
      presentThreshold: thresholds.presentThreshold,
      distinctScores: thresholds.scores,
      exact: thresholds.exact,
      choices: thresholds.choices.map(choiceJson),
    },
    presentCost,
    deployment: deployment && {
      shares: byLabel(labels, deployment.shares),
      statedSum: deployment.statedSum,
      accuracyHere: deployment.accuracyHere,
      accuracyInterval: deployment.accuracyInterval,
      ...valuesJson(labels, deployment.values),
    },
    answers: answers.map(({ kind, priorSource, changed, present, chosen, gains }) => ({
      rule: kind,
      priorSource,
      changed,
      present: valuesJson(labels, present),
      chosen: valuesJson(labels, chosen),
      gains: {
        accuracy: gainJson(gains.accuracy),
        balancedAccuracy: gainJson(gains.balancedAccuracy),
        cost: gains.cost && gainJson(gains.cost),
      },
    })),
    fewRows: fewRows.length === 0 ? undefined : fewRows.map(({ label, rows }) => ({ class: label, rows })),
    notes: notes.length === 0 ? undefined : notes,
  };
}

function choiceJson(choice: ThresholdChoice): JsonObject {
  const { objective, threshold, thresholdInterval, present, heldOut, gain, gainInterval } = choice;
  const outcome = ({ value, recall, precision, cost }: ThresholdChoice['present']): JsonObject => ({
    value,
    recall,
    precision: precision ?? { undefined: 'no positive answers' },
    cost,
  });
  return {
    objective: objectiveText(objective),
    threshold,
    thresholdInterval,
    present: outcome(present),
    heldOut: outcome(heldOut),
    gain: gainJson({ value: gain, interval: gainInterval }),
    inSampleGain: choice.inSampleGain,
  };
}

function gainJson({ value, interval }: Gain): JsonObject {
  return { value, interval };
}

function valuesJson(labels: readonly string[], values: AnswerValues): JsonObject {
  const { accuracy, balancedAccuracy, cost, recalls, precisions, matrix } = values;
  return {
    accuracy,
    balancedAccuracy,
    cost,
    perClass: labels.map((label, index) => ({
      class: label,
      recall: recalls[index] ?? { undefined: `no samples of class '${label}'` },
      precision: precisions[index] ?? { undefined: `class '${label}' is never answered` },
    })),
    confusionMatrix: matrix,
  };
}

function byLabel(labels: readonly string[], values: readonly number[]): JsonObject {
  return Object.fromEntries(labels.map((label, index) => [label, values[index]]));
}
