import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Analysis, RunAnalysis } from '../analysis/analysis.ts';
import type { FolderCounts } from '../analysis/context.ts';
import { isNamesPath } from '../analysis/classNames.ts';
import { discover } from '../analysis/discover.ts';
import { defaultLimits } from '../core/limits.ts';
import { analyseLeavingOut } from '../engine/analyseLeavingOut.ts';
import { diskFolders } from '../engine/diskFolders.ts';
import { inspectJson, jsonLine } from '../report/json.ts';
import { leftOutText } from '../report/leftOutText.ts';
import { runTitle } from '../report/runTitle.ts';
import { runText } from '../report/text.ts';
import { arraysBeside } from './arraysBeside.ts';
import { findConfig, openOptions, type ProjectConfig } from './config.ts';
import { analysisContext, type Work } from './context.ts';
import { openClassNames } from './openClassNames.ts';
import { analysisPath, asGiven, inFile } from './paths.ts';
import { lineOf, systemReason, Unusable } from './unusable.ts';
import { withProgress } from './withProgress.ts';

/** Files to read, by the path that the analysis takes, with the path to print. */
interface Found {
  readonly files: Map<string, { readonly given: string; readonly isNamed: boolean }>;
  readonly folderCounts: FolderCounts[];
}

/** Reads logs, prediction files and folders, and prints the runs that they belong to. */
export async function inspectPaths(work: Work): Promise<RunAnalysis[]> {
  const { args, engine, output } = work;
  const found: Found = { files: new Map(), folderCounts: [] };
  let readable = 0;
  for (const path of args.paths) if (await collect(path, found, work)) readable++;
  if (readable === 0) return [];
  const config = findConfig(args, await folderOfFirst(args.paths));
  for (const line of config.problems) output.remark(line);
  const sizes = await openAll(found, config, work);
  if (sizes.size === 0) return [];
  const live = args.live ? [...sizes.keys()] : [];
  const context = analysisContext(args, config, { folderCounts: found.folderCounts, live });
  const result = await analyseLeavingOut(engine, context, sizes).catch((error: unknown) => {
    throw new Unusable(lineOf(error));
  });
  for (const { path, message } of result?.leftOut ?? []) {
    output.unusable(inFile(found.files.get(path)!.given, message));
  }
  const given = new Map([...found.files].map(([path, { given: text }]) => [path, text]));
  const runs = (result?.analysis.runs ?? []).map((run) => asGiven(run, given));
  for (const [index, run] of runs.entries()) {
    if (args.json) output.result(jsonLine(inspectJson(run)));
    else output.result(`${index > 0 ? '\n' : ''}${runText(run, runTitle(run), output)}`);
  }
  const reasons = unusedFiles(found, result?.analysis);
  for (const line of reasons) output.unusable(line);
  if (runs.length === 0 && reasons.length === 0) {
    output.unusable(`${args.paths.join(', ')}: ${nothingToInspect(result?.analysis)}`);
  }
  return runs;
}

function nothingToInspect(analysis: Analysis | undefined): string {
  const files = analysis?.files ?? [];
  return files.length > 0 && files.every(({ role }) => role === 'classCounts')
    ? 'class counts or names of classes alone. Inspect them with the log or the predictions that they belong to.'
    : 'no training log or prediction file to inspect.';
}

/** Why files that a person named are part of no run. */
function unusedFiles(found: Found, analysis: Analysis | undefined): string[] {
  const used = new Set((analysis?.runs ?? []).flatMap((run) => run.files.map(({ path }) => path)));
  return (analysis?.files ?? []).flatMap(({ path, problems }) => {
    const file = found.files.get(path);
    const refused = problems.find(({ kind }) => kind === 'refused');
    return file?.isNamed === true && !used.has(path) && refused !== undefined
      ? [inFile(file.given, refused.message)]
      : [];
  });
}

async function folderOfFirst(paths: readonly string[]): Promise<string> {
  const [first = '.'] = paths;
  try {
    return (await stat(first)).isDirectory() ? first : dirname(first);
  } catch {
    return dirname(first);
  }
}

/** Adds a file, or the files of a folder; false if the path cannot be read, of which one line was said. */
async function collect(path: string, found: Found, { output }: Work): Promise<boolean> {
  try {
    if (!(await stat(path)).isDirectory()) {
      found.files.set(analysisPath(path), { given: path, isNamed: true });
      for (const other of await arraysBeside(path)) {
        const absolute = analysisPath(other);
        if (!found.files.has(absolute)) found.files.set(absolute, { given: other, isNamed: false });
      }
      return true;
    }
    await access(path, constants.R_OK);
  } catch (error) {
    output.unusable(`${path}: cannot be read: ${systemReason(error)}.`);
    return false;
  }
  const root = path.length > 1 ? path.replace(/[\\/]+$/, '') : path;
  const walk = await discover(root, diskFolders(''), { limits: defaultLimits.discovery });
  const { files, folderCounts, leftOut } = walk;
  for (const file of files) {
    const absolute = analysisPath(file.path);
    if (!found.files.has(absolute)) found.files.set(absolute, { given: file.path, isNamed: false });
  }
  for (const one of folderCounts) found.folderCounts.push({ ...one, path: analysisPath(one.path) });
  if (leftOut !== undefined) output.remark(`${path}: ${leftOutText(leftOut, 'commandLine')}`);
  return true;
}

/** Opens the files; what a walk found and no format knows is passed over, what was named is complained of. */
async function openAll(found: Found, config: ProjectConfig, work: Work): Promise<Map<string, number>> {
  const { args, engine, output } = work;
  const open = new Map<string, number>();
  // What names classes by index comes before what it may name.
  const isLater = ([path]: readonly [string, unknown]): number => (isNamesPath(path) ? 0 : 1);
  const files = [...found.files].sort((one, other) => isLater(one) - isLater(other));
  for (const [path, { given, isNamed }] of files) {
    if (isNamed) await openClassNames(engine, path);
    const report = await withProgress(
      output,
      given,
      engine.open(path, { kind: 'file', path: given }, openOptions(args, config, path, isNamed)),
    );
    const refusal = report?.problems.find(({ kind }) => kind === 'refused');
    const refused = refusal?.message;
    if (report?.role !== undefined && refused === undefined) {
      open.set(path, report.size);
      continue;
    }
    await engine.close(path);
    if (!isNamed) {
      const isOurs = report?.role !== undefined || report?.candidates !== undefined;
      const isFault = isOurs && refusal?.quiet !== true;
      if (isFault && refused !== undefined) output.remark(inFile(given, refused));
      continue;
    }
    output.unusable(
      inFile(given, refused ?? 'not recognised as a training log, a prediction file or class counts.'),
    );
  }
  if (open.size === 0 && [...found.files.values()].every(({ isNamed }) => !isNamed)) {
    output.unusable(`${args.paths.join(', ')}: no training log or prediction file found.`);
  }
  return open;
}
