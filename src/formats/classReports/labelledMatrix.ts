import type { Span } from '../../core/span.ts';
import { normaliseName, predictedRank, truthRank } from '../columnNames.ts';
import { axisOfLabels, isSum } from './labelledBlock.ts';
import type { LabelledBlock, LabelledRow } from './labelledBlock.ts';
import type { PrintedMatrix } from './printedMatrix.ts';

/** A block with what stands above it. */
export interface FoundBlock {
  readonly block: LabelledBlock;
  readonly isTitled: boolean;
  /** True if it begins where the one before ends. */
  readonly follows: boolean;
}

/** Room of a quotient beside its printing. */
const rounding = 1e-9;

/**
 * The confusion matrix of blocks side by side: of their rows, without sums at the margin and with the classes that only
 * one axis has. Undefined where nothing calls it one, and where the shares of wrong rows beside it are not its own.
 */
export function labelledMatrix(blocks: readonly FoundBlock[]): PrintedMatrix | undefined {
  const [{ block, isTitled }] = blocks as readonly [FoundBlock];
  const rows = block.rows.map((row, index) => ({
    ...row,
    counts: blocks.flatMap((one) => one.block.rows[index]!.counts),
  }));
  const columns = blocks.flatMap((one) => one.block.columns);
  if (new Set(columns).size < columns.length) return undefined;
  const table = withoutSums(rows, columns);
  const [ofRows, ofColumns] = [
    axisOfLabels(table.rows.map(({ label }) => label)),
    axisOfLabels(table.columns),
  ];
  const hasErrors = blocks.at(-1)!.block.rows.some(({ error }) => error !== undefined);
  const truth = hasErrors
    ? 'rows'
    : truthAxis(ofRows.axis ?? axisOf(block.rowAxis), ofColumns.axis ?? axisOf(block.columnAxis));
  if (!isTitled && (truth === undefined || !hasBothAxes(block, ofRows.axis, ofColumns.axis))) {
    if (!hasErrors) return undefined;
  }
  const labels = unitedLabels(ofRows.labels, ofColumns.labels);
  const counts = labels.map((row) =>
    labels.map((column) => {
      return table.rows[ofRows.labels.indexOf(row)]?.counts[ofColumns.labels.indexOf(column)] ?? 0;
    }),
  );
  if (hasErrors && !errorsFit(blocks.at(-1)!.block.rows, counts)) return undefined;
  const spanOf = (label: string): Span =>
    table.rows[ofRows.labels.indexOf(label)]?.span ?? table.rows[0]!.span;
  return {
    writer: hasErrors || block.isOfR || (block.isIndented && truth === undefined) ? 'r' : 'table',
    line: block.rows[0]!.span.line,
    counts,
    labels,
    ...(truth === undefined ? {} : { truth }),
    isTitled: true,
    spans: labels.map(spanOf),
  };
}

interface Table {
  readonly rows: readonly LabelledRow[];
  readonly columns: readonly string[];
}

/** The table without a last row and a last column that are named as sums and are such. */
function withoutSums(rows: readonly LabelledRow[], columns: readonly string[]): Table {
  const last = columns.length - 1;
  const sum = (counts: readonly number[]): number => counts.slice(0, last).reduce((a, b) => a + b, 0);
  const hasColumn = isSum(columns[last]!) && rows.every(({ counts }) => sum(counts) === counts[last]);
  const inner = hasColumn ? rows.map((row) => ({ ...row, counts: row.counts.slice(0, last) })) : rows;
  const own = inner.slice(0, -1);
  const hasRow =
    isSum(inner.at(-1)!.label) &&
    inner
      .at(-1)!
      .counts.every((count, at) => own.reduce((total, row) => total + row.counts[at]!, 0) === count);
  return { rows: hasRow ? own : inner, columns: hasColumn ? columns.slice(0, -1) : columns };
}

function axisOf(name: string | undefined): 'actual' | 'predicted' | undefined {
  if (name === undefined) return undefined;
  const normal = normaliseName(name);
  if (predictedRank(normal) >= 3) return 'predicted';
  return truthRank(normal) >= 3 ? 'actual' : undefined;
}

/** One axis that is named settles the other. */
function truthAxis(
  rows: 'actual' | 'predicted' | undefined,
  columns: 'actual' | 'predicted' | undefined,
): 'rows' | 'columns' | undefined {
  if (rows === columns) return undefined;
  return rows === 'actual' || columns === 'predicted' ? 'rows' : 'columns';
}

function hasBothAxes(
  { rowAxis, columnAxis }: Pick<FoundBlock['block'], 'rowAxis' | 'columnAxis'>,
  ofRows: string | undefined,
  ofColumns: string | undefined,
): boolean {
  return (ofRows ?? axisOf(rowAxis)) !== undefined && (ofColumns ?? axisOf(columnAxis)) !== undefined;
}

/** The classes of both axes in the order of the axis that has them all; else those of the rows first. */
function unitedLabels(rows: readonly string[], columns: readonly string[]): readonly string[] {
  const [known, others] = rows.every((label) => columns.includes(label)) ? [columns, rows] : [rows, columns];
  return [...known, ...others.filter((label) => !known.includes(label))];
}

function errorsFit(rows: readonly LabelledRow[], counts: readonly (readonly number[])[]): boolean {
  return rows.every(({ error }, index) => {
    const total = counts[index]?.reduce((sum, count) => sum + count, 0) ?? 0;
    if (error === undefined || total === 0) return true;
    return Math.abs(error.value - (1 - counts[index]![index]! / total)) <= error.tolerance + rounding;
  });
}
