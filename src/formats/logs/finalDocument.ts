import type { TrainingLog } from '../../core/trainingRun.ts';
import type { ReadResult } from '../format.ts';
import { finalRuns } from './finalRun.ts';
import type { FinalValues } from './finalRun.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { placedJson } from './placedJson.ts';
import type { PlacedJson } from './placedJson.ts';

/** How a JSON document of final values is read. */
export interface FinalDocument {
  setsOf(value: PlacedJson): readonly FinalValues[];
  readonly averagesExactly: boolean;
  /** What a document without such values holds, and what to do. */
  emptyBecause(value: PlacedJson): string;
}

/** The final values of a whole JSON document; one that is still being written gives none. */
export function readFinalDocument(text: string, document: FinalDocument): ReadResult<TrainingLog> {
  const { value, fault, lineOf } = placedJson(text);
  if (fault !== undefined) return jsonRefusal(fault, lineOf, 'No value is used.');
  const { runs, problems } = finalRuns(document.setsOf(value), document.averagesExactly);
  if (runs.length > 0) return { document: { kind: 'log', runs }, problems };
  return { problems: [...problems, { kind: 'refused', message: document.emptyBecause(value) }] };
}
