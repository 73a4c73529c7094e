import { basename, resolve, sep } from 'node:path';
import type { RunAnalysis } from '../analysis/analysis.ts';

/** The path as an analysis takes it: absolute, so that globs and folders mean the same everywhere, with `/`. */
export function analysisPath(given: string): string {
  const path = resolve(given);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** The run with every path as it was given. Paths that were not given stay as they are. */
export function asGiven(run: RunAnalysis, given: ReadonlyMap<string, string>): RunAnalysis {
  const path = (text: string): string => given.get(text) ?? folderAsGiven(text, given) ?? text;
  const named = (id: string): string => {
    const [, main = id, part = ''] = /^([^]*?)(#(?:report)?\d*)?$/.exec(id) ?? [];
    if (given.has(id)) return path(id);
    // The folder that the command line stands in has no name; the run in it is called by its main file then.
    return `${path(main) || path(run.files[0]?.path ?? main)}${part}`;
  };
  const place = <T extends { readonly file: string }>(location: T): T => ({
    ...location,
    file: path(location.file),
  });
  const ofLog = <T extends { readonly file?: string }>(one: T): T =>
    one.file === undefined ? one : { ...one, file: path(one.file) };
  return {
    ...run,
    id: named(run.id),
    ...(run.sameTrainingAs === undefined ? {} : { sameTrainingAs: named(run.sameTrainingAs) }),
    files: run.files.map((file) => ({ ...file, path: path(file.path) })),
    epochs: run.epochs.map((epoch) => ({ ...ofLog(epoch), readings: epoch.readings.map(ofLog) })),
    findings: run.findings.map((finding) => ({
      ...finding,
      location: place(finding.location),
      related: finding.related.map((one) => ({ ...one, location: place(one.location) })),
    })),
    problems: run.problems.map(place),
  };
}

/** A folder above a file that was given, as its path has it. */
function folderAsGiven(folder: string, given: ReadonlyMap<string, string>): string | undefined {
  for (const [absolute, text] of given) {
    if (!absolute.startsWith(`${folder}/`)) continue;
    const below = absolute.slice(folder.length);
    const name = text.split(sep).join('/');
    if (name.endsWith(below)) return text.slice(0, -below.length);
    if (below === `/${name}`) return '';
  }
  return undefined;
}

/** A message about a file under the path as it was given; the engine's messages begin with the file's name already. */
export function inFile(given: string, message: string): string {
  const name = basename(given);
  const isNamed = given.endsWith(name) && message.startsWith(`${name} `);
  return isNamed ? `${given.slice(0, -name.length)}${message}` : `${given}: ${message}`;
}
