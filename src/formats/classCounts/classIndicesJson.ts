import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { isJsonArray, isJsonObject, parseJson } from '../jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../jsonTolerant.ts';
import { isKnownClassificationMetric, metricName } from '../metricNames.ts';
import { countsNames } from './classCountsJson.ts';
import { distinctNames } from './classNames.ts';
import { isNumbering, jsonDocumentReader, wholeNumbers } from './jsonDocument.ts';
import { wordsOf } from '../texts.ts';

const indexNames =
  /class_?(?:indices|index|map|names|to_?idx|es)|label_?(?:map|names|encoder)|id2label|label2id|idx_?to_?class|^labels?\.json$/i;

/** Keys that hold nothing but class names by index, whatever stands beside them. */
const sureKeys = wordsOf(
  'id2label label2id idx2label label2idx class_to_idx class_to_index idx_to_class index_to_class class_indices class_index ' +
    'index_to_label label_to_index',
);

/** Keys that hold the class names of a model, and in other files other lists. */
const likelyKeys = wordsOf(
  'classes classes_ class_names class_labels label_names labels names label_map label_mapping',
);

/** Entries of a file that is about classes: of a longer one the list may be anything. */
const fewKeys = 4;

/**
 * Class names by index: Keras' `class_indices`, torchvision's `class_to_idx`, `{"0": "cat", …}`, a list of names, or one of
 * these under a key such as `id2label` of a Hugging Face `config.json`.
 */
export const classIndicesJson: Format<ClassCounts> = {
  id: 'classIndicesJson',
  title: 'Class names by index (JSON)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete) return 0;
    const parsed = parseJson(head.text);
    if (!('value' in parsed)) return 0;
    const { value } = parsed;
    const named = indexNames.test(head.name);
    if (mappedNames(value) !== undefined) return named ? 0.95 : countsNames.test(head.name) ? 0 : 0.85;
    if (isJsonArray(value)) return named && listedNames(value) !== undefined ? 0.9 : 0;
    const held = heldNames(value);
    if (held !== undefined && (held.isSure || named || isAboutClasses(value))) {
      return named ? 0.9 : held.isSure ? 0.8 : 0.6;
    }
    return named && wholeNumbers(value) !== undefined ? 0.6 : 0;
  },
  reader: (options) => jsonDocumentReader(options, read),
};

/** A file of results may name the classes beside them. */
function isAboutClasses(value: JsonValue): boolean {
  if (!isJsonObject(value) || value.size > fewKeys) return false;
  return [...value.keys()].every(
    (key) => !/matrix|report/i.test(key) && !isKnownClassificationMetric(metricName(key).metric),
  );
}

function read(value: JsonValue): ClassCounts | string {
  const names = mappedNames(value) ?? listedNames(value) ?? heldNames(value)?.names;
  if (names !== undefined) return { kind: 'classCounts', names };
  return 'The class indices are not 0, 1, 2, … each once: which class is which is not known. Write {"cat": 0, "dog": 1}.';
}

/** Names in the order of their indices, from `{name: index}` or `{index: name}`. */
function mappedNames(value: JsonValue | undefined): readonly string[] | undefined {
  const numbers = wholeNumbers(value);
  if (numbers !== undefined) {
    return isNumbering(numbers) ? [...numbers].sort((a, b) => a[1] - b[1]).map(([name]) => name) : undefined;
  }
  if (!isJsonObject(value) || value.size < 2) return undefined;
  const names: string[] = [];
  for (let index = 0; index < value.size; index++) {
    const name = value.get(String(index));
    if (typeof name !== 'string') return undefined;
    names.push(name.trim());
  }
  return names;
}

/** A list of names, each once; numbers are no names. */
function listedNames(value: JsonValue | undefined): readonly string[] | undefined {
  if (!isJsonArray(value)) return undefined;
  const names = value.filter((name) => typeof name === 'string');
  return names.length === value.length && names.some((name) => /\p{L}/u.test(name))
    ? distinctNames(names)
    : undefined;
}

/** The names under a key that says that it holds them; undefined if two keys hold different ones. */
function heldNames(value: JsonValue): { names: readonly string[]; isSure: boolean } | undefined {
  if (!isJsonObject(value)) return undefined;
  return namesUnder(value, sureKeys, true) ?? namesUnder(value, likelyKeys, false);
}

function namesUnder(
  value: JsonObject,
  keys: ReadonlySet<string>,
  isSure: boolean,
): { names: readonly string[]; isSure: boolean } | undefined {
  const found = [...value].flatMap(([key, held]) => {
    const names = keys.has(key.toLowerCase()) ? (mappedNames(held) ?? listedNames(held)) : undefined;
    return names === undefined ? [] : [names];
  });
  const [first] = found;
  const areOne = found.every((names) => names.join('\n') === first?.join('\n'));
  return first !== undefined && areOne ? { names: first, isSure } : undefined;
}
