import type { ScoreFault } from '../../core/scoreFault.ts';
import { foldLabel, uniteLabels } from '../labels.ts';
import type { LabelUnion } from '../labels.ts';
import type { RawTable } from './rawTable.ts';

/** Probabilities of every class, or the reason why the scores in the file are none. */
export type ScoreOutcome =
  | {
      readonly kind: 'scores';
      /** N×K, row-major, in the order of `union.labels`. */
      readonly values: Float64Array;
      /** The labels, with those that only the scores name. */
      readonly union: LabelUnion;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'unusable';
      readonly note: string;
      /** Where the scores still order the classes of a row (logits): the class of the highest, by row; -1 for none. */
      readonly highest?: { readonly classes: Int32Array; readonly union: LabelUnion };
      readonly fault?: RowFault;
    };

/** What is wrong with the values, with the row of the first that is so. */
export type RowFault = Omit<ScoreFault, 'firstLine'> & { readonly firstRow: number };

/** How far a printed probability may leave [0, 1] by rounding in the writer; it is set to the bound. */
const rangeTolerance = 1e-6;
/** How far the sum of a row's probabilities may leave 1 whatever their digits. */
const sumTolerance = 1e-3;
/** Share of rows whose highest score must be the predicted class before an assumed column order is believed. */
export const agreementNeeded = 0.99;

/** The column of each class, if the score columns name exactly the classes or are numbered in a known order. */
interface ColumnOrder {
  readonly union: LabelUnion;
  /** Class index of each score column. */
  readonly classOf: readonly number[];
  /** What was assumed of the order, as a sentence; absent where the names say it. */
  readonly assumed?: string;
}

/**
 * Puts one score column a class into the order of the labels. They count as probabilities if all lie in [0, 1] and
 * each row sums to 1 within half a unit of the last printed digit a column, or within 1e-3.
 */
export function wideScores(
  raw: RawTable,
  columnNames: readonly string[],
  labels: LabelUnion,
  texts: readonly (readonly string[])[],
  classNames: readonly string[] | undefined,
): ScoreOutcome {
  const { values, width, decimals } = raw.scores!;
  const order = columnOrder(columnNames, labels, texts, classNames);
  if (typeof order === 'string') return { kind: 'unusable', note: order };
  const complaint = notProbabilities(values, width, decimals);
  if (complaint !== undefined) {
    const highest = { classes: highestColumns(values, width, order.classOf), union: order.union };
    return { kind: 'unusable', ...complaint, ...(order.assumed === undefined ? { highest } : {}) };
  }
  const sorted = inOrder(values, width, order.classOf);
  const notes: string[] = [];
  if (order.assumed !== undefined) {
    const agreement = agreementWith(raw, sorted, order.union);
    if (agreement !== undefined && agreement < agreementNeeded) {
      return {
        kind: 'unusable',
        note:
          `${order.assumed} But then the highest score is the predicted class in only ${percent(agreement)} of the rows, so the scores are not used; ` +
          'put a class_indices.json beside the file, or name the columns by class (prob_NAME).',
      };
    }
    notes.push(
      `${order.assumed} The scores are read so` +
        (agreement === undefined
          ? '.'
          : `: the highest is the predicted class in ${percent(agreement)} of the rows.`),
    );
  }
  return { kind: 'scores', values: sorted, union: order.union, notes };
}

/** The first class with the highest score of each row; -1 for a row without one. */
export function highestScores(values: Float64Array, width: number): Int32Array {
  return highestColumns(values, width, [...Array(width).keys()]);
}

function highestColumns(values: Float64Array, width: number, classOf: readonly number[]): Int32Array {
  const rows = width === 0 ? 0 : values.length / width;
  const highest = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    let best = -Infinity;
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column]!;
      const own = classOf[column]!;
      if (value > best || (value === best && own < highest[row]!)) {
        best = value;
        highest[row] = own;
      } else if (Number.isNaN(value)) {
        highest[row] = -1;
        break;
      }
    }
  }
  return highest;
}

function columnOrder(
  columnNames: readonly string[],
  labels: LabelUnion,
  texts: readonly (readonly string[])[],
  classNames: readonly string[] | undefined,
): ColumnOrder | string {
  const named = matchNames(columnNames, labels, texts);
  if (named !== undefined) return named;
  const numbered = [...columnNames]
    .sort((a, b) => Number(a) - Number(b))
    .every((name, at) => name === String(at));
  if (!numbered)
    return namesOfNumbers(columnNames, labels, texts, classNames) ?? missingNames(columnNames, labels);
  if (classNames?.length === columnNames.length) {
    const mapped = matchNames(
      columnNames.map((name) => classNames[Number(name)]!),
      labels,
      texts,
    );
    if (mapped !== undefined) return mapped;
  }
  if (columnNames.length !== labels.labels.length) {
    return (
      `The file has ${columnNames.length} numbered score columns and ${labels.labels.length} classes: which column is which class is not known. ` +
      'The scores are not used; name the columns by class (prob_NAME).'
    );
  }
  const assumed = `The score columns are numbered and the classes have names: taken in sorted order, column 0 is "${labels.labels[0]!}".`;
  return { union: labels, classOf: columnNames.map(Number), assumed };
}

