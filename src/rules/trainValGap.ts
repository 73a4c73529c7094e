import type { Finding } from '../core/finding.ts';
import { wilson } from '../core/intervals.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';
import { endText, median, namedEpochs, valuesOf } from './series.ts';
import { isSettled } from './settled.ts';

const id = 'train-val-gap';

/**
 * Training accuracy is above validation accuracy by more than 0.10, beyond what the number of rows explains.
 *
 * Medians A (training) and B (validation) of the last 5 epochs of a settled run: A − B − 1.645·√(B(1 − B)/n) > 0.10. Needs
 * an exact number of validation rows n. Losses are not compared: class weights, dropout and penalties put them on two
 * scales.
 */
export const trainValGap: Rule = {
  id,
  title: 'Training is ahead of validation',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'elementwise-accuracy', 'validation-at-chance', 'split-class-mismatch'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => {
    const end = endText(evidence['epochs']!, say);
    return `Training accuracy is ${say.rate(evidence['trainAccuracy']!)}${end === undefined ? '' : ` (${end})`}.`;
  },
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { log, validationSize } = evidence;
  if (log === undefined || validationSize?.exact !== true) return undefined;
  const { lastEpochs, boundErrors, log: gaps } = limits.rules;
  if (!isSettled(log.run, evidence.finished, limits.rules)) return undefined;
  const validation = valuesOf(log.run, 'validation', 'accuracy').slice(-lastEpochs);
  const train = valuesOf(log.run, 'train', 'accuracy').slice(-lastEpochs);
  const last = validation.at(-1)?.reading;
  const lastTrain = train.at(-1)?.reading;
  if (last === undefined || lastTrain === undefined) return undefined;
  const rows = validationSize.value;
  const trainAccuracy = median(train.map(({ reading }) => reading.value));
  const accuracy = median(validation.map(({ reading }) => reading.value));
  const gap = trainAccuracy - accuracy;
  const gapLow = gap - boundErrors * Math.sqrt((accuracy * (1 - accuracy)) / rows);
  if (!(gapLow > gaps.trainGap) || accuracy < 0 || accuracy > 1) return undefined;
  const [low, high] = wilson(Math.min(rows, Math.round(accuracy * rows)), rows, limits.confidence);
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location: placeIn(log, last),
    evidence: {
      accuracy,
      trainAccuracy,
      gap,
      gapLow,
      rows,
      low,
      high,
      confidence: limits.confidence,
      epochs: namedEpochs(log.run, train.length),
    },
    names: {},
    related: [{ location: placeIn(log, lastTrain), what: 'train' }],
  };
}

function message({ evidence }: Finding, say: Say): string {
  const { accuracy, trainAccuracy, gap, rows, low, high, confidence, epochs } = evidence;
  const end = epochs! > 1 ? `; last ${say.count(epochs!)} epochs` : epochs === 1 ? '; last epoch' : '';
  return (
    `Train accuracy ${say.rate(trainAccuracy!)}, validation ${say.rate(accuracy!)} (${say.count(rows!)} rows, ` +
    `${say.percent(confidence!)} ${say.interval(low!, high!)}${end}): the gap of ` +
    `${say.rate(gap!)} is more than chance; dropout and augmentation, where training has them, hide part of it. ` +
    `Quote the validation number; more rows, a smaller model or more regularisation may narrow the gap.`
  );
}
