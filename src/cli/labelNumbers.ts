import { readSmallFile } from './readSmallFile.ts';
import { systemReason, Unusable } from './unusable.ts';

const kindWords = {
  count: 'a whole number of rows',
  weight: 'a number above 0',
  share: 'a number of at least 0',
} as const;

/**
 * Numbers by class label: `a=17,b=27`, or a JSON file `{"a": 17}` (of a file with splits, those of validation). Throws
 * `Unusable` for a label twice, a number that is not one, counts that are not whole, weights that are not above 0 and negative shares.
 */
export function readLabelNumbers(
  option: string,
  text: string,
  kind: 'count' | 'weight' | 'share',
): ReadonlyMap<string, number> {
  const entries = text.includes('=') ? pairs(option, text) : fileEntries(option, text);
  const numbers = new Map<string, number>();
  for (const [label, value] of entries) {
    const good =
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (kind === 'weight' ? value > 0 : value >= 0 && (kind === 'share' || Number.isInteger(value)));
    if (!good) {
      throw new Unusable(`${option}: the value of '${label}' is not ${kindWords[kind]}.`);
    }
    if (numbers.has(label)) throw new Unusable(`${option}: '${label}' stands twice.`);
    numbers.set(label, value);
  }
  if (numbers.size === 0) throw new Unusable(`${option} names no class. Give a=17,b=27 or a JSON file.`);
  return numbers;
}

function pairs(option: string, text: string): [string, unknown][] {
  return text.split(',').map((part) => {
    const at = part.lastIndexOf('=');
    const value = part.slice(at + 1).trim();
    if (at <= 0 || value === '') {
      throw new Unusable(`${option}: '${part}' is not LABEL=NUMBER. Labels with a comma need a JSON file.`);
    }
    return [part.slice(0, at).trim(), Number(value)];
  });
}

function fileEntries(option: string, path: string): [string, unknown][] {
  let value: unknown;
  try {
    value = JSON.parse(readSmallFile(path));
  } catch (error) {
    throw new Unusable(`${option} ${path}: ${systemReason(error)}. Give a=17,b=27 or a JSON file {"a": 17}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unusable(`${option} ${path}: not a JSON object of numbers such as {"a": 17}.`);
  }
  const entries = Object.entries(value);
  const split = entries.find(
    ([key, inner]) => key === 'validation' && typeof inner === 'object',
  )?.[1] as unknown;
  return typeof split === 'object' && split !== null ? Object.entries(split) : entries;
}
