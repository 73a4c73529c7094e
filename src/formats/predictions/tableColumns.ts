import { utf8Bytes, utf8Text } from '../decode.ts';
import { isMissingText } from '../labels.ts';
import { LabelTable } from '../labelTable.ts';
import { numberScanner } from '../numberScanner.ts';
import { isIndicator, isOne, notOneClass } from '../oneHotColumns.ts';
import type { OneHot } from '../oneHotColumns.ts';
import type { RawTable, TablePlan } from './rawTable.ts';

const skip = 0;
const actualCell = 1;
const predictedCell = 2;
const scoreCell = 3;
const arrayCell = 4;
const weightCell = 5;
const idCell = 6;
const actualIndicator = 7;
const predictedIndicator = 8;

/** Why a row is left out; the index is the code kept while the row is read. */
const reasons = [
  '',
  'no true class',
  'no predicted class',
  'the weight is missing, negative or not a number',
  'the header repeated',
  'another number of scores than in the first row',
  notOneClass,
] as const;
const noTruth = 1;
const noPrediction = 2;
const noWeight = 3;
const repeatedHeader = 4;
const otherWidth = 5;
const otherThanOneClass = 6;

/** The labels of a column as they come up. */
interface LabelColumn {
  readonly name: string;
  readonly table: LabelTable;
  /** Why a row with this label is left out, or 0, by code. */
  readonly problems: number[];
  /** Labels that are classes. */
  classes: number;
  readonly whenMissing: number;
  /** Ones in the row so far, where the class is a 1 among the zeros of several columns. */
  ones: number;
  /** The class of the 1 in the row so far, or -1. */
  shown: number;
}

/**
 * Collects the used cells of a table row by row in typed arrays that grow; a row counts only once it is complete
 * and usable. No strings are made but one for each distinct label.
 */
export class TableColumns {
  private readonly plan: TablePlan;
  /** What each column's cells are, by column number. */
  private readonly cellKinds: Uint8Array;
  private readonly slots: Int32Array;
  private readonly numbers: ReturnType<typeof numberScanner>;
  private readonly weightNumbers: ReturnType<typeof numberScanner>;
  private readonly actualLabels: LabelColumn;
  private readonly predictedLabels: LabelColumn;
  /** Those of the two whose class is a 1 among the zeros of several columns. */
  private readonly oneHot: LabelColumn[] = [];
  private capacity = 1_024;
  private lines = new Int32Array(1_024);
  private actual = new Int32Array(1_024);
  private predicted = new Int32Array(0);
  private scores = new Float64Array(0);
  private weights = new Float64Array(0);
  private width = 0;
  private ids = new Uint8Array(0);
  private idEnds = new Int32Array(0);
  private idEnd = 0;
  private rows = 0;
  private problem = 0;
  private readonly skipped = new Map<string, { count: number; firstLine: number }>();
  private tooMany: string | undefined;

  constructor(plan: TablePlan) {
    const { roles, limits } = plan;
    this.plan = plan;
    this.cellKinds = new Uint8Array(plan.names.length);
    this.slots = new Int32Array(plan.names.length);
    this.numbers = numberScanner(plan.decimalMark);
    this.weightNumbers = numberScanner(plan.decimalMark);
    const labelColumn = (column: number, whenMissing: number): LabelColumn => {
      // One more than allowed tells that there are too many; missing texts take a few more.
      const table = new LabelTable(limits.classes + 16);
      return {
        name: plan.names[column] ?? '',
        table,
        problems: [],
        classes: 0,
        whenMissing,
        ones: 0,
        shown: -1,
      };
    };
    this.actualLabels = labelColumn(roles.actual, noTruth);
    this.predictedLabels = labelColumn(roles.predicted ?? -1, noPrediction);
    this.cellKinds[roles.actual] = actualCell;
    if (roles.predicted !== undefined) {
      this.cellKinds[roles.predicted] = predictedCell;
      this.predicted = new Int32Array(this.capacity);
    }
    this.setIndicators(this.actualLabels, roles.oneHot?.actual, actualIndicator);
    this.setIndicators(this.predictedLabels, roles.oneHot?.predicted, predictedIndicator);
    if (roles.scores?.kind === 'wide') {
      this.setWidth(roles.scores.columns.length);
      for (const [slot, column] of roles.scores.columns.entries()) {
        this.cellKinds[column] = scoreCell;
        this.slots[column] = slot;
      }
    } else if (roles.scores !== undefined) {
      this.cellKinds[roles.scores.column] = roles.scores.kind === 'array' ? arrayCell : scoreCell;
      if (roles.scores.kind === 'single') this.setWidth(1);
    }
    if (roles.weight !== undefined) {
      this.cellKinds[roles.weight.column] = weightCell;
      this.weights = new Float64Array(this.capacity);
    }
    if (roles.id !== undefined && this.cellKinds[roles.id] === skip) {
      this.cellKinds[roles.id] = idCell;
      this.ids = new Uint8Array(this.capacity * 16);
      this.idEnds = new Int32Array(this.capacity);
    }
  }

