import type { DefinedNumber, Printed } from '../core/definitions/match.ts';
import { definedNumbers, fits, widthOf } from '../core/definitions/match.ts';
import type { QuantityKind } from '../core/definitions/definition.ts';
import type { EvaluateOptions } from '../core/metricInput.ts';
import { metricInput } from '../core/metricInput.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import type { FittingDefinition, ReconciledReading } from '../core/reconciledReading.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { Epoch, Reading, Split } from '../core/trainingRun.ts';
import { chanceOfMatch } from './chanceOfMatch.ts';
import { namedKinds } from './namedKinds.ts';
import { ownDefinitions } from './ownDefinitions.ts';

/** Scores (rows by classes) of a table that is looked at: a million take about a third of a second. */
const mostScores = 1_000_000;

/** Expected chance matches among all that was compared, above which nothing is said. */
const mostByChance = 0.01;

/** Distinct numbers that a reading may fit and still be said to be something. */
const mostFits = 2;

/**
 * What the logged numbers of the epoch of a prediction file are, where they are not the metrics of their names.
 *
 * Where accuracy names one epoch, its other held-out numbers are looked at; where it names none, the log's accuracies
 * may be another definition. Silent unless chance would give fewer than 0.01 such matches, or the loss agrees too.
 */
export function reconcileRun(
  { log, predictions }: RunEvidence,
  options: Pick<EvaluateOptions, 'classWeights' | 'orderedClasses'>,
): readonly ReconciledReading[] {
  const epochIndices = predictions?.match?.epochIndices;
  if (log === undefined || predictions === undefined || epochIndices === undefined) return [];
  const { table } = predictions;
  if (table.actual.length === 0 || table.actual.length * table.labels.length > mostScores) return [];
  const compared = comparison(table, log.run.epochs, options);
  if (epochIndices.length === 1) return otherReadings(compared, epochIndices[0]!);
  return epochIndices.length === 0 ? otherAccuracy(compared) : [];
}

interface Comparison {
  readonly table: PredictionTable;
  readonly epochs: readonly Epoch[];
  numbersOf(kinds: readonly QuantityKind[]): readonly DefinedNumber[];
}

function comparison(
  table: PredictionTable,
  epochs: readonly Epoch[],
  options: Pick<EvaluateOptions, 'classWeights' | 'orderedClasses'>,
): Comparison {
  const input = metricInput(table, { ...options, confidence: 0.95 });
  const remembered = new Map<string, readonly DefinedNumber[]>();
  return {
    table,
    epochs,
    numbersOf: (kinds) => {
      const key = kinds.join();
      const numbers = remembered.get(key) ?? definedNumbers(input, kinds);
      remembered.set(key, numbers);
      return numbers;
    },
  };
}

type Held = Reading & { readonly value: number };

/** The finite readings of an epoch on the rows that accuracy is of. */
function heldOut(epoch: Epoch, split: Split | undefined): Held[] {
  return epoch.readings.filter(
    (reading): reading is Held => reading.split === split && typeof reading.value === 'number',
  );
}

function otherReadings(compared: Comparison, epochIndex: number): ReconciledReading[] {
  const epoch = compared.epochs[epochIndex]!;
  const accuracy = heldOutReading(epoch, 'accuracy');
  if (accuracy === undefined) return [];
  const isConfirmed = lossAgrees(compared, epoch);
  const byAccuracy = chanceOf(compared, accuracy);
  return heldOut(epoch, accuracy.split).flatMap((reading) => {
    if (reading.metric === 'accuracy') return [];
    const kinds = namedKinds(reading.metric);
    if (kinds === undefined) return [];
    const numbers = compared.numbersOf(kinds);
    const own = ownOf(compared, reading, numbers);
    const printed = printedOf(reading);
    const found = numbers.filter((number) => fits(printed, number));
    if (found.some((number) => isOneOf(number, ownDefinitions(reading.metric, compared.table)))) return [];
    const byChance = compared.epochs.length * byAccuracy * chanceOf(compared, reading) * numbers.length;
    const isSure = (isConfirmed && !kinds.includes('loss')) || byChance <= mostByChance;
    if (!isSure || found.length > mostFits || found.some((number) => isOneOf(number, ['twiceSoftmaxLoss'])))
      return [];
    // A loss may hold penalties and smoothing that no file shows, and a name of one's own may mean anything.
    if (found.length === 0 && (own === undefined || !isConfirmed || kinds.includes('loss'))) return [];
    return [reconciled(epoch, reading, own, found, numbers, 'is')];
  });
}

