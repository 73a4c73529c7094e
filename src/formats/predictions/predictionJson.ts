import type { PredictionTable } from '../../core/predictionTable.ts';
import { normaliseName, predictedRank, truthRank } from '../columnNames.ts';
import { decodeText } from '../decode.ts';
import type { Format, Head, Reader, ReadOptions, ReadResult } from '../format.ts';
import { jsonRefusal } from '../jsonRefusal.ts';
import { isJsonArray, isJsonObject, parseJson } from '../jsonTolerant.ts';
import type { JsonValue } from '../jsonTolerant.ts';
import { GrowingBytes } from './growingBytes.ts';
import { jsonTable, sampleOf } from './jsonTable.ts';
import { recordColumns } from './recordColumns.ts';
import { tableConfidence } from './tableConfidence.ts';
import { grouped } from './tableNotes.ts';

/** A JSON document that holds a table: records, or one of pandas' forms. */
export const predictionJson: Format<PredictionTable> = {
  id: 'predictionJson',
  title: 'Prediction table (JSON)',
  kind: 'predictions',
  recognise: (head: Head) => {
    if (!/^\s*[[{]/.test(head.text)) return 0;
    const parsed = parseJson(head.text);
    if ('value' in parsed) return confidenceOf(parsed.value, head.name);
    if (!parsed.fault.cut) return 0;
    return Math.max(confidenceOf(withoutLast(parsed.partial), head.name), confidenceOfKeys(parsed.partial));
  },
  reader: (options: ReadOptions) => new PredictionJsonReader(options),
};

class PredictionJsonReader implements Reader<PredictionTable> {
  readonly needsAll = true;
  private readonly options: ReadOptions;
  private readonly bytes = new GrowingBytes();
  private tooLong = false;

  constructor(options: ReadOptions) {
    this.options = options;
  }

  push(bytes: Uint8Array): void {
    if (this.bytes.length + bytes.length > this.options.limits.jsonBytes) {
      this.tooLong = true;
      this.bytes.clear();
    }
    if (!this.tooLong) this.bytes.add(bytes);
  }

  snapshot(): ReadResult<PredictionTable> {
    return this.read();
  }

  end(): ReadResult<PredictionTable> {
    return this.read();
  }

  full(): boolean {
    return this.tooLong;
  }

  private read(): ReadResult<PredictionTable> {
    if (this.tooLong) {
      const most = grouped(this.options.limits.jsonBytes);
      return refusal(
        `Is longer than ${most} bytes. Not read; save it as CSV or as JSON lines, which are read row by row.`,
      );
    }
    const text = decodeText(this.bytes.bytes());
    const lineAt = lineCounter(text);
    const parsed = parseJson(text);
    if ('fault' in parsed) return jsonRefusal(parsed.fault, lineAt, 'No row is used.');
    const table = jsonTable(parsed.value);
    if (table === undefined)
      return refusal(
        'Holds no table of predictions: a list of records, or lists of equal length by column, with the true and the predicted class of each sample.',
      );
    const columns = recordColumns(
      sampleOf(table.names, table.rows, (row, column) => table.cell(row, column)),
      this.options,
    );
    if ('refused' in columns) return columns.refused;
    for (let row = 0; row < table.rows; row++) {
      columns.row((column) => table.cell(row, column), lineAt(parsed.offsets.get(table.holder(row)) ?? 0));
    }
    return columns.result();
  }
}

function refusal(message: string): ReadResult<PredictionTable> {
  return { problems: [{ kind: 'refused', message }] };
}

/** Lines of rising offsets, as VS Code counts them. */
function lineCounter(text: string): (offset: number) => number {
  const ends = /\r\n|\r|\n/g;
  let line = 0;
  let next = ends.exec(text);
  return (offset) => {
    while (next !== null && next.index < offset) {
      line++;
      next = ends.exec(text);
    }
    return line;
  };
}

function confidenceOf(value: JsonValue, name: string): number {
  const table = jsonTable(value);
  return table === undefined
    ? 0
    : tableConfidence(
        sampleOf(table.names, table.rows, (row, column) => table.cell(row, column)),
        name,
      );
}

/** A list cut by the end of the head, without its last element, which may lack keys. */
function withoutLast(value: JsonValue): JsonValue {
  return isJsonArray(value) && value.length > 1 ? value.slice(0, -1) : value;
}

/** For columns too long for the head, which holds the first keys only. */
function confidenceOfKeys(value: JsonValue): number {
  if (!isJsonObject(value)) return 0;
  const columns = [...value]
    .filter(([, held]) => isJsonArray(held) || isJsonObject(held))
    .map(([name]) => normaliseName(name));
  return columns.some((name) => truthRank(name) >= 3 || predictedRank(name) >= 3) ? 0.7 : 0;
}
