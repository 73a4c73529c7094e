import { parseArgs } from 'node:util';
import { formatList } from '../analysis/formatList.ts';
import type { StatedAims } from '../core/decisions/decide.ts';
import { type Objective, objectiveWords, parseObjective } from '../core/decisions/objective.ts';
import type { Severity } from '../core/finding.ts';
import type { ColumnMapping } from '../formats/format.ts';
import type { Activation } from '../protocol/model.ts';
import { readCosts } from './costs.ts';
import { readLabelNumbers } from './labelNumbers.ts';
import { type LoggedValue, readBatch, readLoggedValue } from './loggedValue.ts';
import { lineOf, Unusable } from './unusable.ts';

export const commands = [
  'evaluate',
  'inspect',
  'compare',
  'reconcile',
  'predict',
  'metrics',
  'rules',
  'formats',
] as const;
export type Command = (typeof commands)[number];

/** What was asked for, checked. */
export interface Arguments {
  readonly command: Command | 'help' | 'version';
  readonly paths: readonly string[];
  readonly json: boolean;
  readonly live: boolean;
  readonly positive?: string;
  readonly columns?: ColumnMapping;
  /** Id of the format that the named files are read as. */
  readonly readAs?: string;
  readonly config?: string;
  readonly classCounts?: ReadonlyMap<string, number>;
  readonly classWeights?: ReadonlyMap<string, number>;
  /** What answers are for: costs, deployment shares, the objective of a threshold. */
  readonly aims: StatedAims;
  /** Labels from the lowest class to the highest. */
  readonly orderedClasses?: readonly string[];
  readonly confidence: number;
  /** Half of the interval widths for which more rows are counted; else those of the limits. */
  readonly halfWidth?: number;
  /** Seed of resampled intervals. */
  readonly seed?: number;
  readonly failOn?: Severity;
  readonly output?: string;
  /** What every pixel value is multiplied by before the model gets it. */
  readonly scale?: number;
  /** Class names in the order of the model's outputs. */
  readonly classes?: readonly string[];
  readonly activation?: Activation;
  /** Logged numbers to look for, as typed. */
  readonly values?: readonly LoggedValue[];
  /** Rows in a batch of the training. */
  readonly batch?: number;
}

const hint = 'See `imbalance-lens --help`.';

