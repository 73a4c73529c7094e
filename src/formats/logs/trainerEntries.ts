import type { JsonFault } from '../jsonTolerant.ts';
import type { JsonNumber } from './jsonPlaces.ts';
import { isPlacedList, isPlacedNumber, isPlacedObject, placedJson } from './placedJson.ts';
import type { PlacedJson } from './placedJson.ts';

/** One entry of a `log_history`: its numbers by name. */
export type TrainerEntry = ReadonlyMap<string, JsonNumber>;

/** What a trainer's state, or its history saved alone, holds. */
export interface TrainerEntries {
  readonly entries: readonly TrainerEntry[];
  /** `num_train_epochs`, where it is a whole number. */
  readonly plannedEpochs?: number;
  readonly fault?: JsonFault;
  /** Zero-based line of an offset. */
  lineOf(offset: number): number;
}

/** Entries above which a state is none of a training that anybody reads: one a step for a hundred thousand steps. */
const mostEntries = 100_000;

/** Reads a JSON text for the entries; with a fault they are those that were closed before it. */
export function trainerEntries(text: string): TrainerEntries {
  const { value, ...document } = placedJson(text);
  const planned = isPlacedObject(value) ? value.get('num_train_epochs') : undefined;
  const epochs = isPlacedNumber(planned) ? planned.number.value : undefined;
  return {
    entries: entriesOf(isPlacedObject(value) ? value.get('log_history') : value),
    ...(typeof epochs === 'number' && Number.isSafeInteger(epochs) && epochs > 0
      ? { plannedEpochs: epochs }
      : {}),
    ...document,
  };
}

function entriesOf(history: PlacedJson | undefined): readonly TrainerEntry[] {
  if (!isPlacedList(history)) return [];
  return history.slice(0, mostEntries).flatMap((entry): TrainerEntry[] => {
    if (!isPlacedObject(entry)) return [];
    return [
      new Map([...entry].flatMap(([name, value]) => (isPlacedNumber(value) ? [[name, value] as const] : []))),
    ];
  });
}
