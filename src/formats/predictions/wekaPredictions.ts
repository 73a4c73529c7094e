import type { PredictionTable } from '../../core/predictionTable.ts';
import type { ColumnRoles } from '../columnRoles.ts';
import type { Format, Head, Reader, ReadOptions, ReadResult } from '../format.ts';

import { linesOfBytes } from '../lines.ts';
import type { LineFeed } from '../lines.ts';
import { overlongProblem } from '../overlongProblem.ts';
import { assembleTable } from './assemble.ts';
import { rawOfValues } from './columnValues.ts';
import type { RawTable } from './rawTable.ts';
import { grouped } from './tableNotes.ts';
import { commaCells, rowOfCells, rowOfText } from './wekaRow.ts';
import type { WekaLabel, WekaRow } from './wekaRow.ts';

const header =
  /^\s*inst#(?:,actual,predicted,error,|\s+actual\s+predicted\s+error\s+)(?:prediction|distribution)\b/;

/** Header cells: of a text they say nothing of where its columns stand. */
const names = ['actual', 'predicted', 'prediction'];

/** What Weka prints with -p, or writes as CSV: a row an instance, its classes as `index:name`. */
export const wekaPredictions: Format<PredictionTable> = {
  id: 'wekaPredictions',
  title: 'Predictions of Weka (text, CSV)',
  kind: 'predictions',
  recognise: ({ text }: Head) => {
    if (!text.includes('inst#') || /^=== Confusion Matrix ===/m.test(text)) return 0;
    return text.split(/\r\n|\r|\n/).some((line) => header.test(line.slice(0, longestHeader))) ? 0.96 : 0;
  },
  reader: (options: ReadOptions) => new WekaPredictionsReader(options),
};

/** Characters of a line by which a header is known. */
const longestHeader = 400;

interface PlacedRow extends WekaRow {
  readonly line: number;
}

class WekaPredictionsReader implements Reader<PredictionTable> {
  readonly #options: ReadOptions;
  readonly #lines: LineFeed;
  #rows: PlacedRow[] = [];
  /** How a row is read; undefined outside of a list. */
  #rowOf: ((line: string) => WekaRow | undefined) | undefined;
  #lists = 0;
  #unread = { count: 0, firstLine: 0 };

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#lines = linesOfBytes(options.limits, (text, line) => {
      this.#take(text, line);
    });
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  snapshot(): ReadResult<PredictionTable> {
    const { limits } = this.#options;
    const result = this.#read();
    return { ...result, problems: [...result.problems, ...overlongProblem(this.#lines, limits)] };
  }

  end(): ReadResult<PredictionTable> {
    this.#lines.end();
    return this.snapshot();
  }

  full(): boolean {
    return this.#lines.endless();
  }

  #take(text: string, line: number): void {
    if (header.test(text.slice(0, longestHeader))) {
      // The last list stands: training data come before test data.
      this.#lists++;
      this.#rows = [];
      this.#unread = { count: 0, firstLine: 0 };
      const shares = sharesIn(text);
      this.#rowOf = text.includes(',actual,') ? (own) => rowOfCells(own, shares) : rowOfText;
      return;
    }
    if (this.#rowOf === undefined || text.trim() === '') return;
    const row = this.#rowOf(text);
    if (row !== undefined) this.#rows.push({ ...row, line });
    else if (!/^\s*\d/.test(text)) this.#rowOf = undefined;
    else if (this.#unread.count++ === 0) this.#unread.firstLine = line;
  }

  #read(): ReadResult<PredictionTable> {
    const rows = this.#rows;
    if (rows.length === 0) return refusal('Holds no row of predictions of Weka yet.');
    if (rows.every(({ actual }) => actual.name === '?')) {
      return refusal(
        'Every true class is "?": the data that Weka was given have none. Give it a test set with its classes.',
      );
    }
    const result = assembleTable(this.#raw(rows), this.#options);
    if (this.#lists < 2) return result;
    const message = `Holds ${grouped(this.#lists)} lists of predictions: the last is read.`;
    return { ...result, problems: [...result.problems, { kind: 'note', message }] };
  }

  #raw(rows: readonly PlacedRow[]): RawTable {
    const { limits } = this.#options;
    const width = rows[0]!.shares.length;
    const labels = new Labels(rows);
    const text = (label: WekaLabel): string | undefined => labels.of(label);
    const values = new Float64Array(rows.length * width).fill(NaN);
    rows.forEach(({ shares }, row) => {
      if (shares.length === width) values.set(shares, row * width);
    });
    const scores: NonNullable<ColumnRoles['scores']> =
      width === 1
        ? { kind: 'single', column: 2, confidence: true, classes: [] }
        : { kind: 'wide', columns: [2], classes: labels.byIndex(width) };
    const plan = {
      names,
      spans: [],
      roles: { actual: 0, predicted: 1, scores },
      decimalMark: '.' as const,
      limits,
    };
    const raw = rawOfValues(plan, {
      rows: rows.length,
      actual: { kind: 'texts', values: rows.map(({ actual }) => text(actual)) },
      predicted: { kind: 'texts', values: rows.map(({ predicted }) => text(predicted)) },
      scores: { values, width, decimals: decimals(values) },
    });
    const lineOf = (row: number): number => rows[row]!.line;
    const skipped = new Map(
      [...raw.skipped].map(([reason, own]) => [reason, { ...own, firstLine: lineOf(own.firstLine) }]),
    );
    if (this.#unread.count > 0) skipped.set('not as Weka writes a row', this.#unread);
    return { ...raw, lines: raw.lines.map(lineOf), skipped };
  }
}

/** Shares a row of CSV has: of a distribution as many as the header has unnamed cells behind that word, and one. */
function sharesIn(headerLine: string): number {
  const cells = commaCells(headerLine).slice(4);
  const next = cells.findIndex((cell, at) => at > 0 && cell !== '');
  return next < 0 ? cells.length : next;
}

/** Names of classes by their index. Weka 3.6 cuts them to eight characters, and those of the truth sooner than the others. */
class Labels {
  readonly #names = new Map<number, string>();
  readonly #areApart: boolean;

  constructor(rows: readonly WekaRow[]) {
    for (const { actual, predicted } of rows) {
      for (const { index, name } of [actual, predicted]) {
        if (name !== '?' && name.length > (this.#names.get(index)?.length ?? 0)) this.#names.set(index, name);
      }
    }
    this.#areApart = new Set(this.#names.values()).size === this.#names.size;
  }

  /** The class, or undefined for a missing one. */
  of({ index, name }: WekaLabel): string | undefined {
    if (name === '?') return undefined;
    const own = this.#names.get(index)!;
    return this.#areApart ? own : `${index}:${own}`;
  }

  /** A name for each of so many classes; those that no row has are called by their number. */
  byIndex(classes: number): string[] {
    return Array.from({ length: classes }, (_, at) => {
      const name = this.#names.get(at + 1);
      return name === undefined ? `${at + 1}:?` : this.of({ index: at + 1, name })!;
    });
  }
}

/** The most decimals that a share is printed with. */
function decimals(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) most = Math.max(most, (String(value).split('.')[1] ?? '').length);
  }
  return most;
}

function refusal(message: string): ReadResult<PredictionTable> {
  return { problems: [{ kind: 'refused', message }] };
}
