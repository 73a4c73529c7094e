import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { isJsonObject } from '../jsonTolerant.ts';
import type { JsonValue } from '../jsonTolerant.ts';
import { countsNames } from './classCountsJson.ts';
import { isNumbering, jsonDocumentReader, parsedObject, wholeNumbers } from './jsonDocument.ts';

const indexNames = /class_?(?:indices|index|map|names|to_?idx)|label_?map|id2label|label2id|idx_?to_?class/i;

/** Class names by index: Keras' `class_indices`, torchvision's `class_to_idx`, or `{"0": "cat", …}`. */
export const classIndicesJson: Format<ClassCounts> = {
  id: 'classIndicesJson',
  title: 'Class names by index (JSON)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete) return 0;
    const value = parsedObject(head.text);
    if (value === undefined) return 0;
    const named = indexNames.test(head.name);
    if (namesByIndex(value) !== undefined) return named ? 0.95 : countsNames.test(head.name) ? 0 : 0.85;
    return named && wholeNumbers(value) !== undefined ? 0.6 : 0;
  },
  reader: (options) => jsonDocumentReader(options, read),
};

function read(value: JsonValue): ClassCounts | string {
  const names = namesByIndex(value);
  if (names !== undefined) return { kind: 'classCounts', names };
  return 'The class indices are not 0, 1, 2, … each once: which class is which is not known. Write {"cat": 0, "dog": 1}.';
}

/** Names in the order of their indices, from `{name: index}` or `{index: name}`. */
function namesByIndex(value: JsonValue): readonly string[] | undefined {
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
