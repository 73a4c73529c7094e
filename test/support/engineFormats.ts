import { roleOf } from '../../src/analysis/analysis.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import type { AnalysisContext, SourceDocument } from '../../src/analysis/context.ts';
import type { PredictionTable } from '../../src/core/predictionTable.ts';
import type { Epoch, TrainingLog } from '../../src/core/trainingRun.ts';
import type { Format, Reader, ReadResult } from '../../src/formats/format.ts';
import type { EngineParts } from '../../src/engine/parts.ts';

/** Bytes by which the test formats are recognised: small, so that short files are longer than their head. */
export const testHeadBytes = 64;

/** `log`, then one accuracy a line. What a reader was fed, counted by `fed`, shows what was read twice. */
const testLog: Format<TrainingLog> = {
  id: 'testLog',
  title: 'Test log',
  kind: 'log',
  recognise: ({ text }) => (text.startsWith('log\n') ? 1 : 0),
  reader: () => textReader(logOf),
};

/** `table`, then `actual,predicted` of the classes 0 and 1 a line. */
const testTable: Format<PredictionTable> = {
  id: 'testTable',
  title: 'Test table',
  kind: 'predictions',
  recognise: ({ text }) => (text.startsWith('table\n') ? 1 : 0),
  reader: () => textReader(tableOf),
};

export const testFormats: readonly Format[] = [testLog, testTable];

/** The parts of an engine that knows the test formats and the given others. */
export function testParts(formats = testFormats, analyse = analyseDocuments): EngineParts {
  return {
    openReader: ({ name, bytes, complete }, { format: id }) => {
      const text = new TextDecoder().decode(bytes.subarray(0, testHeadBytes));
      const head = { name, bytes, text, complete };
      const format = formats.find((one) => (id === undefined ? one.recognise(head) === 1 : one.id === id));
      const settled = bytes.length > testHeadBytes;
      if (format === undefined) return { problems: [], settled };
      const limits = {
        cellBytes: 0,
        lineBytes: 0,
        columns: 0,
        classes: 0,
        jsonBytes: 0,
        arrayBytes: 0,
        headBytes: 0,
        farHeadBytes: 0,
      };
      return { chosen: { format, reader: format.reader({ limits }) }, problems: [], settled };
    },
    join: (documents) => documents,
    analyse,
  };
}

/** One run a log, without any judgement. */
export function analyseDocuments(documents: readonly SourceDocument[], context: AnalysisContext): Analysis {
  return {
    runs: documents.flatMap(({ path, format, result: { document } }) =>
      document?.kind !== 'log'
        ? []
        : document.runs.map(({ epochs }) => ({
            id: path,
            rung: 'E0' as const,
            files: [{ path, role: 'log' as const, format, formatTitle: format }],
            classCounts: {},
            epochs,
            finished: !context.live.includes(path),
            findings: [],
            problems: [],
          })),
    ),
    files: documents.map(({ path, format, result }) => ({
      path,
      format,
      ...(result.document === undefined ? {} : { role: roleOf(result.document.kind) }),
      problems: result.problems,
    })),
  };
}

function textReader<D extends TrainingLog | PredictionTable>(parse: (lines: string[]) => D): Reader<D> {
  const decoder = new TextDecoder();
  let text = '';
  const result = (whole: string): ReadResult<D> => ({
    document: parse(whole.split('\n').slice(1)),
    problems: [],
  });
  return {
    push: (bytes) => {
      text += decoder.decode(bytes, { stream: true });
    },
    snapshot: () => result(text.slice(0, text.lastIndexOf('\n'))),
    end: () => result(text.replace(/\n$/, '')),
  };
}

function logOf(lines: readonly string[]): TrainingLog {
  const epochs = lines.map((line, index): Epoch => ({
    epoch: index + 1,
    line: index + 1,
    readings: [
      {
        split: 'validation',
        metric: 'accuracy',
        value: Number(line),
        tolerance: 0,
        span: { line: index + 1, start: 0, end: line.length },
      },
    ],
  }));
  return { kind: 'log', runs: [{ epochs, averagesExactly: false }] };
}

function tableOf(lines: readonly string[]): PredictionTable {
  const rows = lines.map((line) => line.split(',').map(Number));
  return {
    kind: 'predictions',
    labels: ['no', 'yes'],
    actual: Int32Array.from(rows, ([actual]) => actual!),
    predicted: Int32Array.from(rows, ([, predicted]) => predicted!),
    rowLines: Int32Array.from(rows, (_, index) => index + 1),
    columns: { actual: { name: 'actual' } },
    skipped: new Map(),
  };
}
