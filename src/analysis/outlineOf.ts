import type { ArrayFile, NamedArray } from '../core/numberArrays.ts';
import { outlineTable } from '../core/outline.ts';
import type { Outline, OutlineCell, OutlineTable } from '../core/outline.ts';
import { scalarAt } from '../core/scalarSeries.ts';
import type { ScalarLog, ScalarSeries } from '../core/scalarSeries.ts';
import type { ReadResult } from '../formats/format.ts';

/** First elements of an array that are shown. */
const firstElements = 6;

/** What a file of scalars, of arrays or a Parquet file holds; undefined for any other. */
export function outlineOf({ document, outline }: ReadResult): Outline | undefined {
  if (outline !== undefined) return outline;
  if (document?.kind === 'scalars') return { tables: [seriesTable(document)] };
  return document?.kind === 'arrays' ? { tables: [arraysTable(document)] } : undefined;
}

function seriesTable({ series }: ScalarLog): OutlineTable {
  const header = ['Name', 'Values', 'First step', 'Last step', 'First value', 'Last value'];
  return outlineTable('series', header, series.map(seriesRow));
}

function seriesRow(series: ScalarSeries): OutlineCell[] {
  const { name, steps } = series;
  const value = (point: number): OutlineCell => {
    const own = scalarAt(series, point);
    return typeof own === 'number' ? own : own.notFinite;
  };
  const last = steps.length - 1;
  return [name, steps.length, steps[0]!, steps[last]!, value(0), value(last)];
}

function arraysTable({ arrays }: ArrayFile): OutlineTable {
  const header = ['Name', 'Type', 'Shape', 'First elements'];
  const rows = arrays.map(arrayRow);
  // The array of an .npy file has no name.
  const isNamed = arrays.some(({ name }) => name !== '');
  return isNamed
    ? outlineTable('arrays', header, rows)
    : outlineTable(
        'arrays',
        header.slice(1),
        rows.map((row) => row.slice(1)),
      );
}

function arrayRow({ name, type, shape, content }: NamedArray): OutlineCell[] {
  const first =
    content.kind === 'none'
      ? content.reason
      : [...content.values.slice(0, firstElements)].map(String).join(', ') +
        (content.values.length > firstElements ? ', …' : '');
  return [name, type, shape.length === 0 ? 'one element' : shape.join(' × '), first];
}
