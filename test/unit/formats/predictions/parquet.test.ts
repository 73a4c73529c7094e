import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { ReadOptions, ReadResult } from '../../../../src/formats/format.ts';
import { predictionCsv } from '../../../../src/formats/predictions/predictionCsv.ts';
import { predictionParquet } from '../../../../src/formats/predictions/predictionParquet.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

const folder = new URL('../../../fixtures/parquet/', import.meta.url);
const limits = defaultLimits.reading;

function bytesOf(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

async function read(
  bytes: Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<ReadResult<PredictionTable>> {
  const reader = predictionParquet.reader({ limits, ...options });
  reader.push(bytes.subarray(0, 100));
  reader.push(bytes.subarray(100));
  await reader.complete?.();
  return reader.end();
}

/** The numbers of a table without where they stand. */
function content(table: PredictionTable | undefined): unknown {
  assert.ok(table);
  const { labels, actual, predicted, scores, rowIds, positive } = table;
  return {
    labels,
    actual: [...actual],
    predicted: [...predicted],
    scores: [...(scores ?? [])],
    rowIds,
    positive,
  };
}

function messages({ problems }: ReadResult): string[] {
  return problems.map(({ kind, message }) => `${kind}: ${message}`);
}

describe('prediction tables as Parquet', () => {
  const csv = predictionCsv.reader({ limits });
  csv.push(bytesOf('table.csv'));
  const expected = content(csv.end().document);
  const writers = readdirSync(folder).filter((name) =>
    /^(?:pandas_|polars|plain_pages|byte_stream|with_pictures)/.test(name),
  );

  it('were written in a dozen ways', () => assert.ok(writers.length >= 12));

  it('may have a 1 among zeros for the class', async () => {
    const { document } = await read(bytesOf('one_hot.parquet'));
    assert.deepEqual(document?.labels, ['ant', 'bee', 'cow']);
    assert.deepEqual([...document.actual.slice(0, 4)], [0, 1, 0, 2]);
    assert.deepEqual([...document.predicted.slice(0, 4)], [0, 0, 0, 2]);
  });

  it('are refused where a row far below has two classes', async () => {
    const result = await read(bytesOf('one_hot_twice.parquet'));
    assert.equal(result.document, undefined);
    assert.match(messages(result)[0]!, /^refused: .+ several classes or none in a row \(first: row 1071\);/);
  });

  for (const name of writers) {
    it(`of ${name} are those of the CSV file`, async () => {
      const bytes = bytesOf(name);
      assert.equal(recognise(headOf(name, bytes, true)).format?.id, predictionParquet.id);
      const { document, problems } = await read(bytes);
      assert.deepEqual(problems, []);
      assert.deepEqual(content(document), expected);
    });
  }

  it('may hold lists of scores', async () => {
    const { document, problems } = await read(bytesOf('lists.parquet'));
    assert.deepEqual(problems, []);
    assert.deepEqual([...document!.actual], [0, 1, 2, 1]);
    assert.equal(document!.scores!.length, 12);
    assert.equal(document!.columns.scores![0]!.name, 'probs');
  });

  it('leave out rows without a truth, and have weights and truth values', async () => {
    const missing = await read(bytesOf('missing.parquet'));
    assert.deepEqual([...missing.document!.actual], [0, 1, 1]);
    assert.deepEqual([...missing.document!.rowLines], [0, 1, 3]);
    assert.deepEqual([...missing.document!.weights!.values], [1, 2, 0.5]);
    assert.match(messages(missing)[0]!, /^skipped: 1 row left out: no true class/);
    const truths = await read(bytesOf('truths.parquet'));
    assert.deepEqual(truths.document!.labels, ['false', 'true']);
    assert.deepEqual([...truths.document!.actual], [1, 0, 1]);
  });

  it('are asked for by name where a person names columns; data without predictions is passed over', async () => {
    const data = await read(bytesOf('data.parquet'));
    assert.equal(data.problems[0]!.quiet, true);
    const named = await read(bytesOf('data.parquet'), { columns: { actual: 'text', predicted: 'text' } });
    assert.match(messages(named)[0]!, /declared as the true and as the predicted class/);
    assert.equal(named.problems[0]!.quiet, undefined);
    assert.deepEqual(messages(await read(bytesOf('empty.parquet'))), [
      'refused: Has a header and no rows yet.',
    ]);
  });

  it('say in one line that they are cut or damaged', async () => {
    const bytes = bytesOf('pandas_snappy.parquet');
    for (const length of [4, 12, bytes.length / 2, bytes.length - 1]) {
      const result = await read(bytes.subarray(0, length));
      assert.match(
        messages(result)[0]!,
        /^refused: Cannot be read as Parquet \(.+\): still being written, cut or damaged\. Not read\.$/,
      );
    }
    const damaged = Buffer.from(bytes);
    damaged.fill(255, 20, 200);
    assert.equal((await read(damaged)).document, undefined);
    const small = { limits: { ...limits, arrayBytes: 1_000 } };
    assert.match(messages(await read(bytes, small))[0]!, /^refused: Is longer than 1,000 bytes\. Not read/);
  });
});