const options = {
  json: { type: 'boolean' },
  live: { type: 'boolean' },
  positive: { type: 'string' },
  columns: { type: 'string', multiple: true },
  'read-as': { type: 'string' },
  config: { type: 'string' },
  'class-counts': { type: 'string' },
  'class-weights': { type: 'string' },
  costs: { type: 'string' },
  'deployment-prior': { type: 'string' },
  objective: { type: 'string' },
  ordered: { type: 'string' },
  confidence: { type: 'string' },
  'half-width': { type: 'string' },
  seed: { type: 'string' },
  'fail-on': { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  scale: { type: 'string' },
  classes: { type: 'string' },
  activation: { type: 'string' },
  value: { type: 'string', multiple: true },
  batch: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Reads the command line's words. Throws `Unusable` for any that it does not know. */
export function readArguments(words: readonly string[]): Arguments {
  const { values, positionals } = parse(words);
  const [command, ...paths] = positionals;
  const shared = {
    paths,
    json: values.json ?? false,
    live: values.live ?? false,
    confidence: readConfidence(values.confidence),
    ...(values['half-width'] === undefined ? {} : { halfWidth: readHalfWidth(values['half-width']) }),
    ...(values.seed === undefined ? {} : { seed: readSeed(values.seed) }),
    ...(values.positive === undefined ? {} : { positive: readPositive(values.positive) }),
    ...readMapping(values.columns, values.activation),
    ...(values['read-as'] === undefined ? {} : { readAs: readFormat(values['read-as']) }),
    ...(values.config === undefined ? {} : { config: values.config }),
    ...(values.output === undefined ? {} : { output: values.output }),
    ...(values['class-counts'] === undefined
      ? {}
      : { classCounts: readLabelNumbers('--class-counts', values['class-counts'], 'count') }),
    ...(values['class-weights'] === undefined
      ? {}
      : { classWeights: readLabelNumbers('--class-weights', values['class-weights'], 'weight') }),
    aims: {
      ...(values.costs === undefined ? {} : { costs: readCosts(values.costs) }),
      ...(values['deployment-prior'] === undefined
        ? {}
        : { deploymentPrior: readLabelNumbers('--deployment-prior', values['deployment-prior'], 'share') }),
      ...(values.objective === undefined ? {} : { objective: readObjective(values.objective) }),
    },
    ...(values.ordered === undefined ? {} : { orderedClasses: readOrdered(values.ordered) }),
    ...(values['fail-on'] === undefined ? {} : { failOn: readSeverity(values['fail-on']) }),
    ...(values.scale === undefined ? {} : { scale: readScale(values.scale) }),
    ...(values.classes === undefined ? {} : { classes: readClasses(values.classes) }),
    ...(values.activation === undefined ? {} : { activation: readActivation(values.activation) }),
    ...(values.value === undefined ? {} : { values: values.value.map(readLoggedValue) }),
    ...(values.batch === undefined ? {} : { batch: readBatch(values.batch) }),
  };
  checkFormat(values.format);
  if (values.help === true || (command === undefined && values.version !== true)) {
    if (values.help !== true) throw new Unusable(`No command given: ${commands.join(', ')}. ${hint}`);
    return { command: 'help', ...shared };
  }
  if (values.version === true) return { command: 'version', ...shared };
  const checked = readCommand(command!, paths);
  const ofModels = (['scale', 'classes'] as const).find((name) => values[name] !== undefined);
  if (checked !== 'predict' && ofModels !== undefined)
    throw new Unusable(`--${ofModels} belongs to predict, not to ${checked}. ${hint}`);
  const ofFiles = (['costs', 'deployment-prior', 'objective'] as const).find(
    (name) => values[name] !== undefined,
  );
  if (checked !== 'evaluate' && checked !== 'inspect' && ofFiles !== undefined)
    throw new Unusable(`--${ofFiles} belongs to evaluate and inspect, not to ${checked}. ${hint}`);
  const ofReconcile = (['value', 'batch'] as const).find((name) => values[name] !== undefined);
  if (checked !== 'reconcile' && ofReconcile !== undefined)
    throw new Unusable(`--${ofReconcile} belongs to reconcile, not to ${checked}. ${hint}`);
  if (checked === 'reconcile' && values.value === undefined)
    throw new Unusable(`reconcile needs a logged number, such as --value val_acc=0.66. ${hint}`);
  if (checked === 'compare' && values['fail-on'] !== undefined)
    throw new Unusable(`--fail-on belongs to evaluate and inspect, not to compare. ${hint}`);
  return { command: checked, ...shared };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: joined(words), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Unusable(`${lineOf(error).split('. ')[0]!}. ${hint}`);
  }
}

/** `--positive -1` as `--positive=-1`: the parser takes a word with a dash for an option, and -1 is a usual label. */
function joined(words: readonly string[]): string[] {
  const result: string[] = [];
  for (const word of words) {
    const isValue = /^-\d/.test(word) && /^--[a-z-]+$/.test(result.at(-1) ?? '');
    if (isValue) result.push(`${result.pop()!}=${word}`);
    else result.push(word);
  }
  return result;
}

function readCommand(word: string, paths: readonly string[]): Command {
  const command = commands.find((known) => known === word);
  if (command === undefined) {
    throw new Unusable(`Unknown command '${word}'. Use one of ${commands.join(', ')}. ${hint}`);
  }
  if (command === 'predict') {
    if (paths.length === 2) return command;
    throw new Unusable(`predict needs a model and a folder of class folders with images. ${hint}`);
  }
  if (command === 'compare') {
    if (paths.length === 2) return command;
    throw new Unusable(`compare needs two prediction files of the same rows. ${hint}`);
  }
  if (command === 'reconcile' && paths.length > 1)
    throw new Unusable(`reconcile takes one prediction file, not ${paths.length}. ${hint}`);
  const needsPaths = command === 'evaluate' || command === 'inspect' || command === 'reconcile';
  if (needsPaths && paths.length === 0) {
    throw new Unusable(
      `${command} needs a ${command === 'inspect' ? 'file or folder' : 'prediction file'}. ${hint}`,
    );
  }
  if (!needsPaths && paths.length > 0) throw new Unusable(`${command} takes no files. ${hint}`);
  return command;
}

function readPositive(text: string): string {
  if (text === '') throw new Unusable('--positive names no class. Give the label of the positive class.');
  return text;
}

function readConfidence(text: string | undefined): number {
  if (text === undefined) return 0.95;
  const value = Number(text);
  if (!(value > 0 && value < 1)) {
    throw new Unusable(`--confidence ${text} is not between 0 and 1. Give a fraction such as 0.95.`);
  }
  return value;
}

/** Below a thousandth the rows asked for are millions, whatever the share. */
const leastHalfWidth = 0.001;

function readHalfWidth(text: string): number {
  const value = Number(text);
  if (!(value >= leastHalfWidth && value < 0.5)) {
    throw new Unusable(
      `--half-width ${text} is not between ${leastHalfWidth} and 0.5. Give a fraction such as 0.05.`,
    );
  }
  return value;
}

function readSeverity(text: string): Severity {
  const severities: readonly Severity[] = ['error', 'warning', 'information'];
  const severity = severities.find((known) => known === text);
  if (severity === undefined) {
    throw new Unusable(`--fail-on ${text} is not known. Use ${severities.join(', ')}.`);
  }
  return severity;
}

function readObjective(text: string): Objective {
  const objective = parseObjective(text);
  if (objective === undefined)
    throw new Unusable(`--objective ${text} is not known. Use one of ${objectiveWords}.`);
  return objective;
}

/** `0.0039` or `1/255`. */
function readScale(text: string): number {
  const [, above = text, below = '1'] = /^([^/]+)\/([^/]+)$/.exec(text) ?? [];
  const value = above.trim() === '' || below.trim() === '' ? NaN : Number(above) / Number(below);
  if (!Number.isFinite(value) || value === 0)
    throw new Unusable(`--scale ${text} is not a number other than 0. Give one such as 1/255.`);
  return value;
}

function readClasses(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new Unusable(`--classes ${text} has an empty name. Give a,b,c.`);
  return names;
}

function readOrdered(text: string): readonly string[] {
  const labels = text.split(',').map((label) => label.trim());
  if (labels.includes('') || labels.length < 2)
    throw new Unusable(`--ordered ${text} is not a list of two or more labels. Give low,middle,high.`);
  const twice = labels.find((label, at) => labels.indexOf(label) < at);
  if (twice !== undefined) throw new Unusable(`--ordered: '${twice}' stands twice.`);
  return labels;
}

function readActivation(text: string): Activation {
  if (text === 'softmax' || text === 'sigmoid') return text;
  throw new Unusable(`--activation ${text} is not known. Use softmax or sigmoid.`);
}

function readFormat(text: string): string {
  if (formatList().some(({ id }) => id === text)) return text;
  throw new Unusable(`--read-as ${text} is not the id of a format. \`imbalance-lens formats\` lists them.`);
}

function checkFormat(text: string | undefined): void {
  if (text !== undefined && text !== 'text') {
    throw new Unusable(`--format ${text} is not known. Use --format text, or --json.`);
  }
}

function readSeed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Unusable(`--seed ${text} is not a whole number of at most 15 digits. Give one such as 1.`);
}

