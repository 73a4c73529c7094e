import type { Severity } from '../core/finding.ts';
import type { Problem } from '../core/problem.ts';
import type { ColumnMapping, KnownHeader } from '../formats/format.ts';
import { isJsonArray, isJsonObject, parseJson } from '../formats/jsonTolerant.ts';
import type { JsonObject, JsonValue } from '../formats/jsonTolerant.ts';
import { lineOfOffset } from '../formats/lines.ts';
import { rules } from '../rules/all.ts';
import type { StatedAims } from '../core/decisions/decide.ts';
import { readAims } from './configAims.ts';
import { FieldReader } from './configFields.ts';
import { withoutComments } from './jsonComments.ts';

/** A value for the paths that fit a glob. */
export interface Scoped<T> {
  readonly glob: string;
  readonly value: T;
}

/** A rule that a person does not want to see, and why. */
export interface Mute {
  readonly rule: string;
  /** Glob of run ids; absent for all runs. */
  readonly run?: string;
  readonly reason: string;
}

/**
 * `.imbalance-lens.json`, read by editor and command line alike:
 *
 * ```
 * { "columns": { "<glob>": { "actual": "…", "predicted": "…", "scores": "…", "weight": "…", "id": "…", "activation": "softmax" } },
 *   "headers": [ { "header": ["…", "…"], "columns": { as above }, "readAs": "…" } ],
 *   "readAs": { "<glob>": "<format id>" },
 *   "positiveClass": "x"  or  { "<glob>": "x" },
 *   "classCounts": { "train": { "a": 56 }, "validation": { "a": 17 } },
 *   "classWeights": { "a": 3.1 },
 *   "costs": { "<actual>": { "<predicted>": 5 } },
 *   "deploymentPrior": { "a": 0.9, "b": 0.1 },
 *   "objective": "f1",
 *   "orderedClasses": ["low", "middle", "high"],
 *   "validationSize": 205  or  { "<glob>": 205 },
 *   "mutes": [ { "rule": "…", "run": "<glob>", "reason": "…" } ],
 *   "rules": { "<rule id>": "off" | "hint" | "information" | "warning" | "error" } }
 * ```
 *
 * Every part may be absent. Globs are relative to the folder of the file (see `matchesGlob`); of several that fit, the
 * last one counts. Comments and trailing commas are let pass.
 */
