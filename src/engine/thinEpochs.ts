import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Epoch } from '../core/trainingRun.ts';

/** Serialized bytes of an epoch without its readings, and of a reading without its names; measured 60 and 105. */
const epochBytes = 64;
const readingBytes = 112;

/** Epochs kept beside the named ones however long each is: enough to draw a curve. */
const leastEpochs = 50;

/**
 * A run whose epochs take at most about `budget` bytes on their way to the host: a long log keeps its first and last
 * epoch, the best of every metric, those that findings and the match point at, and others evenly spaced between.
 */
export function thinEpochs(run: RunAnalysis, budget: number): RunAnalysis {
  const { epochs } = run;
  const bytes = epochs.reduce((sum, epoch) => sum + sizeOf(epoch), 0);
  if (bytes <= budget || epochs.length <= leastEpochs) return run;
  const room = Math.max(leastEpochs, Math.floor((epochs.length * budget) / bytes));
  const kept = namedEpochs(run);
  const spaced = Math.max(leastEpochs, room - kept.size);
  for (let step = 0; step < spaced; step++) kept.add(Math.round((step * (epochs.length - 1)) / (spaced - 1)));
  const indices = [...kept].sort((a, b) => a - b);
  return {
    ...run,
    epochs: indices.map((index) => epochs[index]!),
    epochsLeftOut: epochs.length - indices.length,
    ...(run.match === undefined
      ? {}
      : {
          match: {
            ...run.match,
            epochIndices: run.match.epochIndices.map((index) => indices.indexOf(index)),
          },
        }),
  };
}

function sizeOf(epoch: Epoch): number {
  return epoch.readings.reduce(
    (sum, { metric, file }) => sum + readingBytes + metric.length + (file?.length ?? 0),
    epochBytes,
  );
}

/** Indices of epochs that something else speaks of: finding places, matches, the least and greatest of a metric. */
function namedEpochs(run: RunAnalysis): Set<number> {
  const lines = new Set<string>();
  const logs = run.files.filter(({ role }) => role === 'log').map(({ path }) => path);
  const key = (line: number, file = logs[0]): string => `${line} ${file ?? ''}`;
  for (const { location, related } of run.findings) {
    for (const place of [location, ...related.map((one) => one.location)]) {
      lines.add(key(place.span.line, place.file));
    }
  }
  const named = new Set<number>(run.match?.epochIndices);
  const extremes = new Map<string, { least: number; greatest: number; low: number; high: number }>();
  for (const [index, { line, file, readings }] of run.epochs.entries()) {
    const places = [key(line, file), ...readings.map((reading) => key(reading.span.line, reading.file))];
    if (places.some((place) => lines.has(place))) named.add(index);
    for (const { split, metric, value } of readings) {
      if (typeof value !== 'number') continue;
      const quantity = `${split ?? ''}.${metric}`;
      const known = extremes.get(quantity);
      if (known === undefined) {
        extremes.set(quantity, { least: index, greatest: index, low: value, high: value });
        continue;
      }
      if (value < known.low) Object.assign(known, { least: index, low: value });
      if (value > known.high) Object.assign(known, { greatest: index, high: value });
    }
  }
  for (const { least, greatest } of extremes.values()) named.add(least).add(greatest);
  return named;
}
