import type { Head } from '../format.ts';
import { scanJson } from '../jsonTolerant.ts';
import { isReinforcementMetric } from '../logs/classifierColumns.ts';
import { isEpochName, isStepName } from '../logs/logColumns.ts';
import { loggedNumber } from '../logs/loggedNumber.ts';
import { headTable } from '../logs/tableReader.ts';
import { foldedName, isClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';

/** Names that stand before numbers in the start of a file, and how the file holds them. */
export interface Measures {
  /** `series`: values by epoch, step or round. `single`: one value a name, a model or a data set. */
  readonly shape: 'series' | 'single';
  readonly names: readonly string[];
}

/** What the names of some measures are of. */
export type Subject = 'classes' | 'quantities' | 'rewards' | 'regions' | 'texts' | 'unknown';

const patterns: readonly (readonly [Subject, RegExp])[] = [
  ['rewards', /(?:^|_)(?:reward|rewards|ep_rew|ep_len)(?:_|$)/],
  [
    'regions',
    /(?:^|_)(?:m_ap|m_ap_?\d+|map_?\d+|bbox_map|ap_?(?:50|75)|m?_?io_?u|dice|dice_(?:score|coef|coefficient)|(?:box|obj|dfl|seg|mask)_loss|loss_(?:box|mask|rpn))(?:_|$)/,
  ],
  [
    'texts',
    /(?:^|_)(?:wer|cer|bleu|bleu_?\d|sacrebleu|rouge_?(?:\d|l|lsum)|meteor|perplexity|ppl|gen_len)(?:_|$)/,
  ],
];

/** LightGBM calls squared and absolute errors so; elsewhere they are norms of weights. */
const boostingErrors: ReadonlySet<string> = new Set(['l1', 'l2']);

/** Ultralytics marks what it measures on boxes, masks and poses: `metrics/precision(B)`. */
const regionMark = /\([BMP]\)$/;
/** Rates that a detector has too. */
const sharedRates: ReadonlySet<string> = new Set(['precision', 'recall', 'f1']);

/** Words of what a person sets and nobody measures: `dice_weight`, `iou_threshold`. */
const settingPattern =
  /(?:^|_)(?:weights?|lambda|thresh|thres|thresholds?|factor|target|margin|scale)(?:_|$)/;

/** What one name is of; split words before or behind it do not matter. */
export function subjectOf(name: string): Subject {
  if (regionMark.test(name)) return 'regions';
  const folded = foldedName(name);
  if (settingPattern.test(folded)) return 'unknown';
  const found = patterns.find(([, pattern]) => pattern.test(folded));
  if (found !== undefined) return found[0];
  const { metric, kind } = metricName(name);
  if (kind !== 'measure') return 'unknown';
  if (isRegressionMetric(metric)) return 'quantities';
  return isClassificationMetric(metric) ? 'classes' : 'unknown';
}

/** The names of the one subject that the measures are of; undefined if they are of several or of none that is known. */
export function soleSubject(
  names: readonly string[],
): { readonly subject: Subject; readonly names: readonly string[] } | undefined {
  const areRegions = names.some((name) => subjectOf(name) === 'regions');
  const isShared = (name: string): boolean => areRegions && sharedRates.has(metricName(name).metric);
  const known = names.filter((name) => subjectOf(name) !== 'unknown' && !isShared(name));
  const [first] = known;
  if (first === undefined) return undefined;
  const subject = subjectOf(first);
  if (known.some((name) => subjectOf(name) !== subject)) return undefined;
  if (subject !== 'rewards' && names.some(isReinforcementMetric)) return undefined;
  return { subject, names: known };
}

/** The first few names, as they are written: `val_mae, mae`. */
export function listed(names: readonly string[], most = 3): string {
  const few = [...new Set(names)].map((name) => name.replace(/[\x00-\x1f\x7f]/g, ' ').slice(0, 40));
  return few.slice(0, most).join(', ') + (few.length > most ? ', …' : '');
}

/** The measures of a file's start; undefined if it holds none in a way that is known here. */
export function measuresOf(head: Head): Measures | undefined {
  if (/^\s*[[{]/.test(head.text)) return jsonMeasures(head) ?? textMeasures(head);
  return tableMeasures(head) ?? textMeasures(head);
}

/** Columns with numbers beside one of epochs, steps or rounds; rewards are logged without one too. */
function tableMeasures(head: Head): Measures | undefined {
  const table = headTable(head);
  if (table === undefined || table.rows.length === 0) return undefined;
  const { header, rows } = table;
  const isNumeric = (column: number): boolean =>
    rows.some((cells) => loggedNumber(cells[column] ?? '') !== undefined);
  const counter = header.findIndex((name) => isEpochName(name) || isStepName(name));
  const isCounted = counter >= 0 && isNumeric(counter);
  if (!isCounted && !header.some((name) => subjectOf(name) === 'rewards')) return undefined;
  if (rows.some((cells) => cells.length > header.length + 1)) return undefined;
  return { shape: 'series', names: header.filter((_, column) => column !== counter && isNumeric(column)) };
}

/** A round of boosted trees, which may stand behind what a logger puts before every line. */
const boostingLine = /^(?:.{0,80}[\s\]:])?\[\d{1,7}\]\s/;
/** `valid's rmse: 0.4`, `train-mae:1.2`. */
const boostingValue = /(?:'s |-)([A-Za-z]\w{0,40}):\s?-?\d/g;
const roundPattern = /\b(?:epoch|ep|iter|iteration|round|step|episode)s?\b[ \t]{0,3}[:=#]?[ \t]{0,3}\[?\d/i;
const pairPattern = /(?<![\w@./-])([A-Za-z][\w@./-]{0,60})["']?[ \t]{0,3}[:=][ \t]{0,3}["']?-?\d/g;
/** A row of the table that Stable-Baselines3 prints: `|    ep_rew_mean     | 12.3 |`. */
const tableRow = /^\|[ \t]{1,40}([a-z]\w{0,40})[ \t]{1,40}\|[ \t]{1,40}-?\d/gm;
/** Rounds from which a text logs them again and again. */
const leastRounds = 2;

/** Names before numbers in a text that counts epochs, steps or rounds. */
function textMeasures({ text }: Head): Measures | undefined {
  const rounds = text.split(/[\r\n]+/).filter((line) => boostingLine.test(line));
  const boosting = rounds.flatMap((line) => [...line.matchAll(boostingValue)].map(([, name]) => name!));
  if (boosting.length >= leastRounds) {
    return { shape: 'series', names: boosting.map((name) => (boostingErrors.has(name) ? 'mae' : name)) };
  }
  const printed = [...text.matchAll(tableRow)].map(([, name]) => name!);
  const paired = roundPattern.test(text) ? [...text.matchAll(pairPattern)].map(([, name]) => name!) : [];
  const names = [...new Set([...printed, ...paired])];
  return names.length === 0 ? undefined : { shape: 'series', names };
}

/**
 * Keys of numbers and of lists of numbers, at any depth, in a JSON text or in lines of them. Of a text that is cut only
 * keys that came again are taken: what a list of epochs does not hold at its start it does not hold at all, other
 * objects may.
 */
function jsonMeasures({ text, complete }: Head): Measures | undefined {
  const catboost = [...text.matchAll(/\{[^{}]{0,200}"best_value"[^{}]{0,200}\}/g)].flatMap(
    ([entry]) => /"name"\s{0,9}:\s{0,9}"(\w+)/.exec(entry)?.[1] ?? [],
  );
  if (catboost.length > 0) return { shape: 'series', names: catboost };
  const counts = new Map<string, number>();
  const { values, isCut, hasLists } = scanNumbers(text, (key) => counts.set(key, (counts.get(key) ?? 0) + 1));
  if (values === 0 && !isCut) return undefined;
  if (isCut && (complete || hasLists)) return undefined;
  const isCounted = [...counts].some(([name, count]) => count > 1 && (isEpochName(name) || isStepName(name)));
  const names = [...counts].filter(([, count]) => !isCut || count > 1).map(([name]) => name);
  if (names.length === 0) return undefined;
  return { shape: hasLists || isCounted || values > 1 ? 'series' : 'single', names };
}

interface ScannedNumbers {
  /** JSON values that follow each other; 0 if something else than JSON does. */
  readonly values: number;
  readonly isCut: boolean;
  /** True if numbers stand in a list and not under a key of their own. */
  readonly hasLists: boolean;
}

/** Tells of every number the key that it stands under. */
function scanNumbers(text: string, found: (key: string) => void): ScannedNumbers {
  const brackets: string[] = [];
  let hasLists = false;
  let key = '';
  let values = 0;
  for (let at = 0; at < text.length; values++) {
    const end = scanJson(
      text,
      {
        key: (name) => {
          key = name;
        },
        scalar: (value) => {
          if (typeof value !== 'number') return;
          hasLists ||= brackets.at(-1) === '[';
          found(key);
        },
        open: (bracket) => brackets.push(bracket),
        close: () => brackets.pop(),
      },
      at,
    );
    if (typeof end !== 'number') return { values: 0, isCut: end.cut, hasLists };
    at = end;
  }
  return { values, isCut: false, hasLists };
}
