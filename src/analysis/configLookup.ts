import type { ColumnMapping } from '../formats/format.ts';
import type { Config, Scoped } from './config.ts';
import { matchesGlob } from './glob.ts';
import { folderOf, relativeTo } from './paths.ts';

/** The column mapping for a file; `configPath` is where the configuration lies. */
export function columnsFor(config: Config, configPath: string, path: string): ColumnMapping | undefined {
  return lookUp(config.columns, configPath, path);
}

/** The format that a file is to be read as, or `nothing`. */
export function readAsFor(config: Config, configPath: string, path: string): string | undefined {
  return lookUp(config.readAs, configPath, path);
}

/** The positive class for a file, as text of its label. */
export function positiveClassFor(config: Config, configPath: string, path: string): string | undefined {
  return lookUp(config.positiveClass, configPath, path);
}

/** The number of validation rows that a person set for a log. */
export function validationSizeFor(config: Config, configPath: string, path: string): number | undefined {
  return lookUp(config.validationSize, configPath, path);
}

/** The reason with which a rule is muted for a run, or undefined. */
export function muteReason(
  config: Config,
  configPath: string,
  rule: string,
  runId: string,
): string | undefined {
  const run = relativeTo(folderOf(configPath), runId);
  const fits = (glob: string): boolean =>
    matchesGlob(glob, run) || matchesGlob(glob, run.replace(/#\d+$/, ''));
  return config.mutes.find((mute) => mute.rule === rule && (mute.run === undefined || fits(mute.run)))
    ?.reason;
}

/** The last value whose glob fits the path as seen from the configuration's folder. */
function lookUp<T>(values: readonly Scoped<T>[], configPath: string, path: string): T | undefined {
  const relative = relativeTo(folderOf(configPath), path);
  return values.filter(({ glob }) => matchesGlob(glob, relative)).at(-1)?.value;
}
