import { scanJson } from '../jsonTolerant.ts';
import type { JsonFault } from '../jsonTolerant.ts';
import { jsonPlaces } from './jsonPlaces.ts';
import type { JsonNumber } from './jsonPlaces.ts';

/** One entry of a `log_history`: its numbers by name. */
export type TrainerEntry = ReadonlyMap<string, JsonNumber>;

/** What a trainer's state holds of its history. */
export interface TrainerEntries {
  readonly entries: readonly TrainerEntry[];
  /** `num_train_epochs`, where it is a whole number. */
  readonly plannedEpochs?: number;
  readonly fault?: JsonFault;
  /** Zero-based line of an offset. */
  lineOf(offset: number): number;
}

const historyKey = 'log_history';

/** Depth of the state itself, and of the entries of the list in it. */
const stateDepth = 1;
const entryDepth = 3;

/** Entries above which a state is none of a training that anybody reads: one a step for a hundred thousand steps. */
const mostEntries = 100_000;

/** Scans a JSON text for the entries; with a fault they are those that were closed before it. */
export function trainerEntries(text: string): TrainerEntries {
  const places = jsonPlaces(text);
  const entries: TrainerEntry[] = [];
  let depth = 0;
  let stateKey = '';
  let key = '';
  let plannedEpochs: number | undefined;
  let entry: Map<string, JsonNumber> | undefined;
  const end = scanJson(text, {
    key: (name) => {
      if (depth === stateDepth) stateKey = name;
      key = name;
    },
    scalar: (value, start, stop) => {
      if (typeof value !== 'number') return;
      if (depth === stateDepth && stateKey === 'num_train_epochs' && Number.isSafeInteger(value) && value > 0)
        plannedEpochs = value;
      const number = depth === entryDepth && entry !== undefined ? places.numberAt(start, stop) : undefined;
      if (number !== undefined) entry!.set(key, number);
    },
    open: (bracket) => {
      depth++;
      if (depth === entryDepth && bracket === '{' && stateKey === historyKey) entry = new Map();
    },
    close: () => {
      if (depth === entryDepth && entry !== undefined) {
        if (entries.length < mostEntries) entries.push(entry);
        entry = undefined;
      }
      depth--;
    },
  });
  return {
    entries,
    ...(plannedEpochs === undefined ? {} : { plannedEpochs }),
    ...(typeof end === 'number' ? {} : { fault: end }),
    lineOf: places.lineOf,
  };
}
