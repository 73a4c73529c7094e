import type { ParquetCell } from './parquetColumns.ts';

/** A Parquet file whose columns are read on demand. A fault is one line that says what is wrong. */
export interface ParquetFile {
  /** Top-level columns that hold texts, numbers or lists of them. */
  readonly names: readonly string[];
  /** What each column holds, as the file says it: `STRING`, `DOUBLE`, `LIST`. */
  readonly types: readonly string[];
  readonly rows: number;
  /** The first rows, with a cell for each name. */
  sample(): Promise<readonly (readonly ParquetCell[])[] | string>;
  /** All cells of columns, by their number. */
  columns(numbers: readonly number[]): Promise<ReadonlyMap<number, readonly ParquetCell[]> | string>;
}

/** Rows by which columns are understood. */
const sampleRows = 1_000;

/** A file in memory, or the line that says why it cannot be read. The library is loaded with the first such file. */
export async function readParquet(bytes: Uint8Array): Promise<ParquetFile | string> {
  const [{ parquetMetadata, parquetSchema }, { parquetRead }, { compressors }] = await Promise.all([
    import('hyparquet/src/metadata.js'),
    import('hyparquet/src/read.js'),
    import('hyparquet-compressors'),
  ]);
  const buffer = bytes.slice().buffer;
  const file = {
    byteLength: buffer.byteLength,
    slice: (start: number, end?: number): ArrayBuffer => buffer.slice(start, end),
  };
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | string> => {
    try {
      return await work();
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      return `Cannot be read as Parquet (${what.slice(0, 200)}): still being written, cut or damaged. Not read.`;
    }
  };
  const metadata = await attempt(() => parquetMetadata(buffer));
  if (typeof metadata === 'string') return metadata;
  const fields = parquetSchema(metadata).children.filter(({ element }) => !isBinary(element));
  const names = fields.map(({ element }) => element.name);
  const types = fields.map(({ element }) => typeOf(element));
  const rows = Number(metadata.num_rows);
  return {
    names,
    types,
    rows,
    sample: async () => {
      const read = await attempt(async () => {
        let found: readonly (readonly ParquetCell[])[] = [];
        await parquetRead({
          file,
          metadata,
          compressors,
          columns: names,
          rowEnd: Math.min(rows, sampleRows),
          onComplete: (complete) => {
            found = complete as readonly (readonly ParquetCell[])[];
          },
        });
        return found;
      });
      return read;
    },
    columns: (numbers) =>
      attempt(async () => {
        const cells = new Map(numbers.map((number) => [number, new Array<ParquetCell>(rows)] as const));
        await parquetRead({
          file,
          metadata,
          compressors,
          columns: numbers.map((number) => names[number]!),
          onChunk: ({ columnName, columnData, rowStart }) => {
            const own = cells.get(names.indexOf(columnName));
            if (own === undefined) return;
            for (let row = 0; row < columnData.length; row++) own[rowStart + row] = columnData[row];
          },
        });
        return cells;
      }),
  };
}

/** What the schema of a file says of a column. */
interface SchemaElement {
  readonly type?: string;
  readonly converted_type?: string;
  readonly logical_type?: { readonly type: string };
}

/** Bytes that are no text: images and the like. */
function isBinary({ type, converted_type, logical_type }: SchemaElement): boolean {
  return type === 'BYTE_ARRAY' && converted_type === undefined && logical_type === undefined;
}

function typeOf({ type, converted_type, logical_type }: SchemaElement): string {
  return logical_type?.type ?? converted_type ?? type ?? 'fields';
}