  /** True if a column's cells are used at all. */
  uses(column: number): boolean {
    return this.cellKinds[column] !== skip;
  }

  /** Takes a cell of the row being read. */
  cell(column: number, bytes: Uint8Array, start: number, end: number): void {
    switch (this.cellKinds[column]) {
      case scoreCell:
        this.scores[this.rows * this.width + this.slots[column]!] = this.numbers.read(bytes, start, end);
        break;
      case actualCell:
        this.actual[this.rows] = this.label(this.actualLabels, bytes, start, end);
        break;
      case predictedCell:
        this.predicted[this.rows] = this.label(this.predictedLabels, bytes, start, end);
        break;
      case arrayCell:
        this.array(bytes, start, end);
        break;
      case weightCell: {
        const weight = this.weightNumbers.read(bytes, start, end);
        if (weight >= 0) this.weights[this.rows] = weight;
        else this.problem = noWeight;
        break;
      }
      case idCell:
        this.id(bytes, start, end);
        break;
      case actualIndicator:
        this.actual[this.rows] = this.indicator(this.actualLabels, column, bytes, start, end);
        break;
      case predictedIndicator:
        this.predicted[this.rows] = this.indicator(this.predictedLabels, column, bytes, start, end);
        break;
      default:
    }
  }

  /** Ends the row that began on `line`; gives false if the table cannot be one of classes. */
  row(cells: number, line: number): boolean {
    const wanted = this.plan.names.length;
    for (const labels of this.oneHot) {
      if (labels.ones !== 1 && this.problem === 0) this.problem = otherThanOneClass;
      labels.ones = 0;
      labels.shown = -1;
    }
    if (cells !== wanted) this.skip(cells < wanted ? 'too few cells' : 'too many cells', line);
    else if (this.problem !== 0) this.skip(reasons[this.problem]!, line);
    else {
      this.lines[this.rows] = line;
      if (this.idEnds.length > 0) this.idEnds[this.rows] = this.idEnd;
      this.rows++;
      if (this.rows === this.capacity) this.grow();
    }
    this.idEnd = this.rows === 0 ? 0 : (this.idEnds[this.rows - 1] ?? 0);
    this.problem = 0;
    return this.tooMany === undefined;
  }

  /** Leaves a row out. */
  skip(reason: string, line: number): void {
    const known = this.skipped.get(reason);
    if (known === undefined) this.skipped.set(reason, { count: 1, firstLine: line });
    else known.count++;
  }

  /** The rows so far: a view of this memory, good until the next cell. */
  table(): RawTable {
    const { plan, rows, width, tooMany } = this;
    const ends = this.idEnds.subarray(0, rows);
    const ids = this.ids.subarray(0, rows === 0 ? 0 : ends[rows - 1]);
    return {
      plan,
      rows,
      lines: this.lines.subarray(0, rows),
      actual: { codes: this.actual.subarray(0, rows), texts: [...this.actualLabels.table.texts] },
      ...(plan.roles.predicted === undefined
        ? {}
        : {
            predicted: {
              codes: this.predicted.subarray(0, rows),
              texts: [...this.predictedLabels.table.texts],
            },
          }),
      ...(plan.roles.scores === undefined
        ? {}
        : {
            scores: {
              values: this.scores.subarray(0, rows * width),
              width,
              decimals: this.numbers.decimals(),
            },
          }),
      ...(plan.roles.weight === undefined ? {} : { weights: this.weights.subarray(0, rows) }),
      ...(ends.length === 0 ? {} : { rowIds: () => idTexts(ids, ends) }),
      skipped: new Map(this.skipped),
      foreignLabels: this.actualLabels.table.foreign + this.predictedLabels.table.foreign,
      ...(tooMany === undefined ? {} : { tooManyLabels: tooMany }),
    };
  }

  private label(own: LabelColumn, bytes: Uint8Array, start: number, end: number): number {
    const code = own.table.intern(bytes, start, end);
    if (code === own.problems.length) this.newLabel(own, own.table.texts[code]!);
    else if (code < 0) this.tooMany = own.name;
    const problem = own.problems[code] ?? 0;
    if (problem !== 0) this.problem = problem;
    return code;
  }

