import type { Problem } from '../core/problem.ts';
import { isJsonArray, isJsonObject } from '../formats/jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../formats/jsonTolerant.ts';
import { lineOfOffset } from '../formats/lines.ts';

type Bounds =
  | {
      /** Values must be greater than this. */
      readonly above: number;
      readonly whole: boolean;
    }
  | { readonly least: number };

/** Notes on one configuration: a file of something else would give one for each of its keys. */
const mostNotes = 20;

/** Reads the fields of one configuration and collects what is wrong with them. */
export class FieldReader {
  readonly #notes: Problem[] = [];
  #unsaid = 0;
  readonly #text: string;
  readonly #offsets: ReadonlyMap<object, number>;

  /** `offsets` holds where in `text` each object and array begins. */
  constructor(text: string, offsets: ReadonlyMap<object, number>) {
    this.#text = text;
    this.#offsets = offsets;
  }

  get problems(): readonly Problem[] {
    if (this.#unsaid === 0) return this.#notes;
    const message = `${this.#unsaid} more settings of this file cannot be used.`;
    return [...this.#notes, { kind: 'note', message }];
  }

  /** Adds a note about a key, on the line where the object `at` begins. */
  note(key: string, what: string, at?: object): void {
    if (this.#notes.length === mostNotes) {
      this.#unsaid++;
      return;
    }
    const offset = at === undefined ? undefined : this.#offsets.get(at);
    const line = offset === undefined ? 0 : lineOfOffset(this.#text, offset);
    this.#notes.push({ kind: 'note', message: `"${key}" ${what}.`, line });
  }

  checkKeys(object: JsonObject, prefix: string, known: readonly string[]): void {
    for (const key of object.keys()) {
      if (known.includes(key)) continue;
      const name = prefix === '' ? key : `${prefix}.${key}`;
      this.note(name, `is not known here and is not used; known are ${known.join(', ')}`, object);
    }
  }

  object(value: JsonValue | undefined, key: string): JsonObject | undefined {
    if (value === undefined || isJsonObject(value)) return value;
    this.note(key, 'must be an object { … } and is not used', reference(value));
    return undefined;
  }

  entries(value: JsonValue | undefined, key: string): [string, JsonValue][] {
    return [...(this.object(value, key) ?? [])];
  }

  items(value: JsonValue | undefined, key: string): readonly JsonValue[] {
    if (isJsonArray(value)) return value;
    if (value !== undefined) this.note(key, 'must be a list [ … ] and is not used', reference(value));
    return [];
  }

  text(value: JsonValue | undefined, key: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    this.note(key, 'must be a text in quotes and is not used', reference(value));
    return undefined;
  }

  number(value: JsonValue | undefined, key: string, bounds: Bounds): number | undefined {
    if (value === undefined) return undefined;
    const isWhole = 'whole' in bounds && bounds.whole;
    const fits =
      typeof value === 'number' &&
      Number.isFinite(value) &&
      ('least' in bounds ? value >= bounds.least : value > bounds.above) &&
      (!isWhole || Number.isSafeInteger(value));
    if (fits) return value;
    const kind = isWhole ? 'a whole number' : 'a number';
    const range = 'least' in bounds ? `of at least ${bounds.least}` : `above ${bounds.above}`;
    this.note(key, `must be ${kind} ${range} and is not used`, reference(value));
    return undefined;
  }

  /** Numbers by label; absent if none can be used. */
  numbers(
    value: JsonValue | undefined,
    key: string,
    bounds: Bounds,
  ): ReadonlyMap<string, number> | undefined {
    const found = new Map<string, number>();
    for (const [label, item] of this.entries(value, key)) {
      const number = this.number(item, `${key}.${label}`, bounds);
      if (number !== undefined) found.set(label, number);
    }
    return found.size === 0 ? undefined : found;
  }
}

function reference(value: JsonValue): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
