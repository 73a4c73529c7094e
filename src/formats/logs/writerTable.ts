import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format, Head, Reader, ReadResult } from '../format.ts';
import { isKeyMetric, isOfClassifier } from './classifierColumns.ts';
import type { TableProfile } from './tableProfile.ts';
import { headerCells, readHeadTable, tableReader } from './tableReader.ts';

/** A table that one writer alone writes, known by the cells of its header. */
export interface WriterTable {
  readonly id: string;
  readonly title: string;
  readonly profile: TableProfile;
  /** True if the first header is this writer's. */
  isHeader(header: readonly string[]): boolean;
  /** True if the rows are this writer's too, where the header alone does not tell. */
  isRows?(head: Head): boolean;
  /** What is known of the runs once they are put together. */
  revised?(result: ReadResult<TrainingLog>): ReadResult<TrainingLog>;
}

/** Above the 0.85 of a table of epochs that anyone may have written. */
const confidence = 0.95;

/** The format of a writer's table. It is recognised once an epoch with the loss or a metric of classes is whole. */
export function writerTable(table: WriterTable): Format<TrainingLog> {
  const { id, title, profile, isHeader, isRows } = table;
  return {
    id,
    title,
    kind: 'log',
    recognise: (head) => {
      const header = headerCells(head);
      if (header === undefined || !isHeader(header)) return 0;
      const columns = profile.columns(header);
      if (columns === undefined || !isOfClassifier(columns)) return 0;
      const { document } = readHeadTable(head, profile);
      const epochs = document?.runs.flatMap((run) => run.epochs) ?? [];
      const isMeasured = epochs.some(({ readings }) => readings.some(({ metric }) => isKeyMetric(metric)));
      return isMeasured && isRows?.(head) !== false ? confidence : 0;
    },
    reader: ({ limits }) => revising(tableReader(limits, profile), table),
  };
}

function revising(reader: Reader<TrainingLog>, { revised }: WriterTable): Reader<TrainingLog> {
  if (revised === undefined) return reader;
  return { ...reader, snapshot: () => revised(reader.snapshot()), end: () => revised(reader.end()) };
}
