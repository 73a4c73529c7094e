import type { Span } from '../../core/span.ts';

/** A line of a text with its zero-based number. */
export interface PlacedLine {
  readonly text: string;
  readonly line: number;
}

/** One row of a table of counts. */
export interface LabelledRow {
  readonly label: string;
  /** Where the label stands. */
  readonly span: Span;
  readonly counts: readonly number[];
  /** What randomForest prints behind the counts: the share of the row that is wrong. */
  readonly error?: { readonly value: number; readonly tolerance: number };
}

/** A table of counts under a line with the labels of its columns. */
export interface LabelledBlock {
  readonly rows: readonly LabelledRow[];
  readonly columns: readonly string[];
  /** Names of the axes, where the text gives them: `Reference`, `Predicted`. */
  readonly rowAxis?: string;
  readonly columnAxis?: string;
  /** True if the columns go on below, as pandas writes it with a backslash. */
  readonly goesOn: boolean;
  /** True for a table as R prints it, with the name of the rows before the labels of the columns. */
  readonly isOfR: boolean;
  /** True if all its labels are indented: R prints a table without names of the axes so. */
  readonly isIndented: boolean;
}

const wholeNumber = /^\d{1,15}(?:\.0*)?$/;
const errorColumn = 'class.error';

/** Lines among which a header is looked for: others may stand above it. */
const linesBeforeRows = 12;

/**
 * The table that lines hold, its header or the name of its columns among the first of them; undefined if they hold none.
 *
 * How many words of a row are its label is found by trial: every label occurs once, and the header consists of them.
 */
