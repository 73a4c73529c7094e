import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import type { Problem } from '../../../../src/core/problem.ts';
import type { Format } from '../../../../src/formats/format.ts';
import { predictionCsv } from '../../../../src/formats/predictions/predictionCsv.ts';
import { predictionJson } from '../../../../src/formats/predictions/predictionJson.ts';
import { predictionJsonLines } from '../../../../src/formats/predictions/predictionJsonLines.ts';

const limits = defaultLimits.reading;

function refusal(format: Format<PredictionTable>, text: string, own = limits): Problem {
  const pieces = [text.slice(0, 70_000), text.slice(70_000)].map((piece) => Buffer.from(piece));
  const reader = format.reader({ limits: own });
  for (const piece of pieces) reader.push(piece);
  const { document, problems } = reader.end();
  assert.equal(document, undefined);
  const [problem] = problems.filter(({ kind }) => kind === 'refused');
  assert.ok(problem !== undefined, JSON.stringify(problems));
  return problem;
}

describe('limits of prediction files', () => {
  it('refuses a column of more labels than there are classes, by its name', () => {
    const rows = Array.from({ length: limits.classes + 1 }, (_, row) => `a${row},b`);
    const text = `y_true,y_pred\n${rows.join('\n')}\n`;
    assert.match(
      refusal(predictionCsv, text).message,
      /^Column "y_true" has more than 1,000 distinct values: ids, or measured values/,
    );
    const fits = predictionCsv.reader({ limits });
    fits.push(Buffer.from(`y_true,y_pred\n${rows.slice(1).join('\n').replaceAll(',b', ',a1')}\n`));
    assert.equal(fits.end().document?.actual.length, limits.classes);
  });

  it('refuses truth and prediction that together hold too many classes, and leaves out scores of too many', () => {
    const rows = Array.from({ length: 700 }, (_, row) => `a${row},b${row}`);
    assert.match(
      refusal(predictionCsv, `y_true,y_pred\n${[...rows, 'a0,b1'].join('\n')}\n`).message,
      /^1,400 classes are more than the 1,000 that are read\./,
    );
    const width = limits.classes + 1;
    const header = Array.from({ length: width }, (_, column) => `p${column}`).join(',');
    const scores = Array.from({ length: width }, () => 1 / width).join(',');
    const reader = predictionCsv.reader({ limits });
    reader.push(Buffer.from(`y_true,y_pred,${header}\n0,1,${scores}\n1,1,${scores}\n`));
    const { document, problems } = reader.end();
    assert.deepEqual([document?.actual.length, document?.scores], [2, undefined]);
    assert.match(
      problems.map(({ message }) => message).join(),
      /1,001 classes are more than the 1,000 that are read/,
    );
  });

  it('needs no more bytes after a fault', () => {
    const reader = predictionCsv.reader({ limits });
    const pieces = [`y_true,y_pred\n${'a,b\n'.repeat(20_000)}`, `"${'x'.repeat(limits.cellBytes + 1)}`];
    const full = pieces.map((piece) => {
      reader.push(Buffer.from(piece));
      return reader.full?.();
    });
    assert.deepEqual(full, [false, true]);
  });

  it('names the line where the quote of an endless cell opened', () => {
    const text = `y_true,y_pred,text\na,a,x\nb,a,"${'filler\n'.repeat(limits.cellBytes / 7 + 10)}`;
    const { message, line } = refusal(predictionCsv, text);
    assert.match(message, /begins on line 3 is longer than 131,072 bytes: is a quote there not closed\?/);
    assert.equal(line, 2);
  });

  it('refuses a row of too many columns', () => {
    const text = `y_true,y_pred\na,a\n${'b,'.repeat(limits.columns + 1)}\n`;
    const { message, line } = refusal(predictionCsv, text);
    assert.match(message, /line 3 has more than 4,096 columns/);
    assert.equal(line, 2);
  });

  it('refuses a JSON document that is too long, and names what would do', () => {
    const records = '{"y_true": "a", "y_pred": "a"},'.repeat(20);
    assert.match(
      refusal(predictionJson, `[${records}`, { ...limits, jsonBytes: 500 }).message,
      /longer than 500 bytes.*JSON lines/,
    );
  });

  it('leaves out JSON lines that are too long, and counts them', () => {
    const reader = predictionJsonLines.reader({ limits: { ...limits, lineBytes: 60 } });
    reader.push(
      Buffer.from(
        `{"y_true":"a","y_pred":"a"}\n{"y_true":"a","y_pred":"a","x":"${'x'.repeat(60)}"}\n{"y_true":"b","y_pred":"a"}\n`,
      ),
    );
    const { document, problems } = reader.end();
    assert.equal(document?.actual.length, 2);
    assert.deepEqual(
      problems.map(({ kind, line }) => [kind, line]),
      [['skipped', 1]],
    );
  });

  it('refuses JSON with more keys than columns', () => {
    const keys = Array.from({ length: 5_000 }, (_, key) => `"k${key}": 1`).join(', ');
    const record = `{"y_true": "a", "y_pred": "a", ${keys}}`;
    assert.match(refusal(predictionJson, `[${record}, ${record}]`).message, /more than 4,096 different keys/);
  });

  it('reads a JSON object of more keys than a call can have arguments', () => {
    const keys = Array.from({ length: 200_000 }, (_, key) => `"k${key}":[1]`).join(',');
    const text = `{"y_true":["a","b"],"y_pred":["a","a"],${keys}}`;
    const reader = predictionJson.reader({ limits });
    reader.push(Buffer.from(text));
    assert.equal(reader.end().document?.actual.length, 2);
  });

  it('reads a number of rows beyond the start of the file', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},${row % 3},${row % 2},0.5,0.25,0.25`);
    const reader = predictionCsv.reader({ limits });
    reader.push(Buffer.from(`id,y_true,y_pred,p_0,p_1,p_2\n${rows.join('\n')}`));
    const { document } = reader.end();
    assert.equal(document?.actual.length, 20_000);
    assert.equal(document.rowIds?.at(-1), '19999');
    assert.deepEqual(
      [document.actual.at(-1), document.predicted.at(-1), document.rowLines.at(-1)],
      [19_999 % 3, 1, 20_000],
    );
    assert.deepEqual([...document.scores!.subarray(-3)], [0.5, 0.25, 0.25]);
  });
});
