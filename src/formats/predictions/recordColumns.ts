import type { PredictionTable } from '../../core/predictionTable.ts';
import type { Problem } from '../../core/problem.ts';
import { isQuiet } from '../columns.ts';
import { utf8Bytes } from '../decode.ts';
import type { ReadOptions, ReadResult } from '../format.ts';
import { decideTable } from '../tableDecision.ts';
import type { TableSample } from '../tableSample.ts';
import { assembleTable } from './assemble.ts';
import { TableColumns } from './tableColumns.ts';
import { grouped } from './tableNotes.ts';

/** Rows of texts on their way into a prediction table. */
export interface RecordColumns {
  /** Adds a row; `cell` gives the text of a column. */
  row(cell: (column: number) => string, line: number): void;
  /** Leaves a row out. */
  skip(reason: string, line: number): void;
  result(): ReadResult<PredictionTable>;
}

/** Decides the columns of a table of texts and gives what takes its rows, or why there is no table. */
export function recordColumns(
  sample: TableSample,
  options: ReadOptions,
): RecordColumns | { readonly refused: ReadResult<PredictionTable> } {
  if (sample.names.length > options.limits.columns) {
    const message = `Has more than ${grouped(options.limits.columns)} different keys. Not read.`;
    return { refused: { problems: [{ kind: 'refused', message }] } };
  }
  const decision = decideTable(sample, options);
  if (decision.kind === 'refused') {
    const { message, question, reason } = decision;
    const problem: Problem = { kind: 'refused', message, ...(isQuiet(reason) ? { quiet: true } : {}) };
    const problems = [problem];
    return { refused: question === undefined ? { problems } : { problems, question } };
  }
  const { roles, note, question } = decision;
  const { names } = sample;
  const { limits } = options;
  const columns = new TableColumns({ names, spans: [], roles, decimalMark: '.', limits });
  const used = [...names.keys()].filter((column) => columns.uses(column));
  let open = true;
  return {
    row: (cell, line) => {
      if (!open) return;
      for (const column of used) {
        const bytes = utf8Bytes(cell(column));
        columns.cell(column, bytes, 0, bytes.length);
      }
      open = columns.row(names.length, line);
    },
    skip: (reason, line) => {
      columns.skip(reason, line);
    },
    result: () => {
      const result = assembleTable(columns.table(), options);
      const problems =
        note === undefined ? result.problems : [...result.problems, { kind: 'note' as const, message: note }];
      return question === undefined ? { ...result, problems } : { ...result, problems, question };
    },
  };
}