export function labelledBlock(lines: readonly PlacedLine[]): LabelledBlock | undefined {
  for (let head = 0; head < Math.min(linesBeforeRows, lines.length - 1); head++) {
    const header = lines[head]!;
    const above = wordAlone(lines[head - 1]?.text);
    const below = wordAlone(lines[head + 1]?.text);
    const block = tableUnder(header.text, lines.slice(head + 1), above, undefined);
    if (block !== undefined) return block;
    const inner =
      below === undefined ? undefined : tableUnder(header.text, lines.slice(head + 2), above, below);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The only word of a line that is no number. */
function wordAlone(text: string | undefined): string | undefined {
  const words = text?.match(/\S+/g) ?? [];
  return words.length === 1 && !/^[\d.]+$/.test(words[0]) ? words[0] : undefined;
}

function tableUnder(
  header: string,
  lines: readonly PlacedLine[],
  above: string | undefined,
  below: string | undefined,
): LabelledBlock | undefined {
  const goesOn = /\\\s*$/.test(header);
  const names = header.replace(/\\\s*$/, '');
  const hasErrors = names.trimEnd().endsWith(errorColumn);
  const heads = hasErrors ? names.trimEnd().slice(0, -errorColumn.length) : names;
  const first = lines[0] === undefined ? [] : (lines[0].text.match(/\S+/g) ?? []);
  for (let counts = countsAtEnd(first, hasErrors); counts > 0; counts--) {
    const rows = rowsWith(lines, counts, hasErrors);
    if (rows === undefined) continue;
    const labels = rows.map(({ label }) => label);
    const found = columnsOf(heads, labels, counts);
    if (found === undefined) continue;
    const { columns, axis } = found;
    // R names the columns above and the rows in the header, pandas the columns in the header and the rows below.
    const [rowAxis, columnAxis] = below === undefined ? [axis, above] : [below, axis];
    return {
      rows,
      columns,
      ...(rowAxis === undefined ? {} : { rowAxis }),
      ...(columnAxis === undefined ? {} : { columnAxis }),
      goesOn,
      isOfR: rowAxis !== undefined && columnAxis !== undefined && below === undefined,
      isIndented: rows.every(({ span }) => span.start > 0),
    };
  }
  return undefined;
}

function countsAtEnd(words: readonly string[], hasErrors: boolean): number {
  let count = 0;
  for (const word of [...words].slice(0, hasErrors ? -1 : undefined).reverse()) {
    if (!wholeNumber.test(word)) break;
    count++;
  }
  return Math.min(count, words.length - 1);
}

/** The lines as rows of a label and so many counts, as far as they are that; undefined of one row, and if a label repeats. */
function rowsWith(
  lines: readonly PlacedLine[],
  counts: number,
  hasErrors: boolean,
): readonly LabelledRow[] | undefined {
  const rows: LabelledRow[] = [];
  for (const line of lines) {
    const row = rowOf(line, counts, hasErrors);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows.length > 1 && new Set(rows.map(({ label }) => label)).size === rows.length ? rows : undefined;
}

function rowOf({ text, line }: PlacedLine, counts: number, hasErrors: boolean): LabelledRow | undefined {
  const words = [...text.matchAll(/\S+/g)];
  const numbers = counts + (hasErrors ? 1 : 0);
  if (words.length <= numbers) return undefined;
  const values = words.slice(words.length - numbers).map(([word]) => word);
  if (!values.slice(0, counts).every((word) => wholeNumber.test(word))) return undefined;
  const start = words[0]!.index;
  const last = words[words.length - numbers - 1]!;
  const end = last.index + last[0].length;
  const error = hasErrors ? values.at(-1)! : undefined;
  if (error !== undefined && !/^\d(?:\.\d+)?(?:e-\d+)?$|^NaN$/.test(error)) return undefined;
  return {
    label: collapsed(text.slice(start, end)),
    span: { line, start, end },
    counts: values.slice(0, counts).map(Number),
    ...(error === undefined || error === 'NaN' ? {} : { error: printed(error) }),
  };
}

function printed(word: string): { value: number; tolerance: number } {
  const [mantissa = '', exponent = '0'] = word.split('e');
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  return { value: Number(word), tolerance: 0.5 * 10 ** -decimals };
}

function collapsed(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/**
 * The labels that a header names, as many as there are counts, and the name of the axis before them: by blanks, by
 * wider gaps where labels hold blanks, or by the labels of the rows.
 */
function columnsOf(
  header: string,
  labels: readonly string[],
  counts: number,
): { readonly columns: readonly string[]; readonly axis?: string } | undefined {
  const text = header.trim();
  const candidates = [
    text.split(/\s+/),
    text.split(/\s{2,}/).map(collapsed),
    inLabels(collapsed(text), labels),
  ];
  for (const words of candidates) {
    if (words === undefined || words.length < counts || words.length > counts + 1) continue;
    const columns = words.slice(words.length - counts);
    if (new Set(columns).size < counts || !overlap(columns, labels)) continue;
    return words.length > counts ? { columns, axis: words[0]! } : { columns };
  }
  return undefined;
}

/** A text as the labels that it consists of, after at most one word; undefined if it does not. */
function inLabels(text: string, labels: readonly string[]): string[] | undefined {
  const longestFirst = [...labels].sort((a, b) => b.length - a.length);
  const read = (from: number): string[] | undefined => {
    const words: string[] = [];
    for (let at = from; at < text.length;) {
      const label = longestFirst.find(
        (one) => text.startsWith(one, at) && (text[at + one.length] ?? ' ') === ' ',
      );
      if (label === undefined) return undefined;
      words.push(label);
      at += label.length + 1;
    }
    return words;
  };
  const blank = text.indexOf(' ');
  const behind = blank < 0 ? undefined : read(blank + 1);
  return read(0) ?? (behind === undefined ? undefined : [text.slice(0, blank), ...behind]);
}

/** True where one set of labels holds the other, but for what says on which axis they stand and for sums. */
function overlap(columns: readonly string[], rows: readonly string[]): boolean {
  const [a, b] = [columns, rows].map(
    (labels) => new Set(axisOfLabels(labels).labels.filter((one) => !isSum(one))),
  );
  const [fewer, more] = a!.size < b!.size ? [a!, b!] : [b!, a!];
  return fewer.size > 0 && [...fewer].every((label) => more.has(label));
}

const sums: ReadonlySet<string> = new Set(['All', 'Sum', 'Total', 'all', 'sum', 'total', 'TOTAL']);

/** True for what names the sums at the margin of a table. */
export function isSum(label: string): boolean {
  return sums.has(label);
}

const affixes = {
  actual:
    /^(?:actual|true|truth|real|gold|gt|reference|y_true)(?:\s*[:_=-]\s*|\s+)(.+)$|^(.+?)\s*[(_ ](?:actual|true)\)?$/i,
  predicted:
    /^(?:predicted|pred|prediction|y_pred)(?:\s*[:_=-]\s*|\s+)(.+)$|^(.+?)\s*[(_ ](?:predicted|pred)\)?$/i,
} as const;

/** Labels without what all of them say of their axis: `Actual cat` is `cat` of the true classes. */
export function axisOfLabels(labels: readonly string[]): {
  readonly labels: readonly string[];
  readonly axis?: 'actual' | 'predicted';
} {
  for (const axis of ['actual', 'predicted'] as const) {
    const bare = labels.map((label) => {
      const match = affixes[axis].exec(label);
      return match === null ? undefined : (match[1] ?? match[2])!;
    });
    const own = bare.filter((label, index) => label !== undefined || !isSum(labels[index]!));
    if (own.length > 0 && own.every((label) => label !== undefined)) {
      return { labels: labels.map((label, index) => bare[index] ?? label), axis };
    }
  }
  return { labels };
}