/** Score columns named by class beside labels that are class indices: by the known names, else in column order. */
function namesOfNumbers(
  names: readonly string[],
  labels: LabelUnion,
  texts: readonly (readonly string[])[],
  classNames: readonly string[] | undefined,
): ColumnOrder | undefined {
  const indices = names.map((_, index) => String(index));
  const union = uniteLabels([...texts, indices]);
  if (labels.labels.length > names.length || union.labels.length !== names.length) return undefined;
  const known = names.map((name) => classNames?.indexOf(name) ?? -1);
  if (known.every((index) => index >= 0)) return { union, classOf: known };
  const assumed = `The classes are numbers and the score columns have names: taken in the order of the columns, "${names[0]!}" is class 0.`;
  return { union, classOf: indices.map((index) => union.indexOf.get(index)!), assumed };
}

/** The order in which the names are the classes: all known classes, and perhaps more that no row holds. */
function matchNames(
  names: readonly string[],
  labels: LabelUnion,
  texts: readonly (readonly string[])[],
): ColumnOrder | undefined {
  const folded = new Map<string, string[]>();
  for (const label of labels.labels)
    folded.set(foldLabel(label), [...(folded.get(foldLabel(label)) ?? []), label]);
  const spelled = names.map((name) => {
    if (labels.indexOf.has(name)) return name;
    const alike = folded.get(foldLabel(name)) ?? [];
    return alike.length === 1 ? alike[0]! : name;
  });
  const union = uniteLabels([...texts, spelled]);
  const classOf = spelled.map((name) => union.indexOf.get(name)!);
  const complete = new Set(classOf).size === names.length && union.labels.length === names.length;
  return complete ? { union, classOf } : undefined;
}

function missingNames(names: readonly string[], labels: LabelUnion): string {
  const known = new Set(names.map(foldLabel));
  const lacking = labels.labels.filter((label) => !known.has(foldLabel(label)));
  if (lacking.length === 0) return 'Two score columns name the same class. The scores are not used.';
  const rest = lacking.length > 1 ? ` and ${lacking.length - 1} more` : '';
  return `No score column names the class "${lacking[0]!}"${rest}. The scores are not used; save one column for each class.`;
}

function notProbabilities(
  values: Float64Array,
  width: number,
  decimals: number,
): { note: string; fault?: RowFault } | undefined {
  const printed = width * 0.5 * 10 ** -Math.min(decimals, 20) + 1e-6;
  const tolerance = Math.max(printed, sumTolerance);
  const cells = faultFinder('range', -rangeTolerance, 1 + rangeTolerance);
  const sums = faultFinder('sum', 1 - tolerance, 1 + tolerance);
  for (let row = 0; row * width < values.length; row++) {
    let sum = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let at = row * width; at < (row + 1) * width; at++) {
      const value = values[at]!;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (Number.isNaN(sum)) continue;
    cells.take(row, least, most);
    sums.take(row, sum, sum);
  }
  const outside = cells.fault();
  if (outside === undefined) {
    return { note: 'No row holds a number in every score column. The scores are not used.' };
  }
  if (outside.rows > 0) {
    const note =
      `The scores go from ${short(outside.lowest)} to ${short(outside.highest)}: logits, not probabilities? They are not used; ` +
      'apply softmax before saving them, or say that they are logits (--activation softmax, or "activation" in .imbalance-lens.json).';
    return { note, fault: outside };
  }
  const apart = sums.fault()!;
  if (apart.rows === 0) return undefined;
  const note =
    `The scores of a row sum to between ${short(apart.lowest)} and ${short(apart.highest)}, not to 1: one-against-rest or sigmoid outputs? ` +
    'They are not used; save probabilities over all classes.';
  return { note, fault: apart };
}

/** Takes the least and the most value of each row and tells which rows leave [low, high]; undefined without rows. */
export function faultFinder(
  kind: RowFault['kind'],
  low: number,
  high: number,
): { take(row: number, least: number, most: number): void; fault(): RowFault | undefined } {
  let [lowest, highest, rows, firstRow] = [Infinity, -Infinity, 0, 0];
  return {
    take: (row, least, most) => {
      if (least < lowest) lowest = least;
      if (most > highest) highest = most;
      if (least >= low && most <= high) return;
      if (rows++ === 0) firstRow = row;
    },
    fault: () => (lowest === Infinity ? undefined : { kind, lowest, highest, rows, firstRow }),
  };
}

function inOrder(values: Float64Array, width: number, classOf: readonly number[]): Float64Array {
  const sorted = classOf.every((own, column) => own === column) ? values : new Float64Array(values.length);
  for (let first = 0; first < values.length; first += width) {
    for (let column = 0; column < width; column++) {
      const value = values[first + column]!;
      sorted[first + classOf[column]!] = value < 0 ? 0 : value > 1 ? 1 : value;
    }
  }
  return sorted;
}

/** Share of rows whose highest score is the predicted class; undefined without predictions. */
function agreementWith(raw: RawTable, values: Float64Array, union: LabelUnion): number | undefined {
  if (raw.predicted === undefined) return undefined;
  const { codes, texts } = raw.predicted;
  const classOfCode = texts.map((text) => union.indexOf.get(text) ?? -1);
  const highest = highestScores(values, union.labels.length);
  let same = 0;
  let rows = 0;
  for (let row = 0; row < raw.rows; row++) {
    if (highest[row]! < 0) continue;
    rows++;
    if (highest[row] === classOfCode[codes[row]!]) same++;
  }
  return rows === 0 ? undefined : same / rows;
}

/** A share as people read it. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
