import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';
import { median, valuesOf } from './series.ts';

const id = 'loss-spikes';

/**
 * Training loss jumps up again and again.
 *
 * A spike is a training loss above 1.5 times the median of the three before it, and above it by more than 0.05. Fires from
 * max(2, 5 % of the epochs) spikes on.
 */
export const lossSpikes: Rule = {
  id,
  title: 'Training loss spikes',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite'],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) => `The last of ${say.count(evidence['spikes']!)} spikes.`,
};

function check({ log }: RunEvidence, limits: Limits): Finding | undefined {
  if (log === undefined) return undefined;
  const { spikeBefore, spikeFactor, spikeMargin, spikes: least, spikeShare } = limits.rules.log;
  const losses = valuesOf(log.run, 'train', 'loss');
  const spikes = losses.flatMap(({ epoch, index, reading }, at) => {
    if (at < spikeBefore) return [];
    const before = median(losses.slice(at - spikeBefore, at).map((one) => one.reading.value));
    const isSpike = reading.value > spikeFactor * before && reading.value > before + spikeMargin;
    return isSpike ? [{ epoch, index, reading, before }] : [];
  });
  const [first] = spikes;
  if (first === undefined || spikes.length < Math.max(least, spikeShare * losses.length)) return undefined;
  const rate = log.run.epochs[first.index]?.readings.find(
    ({ metric, split }) => metric === 'learningRate' && split === undefined,
  )?.value;
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location: placeIn(log, first.reading),
    evidence: {
      spikes: spikes.length,
      epochs: losses.length,
      epoch: first.epoch,
      loss: first.reading.value,
      before: first.before,
      ...(typeof rate === 'number' ? { learningRate: rate } : {}),
    },
    names: {},
    related: [{ location: placeIn(log, spikes.at(-1)!.reading), what: 'last' }],
  };
}

function message({ evidence }: Finding, say: Say): string {
  const { spikes, epochs, epoch, loss, before, learningRate } = evidence;
  const rate = learningRate === undefined ? '' : ` (logged: ${say.loss(learningRate)})`;
  return (
    `Training loss spikes in ${say.count(spikes!)} of ${say.count(epochs!)} epochs: in epoch ${say.count(epoch!)} from ` +
    `${say.loss(before!)} to ${say.loss(loss!)}. Which epoch the training stops at is then chance. Lower the learning ` +
    `rate${rate}, clip the gradients, or take larger batches.`
  );
}
