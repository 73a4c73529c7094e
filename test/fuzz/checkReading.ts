import assert from 'node:assert/strict';
import { analyse } from '../../src/analysis/analyse.ts';
import { joinArrays } from '../../src/analysis/joinArrays.ts';
import { openReader } from '../../src/analysis/openReader.ts';
import { defaultLimits } from '../../src/core/limits.ts';
import { decodeText, headOf } from '../../src/formats/decode.ts';
import type { Document, Format, ReadResult } from '../../src/formats/format.ts';
import { allFormats } from '../../src/formats/recognise.ts';
import { evaluateJson, inspectJson, jsonLine } from '../../src/report/json.ts';
import { runText } from '../../src/report/text.ts';
import { contextOf } from '../support/engineContext.ts';
import { pieces } from './mutate.ts';

const limits = defaultLimits.reading;
const path = '/runs/file.txt';

/** Holds every reader, the analysis and the reports to what they promise of any bytes. */
export function checkReading(bytes: Uint8Array, random: () => number): void {
  const head = headOf('file.txt', bytes.subarray(0, limits.headBytes), bytes.length <= limits.headBytes);
  for (const format of allFormats()) {
    const confidence = format.recognise(head);
    assert.ok(confidence >= 0 && confidence <= 1, `${format.id}: confidence ${confidence}`);
    checkFormat(format, bytes, random);
  }
  checkReports(bytes);
}

function checkFormat(format: Format, bytes: Uint8Array, random: () => number): void {
  const whole = format.reader({ limits });
  whole.push(bytes);
  const result = whole.end();
  checkResult(result, format.id);
  if (result.document !== undefined) checkPlaces(result.document, decodeText(bytes), format.id);
  const cut = format.reader({ limits });
  for (const piece of pieces(bytes, random)) {
    cut.push(piece);
    if (random() < 0.02) checkResult(cut.snapshot(), format.id);
  }
  assert.deepEqual(cut.end(), result, `${format.id}: another result in pieces`);
}

function checkResult({ document, problems }: ReadResult, format: string): void {
  if (document === undefined)
    assert.ok(problems.length > 0 || format === 'predictionCsv', `${format}: no word`);
  else checkDocument(document, format);
  for (const { line } of problems) assert.ok(line === undefined || Number.isSafeInteger(line), format);
}

function checkDocument(document: Document, format: string): void {
  // An array is what its file holds; the table that is made of it has none that is no number.
  if (document.kind === 'arrays') return;
  checkFinite(document, format);
  if (document.kind !== 'predictions') return;
  const { labels, actual, predicted, scores, weights, rowLines, rowIds } = document;
  assert.ok(labels.length <= limits.classes);
  assert.equal(new Set(labels).size, labels.length, `${format}: a label twice`);
  for (const codes of [actual, predicted]) {
    assert.equal(codes.length, actual.length, format);
    for (const code of codes) assert.ok(code >= 0 && code < labels.length, `${format}: class ${code}`);
  }
  assert.equal(rowLines.length, actual.length, format);
  assert.equal(rowIds?.length ?? actual.length, actual.length, format);
  assert.equal(weights?.values.length ?? actual.length, actual.length, format);
  for (const score of scores ?? []) assert.ok(score >= 0 && score <= 1, `${format}: score ${score}`);
}

/** Whatever was read stands in the file, and in its order. */
function checkPlaces(document: Document, text: string, format: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  if (document.kind === 'log') {
    const readings = document.runs.flatMap(({ epochs }) => epochs.flatMap((epoch) => epoch.readings));
    for (const { span, metric } of readings) {
      const place = `${format}: ${metric} at ${JSON.stringify(span)}`;
      assert.match(lines[span.line]!.slice(span.start, span.end), /\d|nan|inf/i, place);
    }
  } else if (document.kind === 'predictions') {
    let last = -1;
    for (const line of document.rowLines) {
      assert.ok(line >= last && line < lines.length, `${format}: a row on line ${line} after ${last}`);
      last = line;
    }
  }
}

/** No number that is not one, however deep. */
function checkFinite(value: unknown, where: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${where} is ${value}`);
  else if (value instanceof Map)
    for (const [key, held] of value) checkFinite(held, `${where}.${String(key)}`);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, held] of Object.entries(value)) checkFinite(held, `${where}.${key}`);
  }
}

const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

function checkReports(bytes: Uint8Array): void {
  const complete = bytes.length <= limits.headBytes;
  const { chosen } = openReader({ name: 'file.txt', bytes, complete }, {});
  if (chosen === undefined) return;
  chosen.reader.push(bytes);
  const source = { path, format: chosen.format.id, result: chosen.reader.end() };
  for (const run of analyse(joinArrays([source]), contextOf()).runs) {
    checkFinite(run, 'the analysis');
    const texts = [runText(run, run.id, { width: 80, colour: false })];
    texts.push(jsonLine(inspectJson(run)), jsonLine(evaluateJson(run, path)));
    for (const text of texts) assert.doesNotMatch(text, unsafe);
    for (const line of texts.slice(1)) assert.equal(typeof JSON.parse(line), 'object');
  }
}
