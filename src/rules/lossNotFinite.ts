import type { Finding } from '../core/finding.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { placeIn } from '../core/trainingRun.ts';
import type { Epoch, NotFinite, Reading, Split, TrainingRun } from '../core/trainingRun.ts';
import type { Rule, Say } from './rule.ts';

const id = 'loss-not-finite';

type Broken = Reading & { readonly value: NotFinite };

/**
 * A loss is NaN or infinite.
 *
 * Reads training and validation loss; the first such value, of training loss where both break in one epoch. A missing
 * value is none; a `nan` of a validation loss counts if the same epoch has another validation value that is finite, or
 * from two epochs on to the end of the run, since a writer that validates every second epoch may write `nan` for the
 * others. Error if no later value of that loss is finite, else Information.
 */
export const lossNotFinite: Rule = {
  id,
  title: 'Loss is not a finite number',
  severity: 'error',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: [],
  check,
  say: message,
  sayRelated: (_what, { evidence }, say) =>
    `The last finite value before: ${say.loss(evidence['lastFinite']!)} at epoch ${say.count(evidence['lastEpoch']!)}.`,
};

/** One loss of one epoch. */
interface LossReading {
  readonly epoch: Epoch;
  readonly reading: Reading;
}

function check({ log }: RunEvidence): Finding | undefined {
  // From which epoch on is what it says.
  if (log === undefined || log.run.unnumbered === true) return undefined;
  const found = (['train', 'validation'] as const)
    .map((split) => brokenLoss(log.run, split))
    .filter((broken) => broken !== undefined)
    .sort((a, b) => log.run.epochs.indexOf(a.epoch) - log.run.epochs.indexOf(b.epoch))[0];
  if (found === undefined) return undefined;
  const { epoch, reading, before, after, split } = found;
  const recovers = after.some(isFinite);
  const last = before.at(-1);
  const rate = epoch.readings.find(({ metric }) => metric === 'learningRate')?.value;
  return {
    rule: id,
    severity: recovers ? 'information' : 'error',
    verb: 'is',
    location: placeIn(log, reading),
    evidence: {
      epoch: epoch.epoch,
      epochs: 1 + after.filter((one) => !isFinite(one)).length,
      recovers: recovers ? 1 : 0,
      ...(last === undefined
        ? {}
        : { lastFinite: last.reading.value as number, lastEpoch: last.epoch.epoch }),
      ...(typeof rate === 'number' ? { learningRate: rate } : {}),
    },
    names: { split: [split], form: [reading.value.notFinite] },
    related: last === undefined ? [] : [{ location: placeIn(log, last.reading), what: 'lastFinite' }],
  };
}

function brokenLoss(
  run: TrainingRun,
  split: Split,
): { split: Split; epoch: Epoch; reading: Broken; before: LossReading[]; after: LossReading[] } | undefined {
  const losses = run.epochs.flatMap((epoch): LossReading[] => {
    const reading = epoch.readings.find((one) => one.split === split && one.metric === 'loss');
    return reading === undefined ? [] : [{ epoch, reading }];
  });
  const lastFinite = losses.map((one) => isFinite(one)).lastIndexOf(true);
  const index = losses.findIndex((one, position) => {
    if (isFinite(one)) return false;
    const toTheEnd = position > lastFinite && losses.length - position > 1;
    return split === 'train' || isInfinite(one.reading) || toTheEnd || wasMeasured(one.epoch);
  });
  const first = losses[index];
  if (first === undefined) return undefined;
  return {
    split,
    epoch: first.epoch,
    reading: first.reading as Broken,
    before: losses.slice(0, index).filter(isFinite),
    after: losses.slice(index + 1),
  };
}

function isFinite({ reading }: LossReading): boolean {
  return typeof reading.value === 'number';
}

function isInfinite({ value }: Reading): boolean {
  return typeof value !== 'number' && value.notFinite !== 'nan';
}

/** True if some validation value of the epoch is a number, so that its loss was computed and is not just missing. */
function wasMeasured({ readings }: Epoch): boolean {
  return readings.some(({ split, value }) => split === 'validation' && typeof value === 'number');
}

function message({ evidence, names }: Finding, say: Say): string {
  const { epoch, epochs, recovers, lastFinite, lastEpoch, learningRate } = evidence;
  const loss = names['split']?.[0] === 'train' ? 'Training loss' : 'Validation loss';
  const what = names['form']?.[0] === 'nan' ? 'not a number' : 'infinite';
  const many = `${say.count(epochs!)} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  const rate = learningRate === undefined ? '' : ` The learning rate was ${say.loss(learningRate)}.`;
  const before =
    lastFinite === undefined
      ? ' No epoch before had a finite one.'
      : ` The last finite value is ${say.loss(lastFinite)} at epoch ${say.count(lastEpoch!)}.`;
  if (recovers === 1) {
    return (
      `${loss} is ${what} at epoch ${say.count(epoch!)} (${many}) and finite again later.` +
      `${before}${rate} Look at the inputs of that epoch; its other values may be wrong too.`
    );
  }
  return (
    `${loss} is ${what} from epoch ${say.count(epoch!)} on (${many}): ` +
    `nothing logged there describes a working model.${before}${rate} ` +
    `Lower the learning rate or clip the gradients, and let training stop there (in Keras: TerminateOnNaN).`
  );
}
