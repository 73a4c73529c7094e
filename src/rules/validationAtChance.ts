import type { Finding } from '../core/finding.ts';
import { largestClass } from '../core/classCounts.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import { countedRows } from './countedRows.ts';
import { predictionsSpeakForRun } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { median, valuesOf } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'validation-at-chance';

/**
 * The training rows are learned, and validation is no better than one answer for all.
 *
 * With π the share of the largest class in the very rows of validation and medians of the last 5 epochs: validation
 * accuracy is below π + 2·√(π(1 − π)/n), training accuracy above π + 0.2. Needs a settled run of 5 epochs or more. Silent
 * with predictions that speak for the run: they tell a model that is at chance from one that trades accuracy for recall.
 */
export const validationAtChance: Rule = {
  id,
  title: 'Validation is at chance though training is learned',
  severity: 'warning',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `Training accuracy is ${say.rate(evidence['trainAccuracy']!)} by the median of the last ${say.count(evidence['epochs']!)} epochs.`,
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log } = evidence;
  const counted = countedRows(evidence);
  if (log === undefined || counted === undefined || predictionsSpeakForRun(evidence)) return undefined;
  const { lastEpochs, log: chance } = limits.rules;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const validation = valuesOf(log.run, 'validation', 'accuracy');
  const train = valuesOf(log.run, 'train', 'accuracy').slice(-lastEpochs);
  const last = validation.at(-1)?.reading;
  const lastTrain = train.at(-1)?.reading;
  if (last === undefined || lastTrain === undefined || validation.length < chance.chanceEpochs)
    return undefined;
  const { rows, counts } = counted;
  const largest = largestClass(counts)!;
  const share = largest.count / rows;
  const accuracy = median(validation.slice(-lastEpochs).map(({ reading }) => reading.value));
  const trainAccuracy = median(train.map(({ reading }) => reading.value));
  const most = share + chance.chanceErrors * Math.sqrt((share * (1 - share)) / rows);
  if (!(accuracy < most && trainAccuracy > share + chance.chanceLearned)) return undefined;
  const right = Math.min(rows, Math.round(accuracy * rows));
  const [low, high] = wilson(right, rows, limits.confidence);
  return {
    rule: id,
    severity: 'warning',
    verb: 'shows',
    location: placeIn(log, last),
    evidence: {
      accuracy,
      trainAccuracy,
      share,
      rows,
      low,
      high,
      confidence: limits.confidence,
      epochs: train.length,
    },
    // Of classes of one size none is the one to name.
    names: [...counts.values()].every((count) => count === largest.count)
      ? {}
      : { majority: [largest.label] },
    related: [{ location: placeIn(log, lastTrain), what: 'train' }],
  };
}

function message({ evidence, names }: Finding, say: Say): string {
  const [label] = names['majority'] ?? [];
  const always = label === undefined ? 'one class' : say.label(label);
  const { accuracy, trainAccuracy, share, rows, low, high, confidence } = evidence;
  return (
    `Train accuracy ${say.rate(trainAccuracy!)}, validation ${say.rate(accuracy!)}: always answering ` +
    `${always} scores ${say.rate(share!)} (${say.count(rows!)} rows, ` +
    `${say.percent(confidence!)} ${say.interval(low!, high!)}). What is learned in training does not carry over. ` +
    `Check that validation has the same preprocessing, class order and labels as training; if so, the model learns ` +
    `its rows by heart.`
  );
}