export interface Config {
  readonly columns: readonly Scoped<ColumnMapping>[];
  /** What holds for all files with the same column names. */
  readonly headers: readonly KnownHeader[];
  /** Formats that files are read as, or `nothing`. */
  readonly readAs: readonly Scoped<string>[];
  readonly positiveClass: readonly Scoped<string>[];
  readonly classCounts: {
    readonly train?: ReadonlyMap<string, number>;
    readonly validation?: ReadonlyMap<string, number>;
  };
  readonly classWeights?: ReadonlyMap<string, number>;
  readonly aims: StatedAims;
  /** Labels from the lowest class to the highest. */
  readonly orderedClasses?: readonly string[];
  readonly validationSize: readonly Scoped<number>[];
  readonly mutes: readonly Mute[];
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

/** The configuration of a project that has none. */
export const emptyConfig: Config = {
  columns: [],
  headers: [],
  readAs: [],
  positiveClass: [],
  classCounts: {},
  aims: {},
  validationSize: [],
  mutes: [],
  severities: new Map(),
};

/** Any path: the glob of a value that was given without one. */
const everywhere = '**/*';

const severities: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Reads a configuration; what cannot be used is left out and named in a note with its key and line. Never throws. */
export function parseConfig(text: string): { config: Config; problems: readonly Problem[] } {
  const parsed = parseJson(withoutComments(text.replace(/^\uFEFF/, ' ')));
  if ('fault' in parsed) {
    const line = lineOfOffset(text, parsed.fault.offset);
    const message = `This is not valid JSON: ${parsed.fault.message}. No setting of this file is used.`;
    return { config: emptyConfig, problems: [{ kind: 'refused', message, line }] };
  }
  const fields = new FieldReader(text, parsed.offsets);
  if (!isJsonObject(parsed.value)) {
    const message = 'An object { … } is expected. No setting of this file is used.';
    return { config: emptyConfig, problems: [{ kind: 'refused', message, line: 0 }] };
  }
  const config = readConfig(parsed.value, fields);
  return { config, problems: fields.problems };
}

function readConfig(root: JsonObject, fields: FieldReader): Config {
  fields.checkKeys(root, '', [
    '$schema',
    'columns',
    'headers',
    'readAs',
    'positiveClass',
    'classCounts',
    'classWeights',
    'costs',
    'deploymentPrior',
    'objective',
    'orderedClasses',
    'validationSize',
    'mutes',
    'rules',
  ]);
  const classWeights = fields.numbers(root.get('classWeights'), 'classWeights', { above: 0, whole: false });
  const orderedClasses = readOrder(root.get('orderedClasses'), fields);
  return {
    columns: fields
      .entries(root.get('columns'), 'columns')
      .flatMap(([glob, value]) => scoped(glob, readMapping(value, `columns.${glob}`, fields))),
    headers: fields.items(root.get('headers'), 'headers').flatMap((item, index) => {
      return readHeader(item, `headers[${index}]`, fields);
    }),
    readAs: fields
      .entries(root.get('readAs'), 'readAs')
      .flatMap(([glob, value]) => scoped(glob, fields.text(value, `readAs.${glob}`))),
    positiveClass: readScoped(root.get('positiveClass'), 'positiveClass', (value, key) =>
      fields.text(value, key),
    ),
    classCounts: readClassCounts(root.get('classCounts'), fields),
    ...(classWeights === undefined ? {} : { classWeights }),
    aims: readAims(root, fields),
    ...(orderedClasses === undefined ? {} : { orderedClasses }),
    validationSize: readScoped(root.get('validationSize'), 'validationSize', (value, key) =>
      fields.number(value, key, { above: 0, whole: true }),
    ),
    mutes: fields.items(root.get('mutes'), 'mutes').flatMap((item, index) => {
      return readMute(item, `mutes[${index}]`, fields);
    }),
    severities: readSeverities(root.get('rules'), fields),
  };
}

function scoped<T>(glob: string, value: T | undefined): Scoped<T>[] {
  return value === undefined ? [] : [{ glob, value }];
}

function readScoped<T>(
  value: JsonValue | undefined,
  key: string,
  read: (value: JsonValue | undefined, key: string) => T | undefined,
): Scoped<T>[] {
  if (!isJsonObject(value)) return scoped(everywhere, read(value, key));
  return [...value].flatMap(([glob, item]) => scoped(glob, read(item, `${key}.${glob}`)));
}

const mappingKeys = ['actual', 'predicted', 'scores', 'weight', 'id'] as const;
const activations = ['softmax', 'sigmoid'] as const;

function readMapping(value: JsonValue, key: string, fields: FieldReader): ColumnMapping | undefined {
  const object = fields.object(value, key);
  if (object === undefined) return undefined;
  fields.checkKeys(object, key, [...mappingKeys, 'activation']);
  const mapping: { -readonly [K in keyof ColumnMapping]: ColumnMapping[K] } = {};
  for (const name of mappingKeys) {
    const column = fields.text(object.get(name), `${key}.${name}`);
    if (column !== undefined) mapping[name] = column;
  }
  const given = fields.text(object.get('activation'), `${key}.activation`);
  const activation = activations.find((known) => known === given);
  if (activation !== undefined) mapping.activation = activation;
  else if (given !== undefined)
    fields.note(`${key}.activation`, 'must be softmax or sigmoid and is not used', object);
  return mapping;
}

function readHeader(value: JsonValue, key: string, fields: FieldReader): KnownHeader[] {
  const object = fields.object(value, key);
  if (object === undefined) return [];
  fields.checkKeys(object, key, ['header', 'columns', 'readAs']);
  const header = fields.items(object.get('header'), `${key}.header`);
  if (header.length === 0 || !header.every((name) => typeof name === 'string')) {
    fields.note(`${key}.header`, 'must be a list of column names in quotes; the entry is not used', object);
    return [];
  }
  const given = object.get('columns');
  const columns = given === undefined ? undefined : readMapping(given, `${key}.columns`, fields);
  const readAs = fields.text(object.get('readAs'), `${key}.readAs`);
  return [
    { header, ...(columns === undefined ? {} : { columns }), ...(readAs === undefined ? {} : { readAs }) },
  ];
}

function readClassCounts(value: JsonValue | undefined, fields: FieldReader): Config['classCounts'] {
  const object = fields.object(value, 'classCounts');
  if (object === undefined) return {};
  fields.checkKeys(object, 'classCounts', ['train', 'validation']);
  const whole = { above: -1, whole: true };
  const train = fields.numbers(object.get('train'), 'classCounts.train', whole);
  const validation = fields.numbers(object.get('validation'), 'classCounts.validation', whole);
  return { ...(train === undefined ? {} : { train }), ...(validation === undefined ? {} : { validation }) };
}

/** A list with a fault is not used at all: without one of its labels the ranks of the others are wrong. */
function readOrder(value: JsonValue | undefined, fields: FieldReader): Config['orderedClasses'] {
  const key = 'orderedClasses';
  const labels = fields.items(value, key);
  if (labels.length === 0) return undefined;
  const at = isJsonArray(value) ? value : undefined;
  const texts = labels.filter((label) => typeof label === 'string' && label !== '') as string[];
  if (texts.length === labels.length && texts.length > 1 && new Set(texts).size === texts.length)
    return texts;
  fields.note(key, 'must be a list of two or more different labels in quotes and is not used', at);
  return undefined;
}

function readMute(value: JsonValue, key: string, fields: FieldReader): Mute[] {
  const object = fields.object(value, key);
  if (object === undefined) return [];
  fields.checkKeys(object, key, ['rule', 'run', 'reason']);
  const rule = fields.text(object.get('rule'), `${key}.rule`);
  if (rule === undefined) {
    if (!object.has('rule')) fields.note(key, 'names no rule and is not used', object);
    return [];
  }
  checkRule(rule, `${key}.rule`, object, fields);
  const run = fields.text(object.get('run'), `${key}.run`);
  const reason = fields.text(object.get('reason'), `${key}.reason`) ?? 'no reason given';
  if (object.has('run') && run === undefined) return [];
  return [{ rule, ...(run === undefined ? {} : { run }), reason }];
}

function readSeverities(value: JsonValue | undefined, fields: FieldReader): Config['severities'] {
  const found = new Map<string, Severity | 'off'>();
  const object = fields.object(value, 'rules');
  for (const [rule, given] of object ?? []) {
    const key = `rules.${rule}`;
    checkRule(rule, key, object, fields);
    const severity = fields.text(given, key);
    if (severity === undefined) continue;
    if (severities.includes(severity)) found.set(rule, severity as Severity | 'off');
    else fields.note(key, `must be one of ${severities.join(', ')} and is not used`, object);
  }
  return found;
}

function checkRule(rule: string, key: string, at: object | undefined, fields: FieldReader): void {
  if (!rules.some(({ id }) => id === rule)) fields.note(key, `names the unknown rule "${rule}"`, at);
}
