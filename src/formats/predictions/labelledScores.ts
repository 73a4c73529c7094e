import { isJsonArray, isJsonObject } from '../jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../jsonTolerant.ts';
import { numberOf } from '../labels.ts';

/** Probabilities of classes by name, under the key that holds them. */
export interface LabelledScores {
  /** Keys whose values these are; nothing else is to be made of them. */
  readonly keys: readonly string[];
  /** The key of the numbers. */
  readonly name: string;
  readonly scores: ReadonlyMap<string, number>;
}

/** How far the sum of a row's probabilities may leave 1 where each is printed with few digits. */
const sumTolerance = 0.01;
const nameKeys = ['displayNames', 'classes', 'labels', 'class_names', 'label'];
const labelKeys = ['label', 'class', 'displayName', 'name', 'className'];
const numberKeys = [
  'prob',
  'probability',
  'score',
  'confidence',
  'scores',
  'confidences',
  'probabilities',
  'probs',
];

/**
 * Two lists of an object that belong together, as Vertex AI and Hugging Face write them, in an order of each row's own:
 * {"displayNames": ["cat", "dog"], "confidences": [0.9, 0.1]}.
 */
export function listedScores(value: JsonObject): LabelledScores | undefined {
  const labels = nameKeys.find((key) => isJsonArray(value.get(key) ?? null));
  const numbers = numberKeys.find((key) => isJsonArray(value.get(key) ?? null));
  if (labels === undefined || numbers === undefined) return undefined;
  const names = value.get(labels) as readonly JsonValue[];
  const shares = value.get(numbers) as readonly JsonValue[];
  if (names.length !== shares.length) return undefined;
  const scores = distribution(names.map((name, at) => [name, shares[at]!]));
  return scores && { keys: [labels, numbers], name: numbers, scores };
}

/** A list of classes with their probability each, as BigQuery ML writes it: [{"label": "cat", "prob": 0.9}, …]. */
export function pairedScores(key: string, value: JsonValue): LabelledScores | undefined {
  if (!isJsonArray(value) || !value.every(isJsonObject)) return undefined;
  const first = value[0];
  const label = labelKeys.find((own) => first?.has(own));
  const number = numberKeys.find((own) => first?.has(own));
  if (label === undefined || number === undefined) return undefined;
  const scores = distribution(value.map((pair) => [pair.get(label) ?? null, pair.get(number) ?? null]));
  return scores && { keys: [key], name: `${key}.${number}`, scores };
}

/** Names with shares that sum to one, at least two; undefined for anything else. */
function distribution(pairs: readonly (readonly [JsonValue, JsonValue])[]): Map<string, number> | undefined {
  const scores = new Map<string, number>();
  let sum = 0;
  for (const [name, share] of pairs) {
    const number = typeof share === 'string' ? numberOf(share) : share;
    if (typeof name === 'object' || typeof number !== 'number' || !(number >= 0 && number <= 1))
      return undefined;
    scores.set(String(name), number);
    sum += number;
  }
  const isWhole = scores.size === pairs.length && scores.size > 1 && Math.abs(sum - 1) <= sumTolerance;
  return isWhole ? scores : undefined;
}
