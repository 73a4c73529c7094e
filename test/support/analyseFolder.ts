import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import type { SourceDocument } from '../../src/analysis/context.ts';
import { discover } from '../../src/analysis/discover.ts';
import { joinArrays } from '../../src/analysis/joinArrays.ts';
import { openReader } from '../../src/analysis/openReader.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { diskFolders } from '../../src/engine/diskFolders.ts';

/** Reads a file as the hosts do; undefined if it is of no known format. */
function readDocument(folder: string, path: string): SourceDocument | undefined {
  const bytes = new Uint8Array(readFileSync(join(folder, path)));
  const { chosen } = openReader({ name: path.slice(path.lastIndexOf('/') + 1), bytes, complete: true }, {});
  if (chosen === undefined) return undefined;
  chosen.reader.push(bytes);
  return { path, format: chosen.format.id, result: chosen.reader.end() };
}

export interface AnalysedFolder {
  readonly analysis: Analysis;
  readonly documents: readonly SourceDocument[];
  readonly unknown: readonly string[];
}

/** What is said of a folder, and which of its files no format knows. */
export async function analyseFolder(folder: string): Promise<AnalysedFolder> {
  const { files, config, folderCounts } = await discover('', diskFolders(folder), {
    limits: defaultLimits.discovery,
  });
  const paths = files.map(({ path }) => path).filter((path) => path !== 'expected.json');
  const documents = paths.flatMap((path) => readDocument(folder, path) ?? []);
  const analysis = analyse(joinArrays(documents), {
    limits: defaultLimits,
    ...(config && { config: { path: config.path, text: readFileSync(join(folder, config.path), 'utf8') } }),
    folderCounts,
    live: [],
    declared: {},
  });
  const unknown = paths.filter((path) => !documents.some((document) => document.path === path));
  return { analysis, documents, unknown };
}