/** The one epoch whose accuracy is another definition on these rows, if that is no chance. */
function otherAccuracy(compared: Comparison): ReconciledReading[] {
  const { epochs } = compared;
  const numbers = compared.numbersOf(['accuracy']);
  const candidates = epochs.flatMap((epoch, epochIndex) => {
    const reading = heldOutReading(epoch, 'accuracy');
    if (reading === undefined) return [];
    const found = numbers.filter((number) => fits(printedOf(reading), number));
    if (found.length === 0 || found.length > mostFits) return [];
    const held = reading;
    const byLoss = lossAgrees(compared, epoch)
      ? chanceOf(compared, heldOutReading(epoch, 'loss') as Held)
      : 1;
    const byChance = epochs.length * chanceOf(compared, held) * byLoss * numbers.length;
    return [{ epochIndex, held, found, byChance }];
  });
  const [best] = candidates.sort((a, b) => a.byChance - b.byChance || b.epochIndex - a.epochIndex);
  if (best === undefined || best.byChance > mostByChance) return [];
  const own = ownOf(compared, best.held, numbers);
  return [reconciled(epochs[best.epochIndex]!, best.held, own, best.found, numbers, 'may')];
}

/** True if the logged loss of an epoch is the log loss of the rows. */
function lossAgrees({ numbersOf }: Comparison, epoch: Epoch): boolean {
  const reading = heldOutReading(epoch, 'loss');
  if (reading === undefined) return false;
  return numbersOf(['loss']).some(
    (number) => isOneOf(number, ['logLoss', 'kerasLogLoss']) && fits(printedOf(reading), number),
  );
}

/** The chance that this quantity of another epoch comes as near to a number as this one does. */
function chanceOf(
  { table, epochs, numbersOf }: Comparison,
  { split, metric, value, tolerance }: Held,
): number {
  const values = epochs.flatMap((epoch) =>
    heldOut(epoch, split).flatMap((other) => (other.metric === metric ? [other.value] : [])),
  );
  const isLoss = namedKinds(metric)?.includes('loss') === true;
  const room = isLoss
    ? numbersOf(['loss']).flatMap(({ definitions }) => definitions.map((one) => one.room))
    : [shareStep(table, value, tolerance) / 2];
  const printing = widthOf({ value, tolerance, isPercent: false }, !isLoss);
  return chanceOfMatch(values, value, isLoss ? printing + Math.max(0, ...room) : Math.max(printing, ...room));
}

/** Whole shares of the same rows fall together by steps, not by digits: 1 / rows, of all or of one class; else 0. */
function shareStep({ actual, labels }: PredictionTable, value: number, tolerance: number): number {
  const support = new Float64Array(labels.length);
  for (const label of actual) support[label]!++;
  const rows = [...support, actual.length].filter(
    (count) => count > 0 && Math.abs(value * count - Math.round(value * count)) <= count * tolerance + 1e-6,
  );
  return rows.length === 0 ? 0 : 1 / Math.min(...rows);
}

function printedOf({ value, tolerance }: Pick<Held, 'value' | 'tolerance'>): Printed {
  return { value, tolerance, isPercent: false };
}

function isOneOf({ definitions }: DefinedNumber, ids: readonly string[]): boolean {
  return definitions.some(({ id }) => ids.includes(id));
}

function ownOf(
  { table }: Comparison,
  { metric }: Held,
  numbers: readonly DefinedNumber[],
): FittingDefinition | undefined {
  const ids = ownDefinitions(metric, table);
  const definitions = numbers.flatMap((number) => number.definitions);
  const found = ids.flatMap((id) => definitions.find((one) => one.id === id) ?? [])[0];
  return found && { id: found.id, title: found.title, value: found.value };
}

function reconciled(
  { epoch, line }: Epoch,
  { split, metric, value, tolerance }: Held,
  own: FittingDefinition | undefined,
  found: readonly DefinedNumber[],
  numbers: readonly DefinedNumber[],
  verb: ReconciledReading['verb'],
): ReconciledReading {
  const [nearest] = [...numbers].sort((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value));
  return {
    epoch,
    line,
    ...(split === undefined ? {} : { split }),
    metric,
    logged: value,
    tolerance,
    ...(own === undefined ? {} : { own }),
    fits: found.map(firstOf),
    tried: numbers.length,
    ...(found.length > 0 || nearest === undefined ? {} : { nearest: firstOf(nearest) }),
    verb,
  };
}

function firstOf({ definitions }: DefinedNumber): FittingDefinition {
  const { id, title, value } = definitions[0]!;
  return { id, title, value };
}
