import type { ColumnReference, PredictionTable } from '../../src/core/predictionTable.ts';
import type { ColumnMapping, ReadResult } from '../../src/formats/format.ts';

/** What a fixture of a prediction file must give; sums and rows let a person check it against the file. */
export interface ExpectedPredictions {
  readonly format: string;
  /** False for a file whose columns only a person can name. */
  readonly recognised?: boolean;
  readonly options?: {
    readonly columns?: ColumnMapping;
    readonly positiveClass?: string;
    readonly classNames?: readonly string[];
  };
  readonly labels?: readonly string[];
  /** Rows without their weights: row actual, column predicted. */
  readonly confusion?: readonly (readonly number[])[];
  readonly rows?: number;
  /** Label and source. */
  readonly positive?: readonly [string, string];
  readonly columns?: Readonly<Record<string, string | readonly string[]>>;
  /** Line, start, end. */
  readonly spans?: Readonly<Record<string, readonly [number, number, number]>>;
  /** Sum of the scores of each class. */
  readonly scoreSums?: readonly number[];
  readonly firstScores?: readonly number[];
  /** Kind, least, most, rows and zero-based line of the first. */
  readonly scoreFault?: readonly (string | number)[];
  /** Kind and values. */
  readonly weights?: readonly [string, readonly number[]];
  readonly rowIds?: readonly string[];
  readonly rowLines?: readonly number[];
  /** Count and zero-based line of the first, by reason. */
  readonly skipped?: Readonly<Record<string, readonly [number, number]>>;
  /** What the person is asked about, and the candidates. */
  readonly question?: readonly [string, readonly string[]];
  /** Kind, line where there is one, and words. */
  readonly problems: readonly string[];
}

/** A result in the form of the expected files, with every field that the result has. */
export function describePredictions(
  format: string,
  { document, problems, question }: ReadResult<PredictionTable>,
): ExpectedPredictions {
  return {
    format,
    ...(document === undefined ? {} : describeTable(document)),
    ...(question === undefined ? {} : { question: [question.about, question.candidates] }),
    problems: problems.map(
      ({ kind, line, message }) => `${kind}${line === undefined ? '' : ` ${line}`}: ${message}`,
    ),
  };
}

function describeTable(table: PredictionTable): Omit<ExpectedPredictions, 'format' | 'problems'> {
  const { labels, columns, scores, scoreFault: fault, positive, weights, skipped } = table;
  const width = labels.length;
  const sums = labels.map((_, own) =>
    scores?.reduce((sum, score, at) => (at % width === own ? sum + score : sum), 0),
  );
  const named = Object.entries(columns).map(([role, column]) => [
    role,
    Array.isArray(column) ? column.map(({ name }) => String(name)) : (column as { name: string }).name,
  ]);
  const spans = Object.entries(columns).flatMap(([role, column]) => {
    const { span } = column as ColumnReference;
    return span === undefined ? [] : [[role, [span.line, span.start, span.end]]];
  });
  return {
    labels,
    confusion: countPairs(table),
    rows: table.actual.length,
    ...(positive === undefined ? {} : { positive: [labels[positive.classIndex]!, positive.source] }),
    columns: Object.fromEntries(named),
    spans: Object.fromEntries(spans),
    ...(scores === undefined
      ? {}
      : { scoreSums: sums.map(Number), firstScores: [...scores.subarray(0, width)] }),
    ...(fault === undefined
      ? {}
      : { scoreFault: [fault.kind, fault.lowest, fault.highest, fault.rows, fault.firstLine] }),
    ...(weights === undefined ? {} : { weights: [weights.kind, [...weights.values]] }),
    ...(table.rowIds === undefined ? {} : { rowIds: table.rowIds }),
    rowLines: [...table.rowLines],
    skipped: Object.fromEntries(
      [...skipped].map(([reason, { count, firstLine }]) => [reason, [count, firstLine] as const]),
    ),
  };
}

function countPairs({ labels, actual, predicted }: PredictionTable): number[][] {
  const counts = labels.map(() => labels.map(() => 0));
  for (let row = 0; row < actual.length; row++) counts[actual[row]!]![predicted[row]!]!++;
  return counts;
}
