import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configName } from '../analysis/candidates.ts';
import { type Config, emptyConfig, parseConfig } from '../analysis/config.ts';
import { columnsFor, positiveClassFor, readAsFor } from '../analysis/configLookup.ts';
import type { OpenOptions } from '../protocol/engine.ts';
import type { Arguments } from './arguments.ts';
import { analysisPath } from './paths.ts';
import { readSmallFile } from './readSmallFile.ts';
import { systemReason, Unusable } from './unusable.ts';

/** The configuration that holds for some files. */
export interface ProjectConfig {
  /** As the analysis takes it; absent where there is none. */
  readonly source?: { readonly path: string; readonly text: string };
  readonly config: Config;
  /** What could not be used of it, one line each. */
  readonly problems: readonly string[];
}

/** The configuration named by `--config`, else the nearest one from `folder` upwards. */
export function findConfig(args: Arguments, folder: string): ProjectConfig {
  const path = args.config ?? nearest(resolve(folder));
  if (path === undefined) return { config: emptyConfig, problems: [] };
  let text: string;
  try {
    text = readSmallFile(path);
  } catch (error) {
    throw new Unusable(`${path}: the configuration cannot be read: ${systemReason(error)}.`);
  }
  const { config, problems } = parseConfig(text);
  const lines = problems.map(
    ({ line, message }) => `${path}${line === undefined ? '' : `:${line + 1}`}: ${message}`,
  );
  const refused = problems.findIndex(({ kind }) => kind === 'refused');
  if (refused >= 0 && args.config !== undefined) throw new Unusable(lines[refused]!);
  return { source: { path: analysisPath(path), text }, config, problems: lines };
}

function nearest(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, configName);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

/**
 * How a file is to be read: the command line's words go before the configuration's. A format that it names is that of
 * the files named beside it, not of what lies in a folder.
 */
export function openOptions(
  args: Arguments,
  { source, config }: ProjectConfig,
  path: string,
  isNamed = true,
): OpenOptions {
  const columns = { ...(source && columnsFor(config, source.path, path)), ...args.columns };
  const format = (isNamed ? args.readAs : undefined) ?? (source && readAsFor(config, source.path, path));
  const positiveClass = args.positive ?? (source && positiveClassFor(config, source.path, path));
  return {
    ...(format === undefined ? {} : { format }),
    ...(config.headers.length === 0 ? {} : { headers: config.headers }),
    ...(Object.keys(columns).length === 0 ? {} : { columns }),
    ...(positiveClass === undefined ? {} : { positiveClass }),
  };
}
