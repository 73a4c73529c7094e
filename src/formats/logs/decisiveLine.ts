import type { Reading } from '../../core/trainingRun.ts';

/** The line of an epoch whose values stand on several: that of validation accuracy, else of a value like it. */
export function decisiveLine(readings: readonly [Reading, ...Reading[]]): number {
  const [first] = readings;
  const heldOut = readings.filter(({ split }) => split === 'validation' || split === 'test');
  const best = ['accuracy', 'loss']
    .map((metric) => heldOut.find((reading) => reading.metric === metric))
    .find((reading) => reading !== undefined);
  return (best ?? heldOut[0] ?? first).span.line;
}
