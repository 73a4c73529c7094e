import { metricName } from '../metricNames.ts';

const timingPattern = /^(.+)_(?:runtime|samples_per_second|steps_per_second)$/;

/** The prefix of an evaluation's names (`eval`, `test`), by the timings that the trainer adds to each; else undefined. */
export function timedPrefix(names: Iterable<string>): string | undefined {
  for (const name of names) {
    const prefix = timingPattern.exec(name)?.[1];
    if (prefix !== undefined) return prefix;
  }
  return undefined;
}

/** Every prefix that timings stand under. */
export function timedPrefixes(names: Iterable<string>): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const name of names) {
    const prefix = timingPattern.exec(name)?.[1];
    if (prefix !== undefined) prefixes.add(prefix);
  }
  return prefixes;
}

/** A name under a prefix that a person chose is of validation all the same; a file's only such prefix says no more. */
export function splitName(name: string, prefix: string, isOnlyPrefix: boolean): string {
  if (!name.startsWith(`${prefix}_`) || metricName(name).split !== undefined) return name;
  return `eval_${isOnlyPrefix ? name.slice(prefix.length + 1) : name}`;
}
