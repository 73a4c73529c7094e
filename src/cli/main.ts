import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunAnalysis } from '../analysis/analysis.ts';
import { createEngine } from '../engine/client.ts';
import { createModelClient } from '../engine/modelClient.ts';
import { clean } from '../report/clean.ts';
import { isAtLeast, shownFindings } from '../report/findingText.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { compareFiles } from './compare.ts';
import type { Output, Work } from './context.ts';
import { evaluateFiles } from './evaluate.ts';
import { helpText } from './help.ts';
import { inspectPaths } from './inspect.ts';
import { listText } from './lists.ts';
import { predictImages } from './predict.ts';
import { reconcileFile } from './reconcile.ts';
import { lineOf, systemReason, Unusable } from './unusable.ts';

/** What the command line takes from its process. */
export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the running file: the engine lies beside it, the manifest one above. */
  readonly folder: string;
}

/** Lines longer than this are tiring to read, and reports are pasted into issues and mails. */
const widest = 80;
const narrowest = 60;

/** Characters of a line on stderr: the longest with twelve column names and two paths of their usual length. */
const longestLine = 2_000;

/** Runs the command line. Gives the exit code: 0 fine, 1 findings at or above --fail-on, 2 unusable. */
export async function main(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stderr } = surroundings;
  try {
    return await run(readArguments(words), surroundings);
  } catch (error) {
    const prefix = error instanceof Unusable ? '' : 'unexpected: ';
    complain(`${prefix}${lineOf(error)}`, stderr);
    return 2;
  }
}

async function run(args: Arguments, surroundings: Surroundings): Promise<number> {
  if (
    args.command === 'evaluate' ||
    args.command === 'inspect' ||
    args.command === 'compare' ||
    args.command === 'reconcile'
  )
    return analyse(args, surroundings);
  if (args.command === 'predict') return predict(args, surroundings);
  const text =
    args.command === 'help'
      ? helpText
      : args.command === 'version'
        ? `${versionIn(surroundings.folder)}\n`
        : listText(args);
  deliver(text, args, surroundings);
  return 0;
}

async function analyse(args: Arguments, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const complaints: string[] = [];
  const remarks = new Set<string>();
  let collected = '';
  const output: Output = {
    result: (text) => {
      if (args.output === undefined) stdout.write(text);
      else collected += text;
    },
    unusable: (line) => {
      complaints.push(line);
      complain(line, stderr);
    },
    remark: (line) => {
      // Ten files have one configuration, and its faults are said once.
      if (!remarks.has(line)) complain(line, stderr);
      remarks.add(line);
    },
    colour: args.output === undefined && wantsColour(surroundings),
    width: Math.max(narrowest, Math.min(widest, stdout.isTTY ? stdout.columns : widest)),
  };
  const engine = createEngine(childIn(surroundings.folder, 'engine'));
  try {
    const work = { args, engine, output };
    const runs = await runsOf(work);
    if (args.output !== undefined && (collected !== '' || complaints.length === 0))
      deliver(collected, args, surroundings);
    if (complaints.length > 0) return 2;
    const { failOn } = args;
    const fails =
      failOn !== undefined &&
      runs.some(({ findings }) =>
        shownFindings(findings).some(({ severity }) => isAtLeast(severity, failOn)),
      );
    return fails ? 1 : 0;
  } finally {
    await engine.dispose();
  }
}

/** Writes what was asked for, and gives the runs that findings may be about. */
async function runsOf(work: Work): Promise<readonly RunAnalysis[]> {
  switch (work.args.command) {
    case 'evaluate':
      return evaluateFiles(work);
    case 'inspect':
      return inspectPaths(work);
    case 'reconcile':
      return reconcileFile(work);
    default:
      await compareFiles(work);
      return [];
  }
}

async function predict(args: Arguments, surroundings: Surroundings): Promise<number> {
  const { output } = args;
  const remark = (line: string): void => complain(line, surroundings.stderr);
  if (output !== undefined) checkWritable(output);
  const client = createModelClient(childIn(surroundings.folder, 'model'));
  try {
    const { csv, images } = await predictImages(args, client, { remark });
    deliver(csv, args, surroundings);
    if (output !== undefined) {
      const predictions = images === 1 ? '1 prediction' : `${images} predictions`;
      remark(`${predictions} written. Look at them: imbalance-lens evaluate ${output}`);
    }
    return 0;
  } finally {
    await client.dispose();
  }
}

/** One line on stderr; names of files, columns and labels in it may hold anything, also orders to a terminal. */
function complain(line: string, stderr: NodeJS.WriteStream): void {
  stderr.write(`imbalance-lens: ${clean(line, longestLine)}\n`);
}

function deliver(text: string, { output }: Arguments, { stdout }: Surroundings): void {
  if (output === undefined) {
    stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new Unusable(`--output ${output}: cannot be written: ${systemReason(error)}.`);
  }
}

/** Asked before long work, so that its result does not get lost at the end. */
function checkWritable(output: string): void {
  try {
    accessSync(existsSync(output) ? output : dirname(output), constants.W_OK);
  } catch (error) {
    throw new Unusable(`--output ${output}: cannot be written: ${systemReason(error)}.`);
  }
}

/** https://no-color.org: any value but an empty one. */
function wantsColour({ stdout, env }: Surroundings): boolean {
  return stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** A process's file beside the command line: bundled, or the source where the command line itself runs from source. */
function childIn(folder: string, name: 'engine' | 'model'): { modulePath: string; execArgv?: string[] } {
  const built = join(folder, `${name}.js`);
  if (existsSync(built)) return { modulePath: built };
  return {
    modulePath: join(folder, `${name}.ts`),
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
  };
}

function versionIn(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
