import type { Reading } from '../../core/trainingRun.ts';

/** The value that an epoch is judged by, of several: validation accuracy, else a value like it. */
export function decisiveReading(readings: readonly [Reading, ...Reading[]]): Reading {
  const [first] = readings;
  const heldOut = readings.filter(({ split }) => split === 'validation' || split === 'test');
  const best = ['accuracy', 'loss']
    .map((metric) => heldOut.find((reading) => reading.metric === metric))
    .find((reading) => reading !== undefined);
  return best ?? heldOut[0] ?? first;
}

/** The line of an epoch whose values stand on several. */
export function decisiveLine(readings: readonly [Reading, ...Reading[]]): number {
  return decisiveReading(readings).span.line;
}
