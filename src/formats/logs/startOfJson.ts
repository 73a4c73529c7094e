import type { Head } from '../format.ts';
import { placedJson } from './placedJson.ts';
import type { PlacedJson } from './placedJson.ts';

/** The start of a file as a JSON value, if it is one, or the start of one: a file may be half written as well as long. */
export function startOfJson({ text }: Head): PlacedJson | undefined {
  if (!/^\s*[[{]/.test(text.slice(0, 1_000))) return undefined;
  const { value, fault } = placedJson(text);
  return fault === undefined || fault.cut ? value : undefined;
}