const columnKeys = ['actual', 'predicted', 'scores', 'weight', 'id'] as const;

/** The columns and what makes probabilities of their scores. */
function readMapping(
  columns: readonly string[] | undefined,
  activation: string | undefined,
): { readonly columns?: ColumnMapping } {
  if (columns === undefined && activation === undefined) return {};
  return {
    columns: {
      ...(columns === undefined ? {} : readColumns(columns)),
      ...(activation === undefined ? {} : { activation: readActivation(activation) }),
    },
  };
}

/** `actual=NAME,scores=PREFIX*`; a comma belongs to a name unless a key follows it. */
function readColumns(texts: readonly string[]): ColumnMapping {
  const mapping: { -readonly [K in (typeof columnKeys)[number]]?: string } = {};
  for (const part of texts.flatMap((text) => text.split(/,(?=(?:actual|predicted|scores|weight|id)=)/))) {
    const at = part.indexOf('=');
    const key = columnKeys.find((known) => known === part.slice(0, at));
    const name = part.slice(at + 1);
    if (at < 0 || key === undefined || name === '') {
      throw new Unusable(`--columns ${part} is not KEY=NAME with one of the keys ${columnKeys.join(', ')}.`);
    }
    mapping[key] = key === 'scores' ? name.replace(/\*$/, '') : name;
  }
  return mapping;
}