  private newLabel(own: LabelColumn, text: string): void {
    const missing = isMissingText(text);
    if (!missing) own.classes++;
    if (own.classes > this.plan.limits.classes) this.tooMany = own.name;
    own.problems.push(missing ? own.whenMissing : text === own.name ? repeatedHeader : 0);
  }

  /** Makes the cells of a group say with a 1 that the row is of their column's class. */
  private setIndicators(own: LabelColumn, group: OneHot | undefined, kind: number): void {
    if (group === undefined) return;
    this.oneHot.push(own);
    for (const [at, column] of group.columns.entries()) {
      this.cellKinds[column] = kind;
      const bytes = utf8Bytes(group.classes[at]!);
      this.slots[column] = own.table.intern(bytes, 0, bytes.length);
      own.problems.push(0);
    }
    own.classes = group.columns.length;
    if (own.classes > this.plan.limits.classes) this.tooMany = own.name;
  }

  /** The class of a row as far as its cells tell, the class of this cell if it holds a 1. */
  private indicator(own: LabelColumn, column: number, bytes: Uint8Array, start: number, end: number): number {
    const text = utf8Text(bytes, start, end).text;
    if (isMissingText(text)) this.problem = own.whenMissing;
    else if (text === this.plan.names[column]) this.problem = repeatedHeader;
    else if (!isIndicator(text)) this.problem = otherThanOneClass;
    else if (isOne(text)) {
      own.ones++;
      own.shown = this.slots[column]!;
    }
    return own.shown;
  }

  /** Reads the scores of an array cell; the first such cell says how many a row has. */
  private array(bytes: Uint8Array, from: number, to: number): void {
    const [start, end] = insideBrackets(bytes, from, to);
    if (this.width === 0) {
      const count = countNumbers(bytes, start, end);
      if (count > 0 && count <= this.plan.limits.classes) this.setWidth(count);
    }
    const first = this.rows * this.width;
    let count = 0;
    for (let at = start; at < end;) {
      if (isBetween(bytes[at]!)) {
        at++;
        continue;
      }
      const own = at;
      while (at < end && !isBetween(bytes[at]!)) at++;
      if (count < this.width) this.scores[first + count] = this.numbers.read(bytes, own, at);
      count++;
    }
    if (count === 0 && this.width > 0) this.scores.fill(NaN, first, first + this.width);
    else if ((count !== this.width || count === 0) && this.problem === 0) this.problem = otherWidth;
  }

  private id(bytes: Uint8Array, start: number, end: number): void {
    const needed = this.idEnd + end - start;
    if (needed > this.ids.length) {
      const larger = new Uint8Array(Math.max(needed, this.ids.length * 2));
      larger.set(this.ids.subarray(0, this.idEnd));
      this.ids = larger;
    }
    for (let at = start; at < end; at++) this.ids[this.idEnd++] = bytes[at]!;
  }

  private setWidth(width: number): void {
    this.width = width;
    this.scores = enlarged(this.scores, this.capacity * width);
  }

  private grow(): void {
    this.capacity *= 2;
    const { capacity } = this;
    this.lines = enlarged(this.lines, capacity);
    this.actual = enlarged(this.actual, capacity);
    if (this.predicted.length > 0) this.predicted = enlarged(this.predicted, capacity);
    if (this.width > 0) this.scores = enlarged(this.scores, capacity * this.width);
    if (this.weights.length > 0) this.weights = enlarged(this.weights, capacity);
    if (this.idEnds.length > 0) this.idEnds = enlarged(this.idEnds, capacity);
  }
}

/** The cell from its first square bracket to the next closing one (`tensor([0.1, 0.9], device='cpu')`), else all of it. */
function insideBrackets(bytes: Uint8Array, start: number, end: number): readonly [number, number] {
  let from = start;
  while (from < end && bytes[from] !== 91) from++;
  if (from === end) return [start, end];
  let to = from;
  while (to < end && bytes[to] !== 93) to++;
  return [from, to];
}

function countNumbers(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    if (!isBetween(bytes[at]!) && (at === start || isBetween(bytes[at - 1]!))) count++;
  }
  return count;
}

/** Blanks, line ends, separators and brackets between the numbers of an array cell. */
function isBetween(byte: number): boolean {
  return byte <= 32 || byte === 44 || byte === 59 || byte === 91 || byte === 93 || byte === 40 || byte === 41;
}

function enlarged<T extends Int32Array | Float64Array>(values: T, length: number): T {
  if (values.length >= length) return values;
  const larger = (values instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)) as T;
  larger.set(values);
  return larger;
}

function idTexts(bytes: Uint8Array, ends: Int32Array): string[] {
  const texts: string[] = [];
  let start = 0;
  for (const end of ends) {
    texts.push(utf8Text(bytes, start, end).text);
    start = end;
  }
  return texts;
}
