import type { StatedCosts } from '../core/decisions/costs.ts';
import { readSmallFile } from './readSmallFile.ts';
import { systemReason, Unusable } from './unusable.ts';

const example = 'Give a>b=5 (actual a answered with b costs 5) or a JSON file {"a": {"b": 5}}.';

/** Costs by actual and predicted label: `a>b=5,b>a=1`, or a JSON file. Throws `Unusable` for anything else. */
export function readCosts(text: string): StatedCosts {
  const costs = new Map<string, Map<string, number>>();
  for (const [actual, predicted, value] of text.includes('=') ? pairs(text) : fileEntries(text)) {
    const row = costs.get(actual) ?? new Map<string, number>();
    if (typeof value !== 'number' || !(value >= 0 && value < Infinity))
      throw new Unusable(
        `--costs: the cost of '${actual}' answered with '${predicted}' is not a number of at least 0.`,
      );
    if (row.has(predicted)) throw new Unusable(`--costs: '${actual}>${predicted}' stands twice.`);
    costs.set(actual, row.set(predicted, value));
  }
  if (costs.size === 0) throw new Unusable(`--costs names no cost. ${example}`);
  return costs;
}

type Entry = readonly [actual: string, predicted: string, cost: unknown];

function pairs(text: string): Entry[] {
  return text.split(',').map((part) => {
    const [, actual = '', predicted = '', value = ''] = /^([^>]+)>([^>]+)=([^=]+)$/.exec(part) ?? [];
    if (value.trim() === '')
      throw new Unusable(`--costs: '${part}' is not ACTUAL>PREDICTED=COST. ${example}`);
    return [actual.trim(), predicted.trim(), Number(value)];
  });
}

function fileEntries(path: string): Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(readSmallFile(path));
  } catch (error) {
    throw new Unusable(`--costs ${path}: ${systemReason(error)}. ${example}`);
  }
  return objectEntries(path, value).flatMap(([actual, row]) =>
    objectEntries(path, row).map(([predicted, cost]): Entry => [actual, predicted, cost]),
  );
}

function objectEntries(path: string, value: unknown): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new Unusable(`--costs ${path}: not a JSON object of objects. ${example}`);
}
