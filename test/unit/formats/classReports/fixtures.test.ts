import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { ClassReport, ClassReports, RateReport } from '../../../../src/core/classReport.ts';
import type { CountRange } from '../../../../src/core/countRange.ts';
import { evaluate } from '../../../../src/core/evaluate.ts';
import type { Evaluation } from '../../../../src/core/evaluation.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { evaluateRates } from '../../../../src/core/evaluateRates.ts';
import { evaluateReport } from '../../../../src/core/evaluateReport.ts';
import { quotientError } from '../../../../src/core/matrixReport.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { classReportsFormats } from '../../../../src/formats/classReports/all.ts';
import { decodeText, headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
import { renderings } from '../../../support/renderMatrix.ts';
import { renderReport } from '../../../support/renderReport.ts';

interface ExpectedReport {
  readonly labels: readonly string[];
  /** The counts that the report rounds; row = actual. */
  readonly confusion: readonly (readonly number[])[];
  readonly digits: number;
  readonly line: number;
  readonly weighted?: boolean;
  /** True if rows of other classes are left out; then supports and predictions are not the sums of `confusion`. */
  readonly partial?: boolean;
  readonly support?: readonly number[];
  readonly predicted?: readonly number[];
  /** True if the file holds the counts themselves, beside the report. */
  readonly matrix?: boolean;
}

/** Rates by class without numbers of rows, as the file has them. */
interface ExpectedRates {
  readonly labels: readonly string[];
  readonly line: number;
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  readonly f1: readonly number[];
  readonly macroRecall?: number;
}

interface Expected {
  readonly reports: readonly ExpectedReport[];
  readonly rates?: readonly ExpectedRates[];
  readonly problems: readonly string[];
  /** True if the file holds one report and nothing else. */
  readonly plain: boolean;
  /** The renderer of the properties that prints the first report as this file has it. */
  readonly rendered?: string;
  /** True if a file is recognised, to say why nothing in it is read. */
  readonly recognised?: boolean;
}

const evaluateTable = (table: PredictionTable): Evaluation => evaluate(table, { confidence: 0.95 });

const folder = new URL('../../../fixtures/classReports/', import.meta.url);
const suffix = '.expected.json';
const [textFormat, jsonFormat] = classReportsFormats;

/** The format of a fixture: the one that its folder is named after, of those at the top the first two by their ending. */
function formatOf(name: string): Format<ClassReports> {
  if (!name.includes('/')) return name.endsWith('.json') ? jsonFormat! : textFormat!;
  return classReportsFormats.find(({ id }) => id === name.split('/')[0])!;
}

const fixtureNames = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith(suffix))
  .sort();

function readText(text: string): ReadResult<ClassReports> {
  return readAs(textFormat!, Buffer.from(text));
}

function readAs(format: Format<ClassReports>, ...pieces: readonly Uint8Array[]): ReadResult<ClassReports> {
  const reader = format.reader({ limits: defaultLimits.reading });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function assertWithin({ least, most }: CountRange, value: number, what: string): void {
  assert.ok(least <= value && value <= most, `${what}: ${value} not in ${least} to ${most}`);
}

/** Holds what is stated of a report against the counts that it rounds. */
function assertHolds(report: ClassReport, expected: ExpectedReport): void {
  const { labels, confusion } = expected;
  const support = expected.support ?? confusion.map(sum);
  const predicted =
    expected.predicted ?? labels.map((_, column) => sum(confusion.map((row) => row[column]!)));
  const evaluation = evaluateReport(report, 0.95, evaluateTable);
  assert.deepEqual(evaluation.labels, labels);
  assert.equal(evaluation.weighted, expected.weighted === true);
  assert.equal(evaluation.ofReport, true);
  assert.deepEqual(evaluation.confusionMatrix, expected.matrix === true ? confusion : undefined);
  if (expected.weighted === true) return;
  evaluation.perClass.forEach((one, index) => {
    assert.equal(one.support, support[index]);
    assertWithin(one.found, confusion[index]![index]!, `found of ${one.label}`);
    if (one.predicted !== undefined) assertWithin(one.predicted, predicted[index]!, `predicted ${one.label}`);
    const recall = one.metrics.get('recall');
    if (recall?.kind !== 'value') assert.equal(support[index], 0);
    else assertWithin(rangeOf(recall.interval!), confusion[index]![index]! / support[index]!, 'recall');
  });
  const right = sum(confusion.map((row, index) => row[index]!));
  const accuracy = evaluation.metrics.get('accuracy');
  if (expected.partial === true) assert.equal(accuracy, undefined);
  else if (accuracy?.kind === 'value') {
    assertWithin(rangeOf(accuracy.interval!), right / sum(support), 'accuracy');
    assert.ok(Math.abs(accuracy.value - right / sum(support)) <= 10 ** -expected.digits);
  } else assert.fail('no accuracy');
}

function rangeOf([least, most]: readonly [number, number]): CountRange {
  return { least: least - 1e-12, most: most + 1e-12 };
}

/** The numbers are those of the file, each where it says, and nothing follows from them that takes numbers of rows. */
function assertRates(report: RateReport, expected: ExpectedRates, lines: readonly string[]): void {
  const { labels, recall, precision, f1, macroRecall } = expected;
  assert.equal(report.line, expected.line);
  const { classes } = report;
  assert.deepEqual(
    classes.map(({ label }) => label),
    labels,
  );
  classes.forEach((one, index) => {
    const { line, start, end } = one.span;
    assert.equal(lines[line]!.slice(start, end), JSON.stringify(one.label));
    assert.equal(one.recall?.value, recall[index]);
    assert.equal(one.precision?.value, precision[index]);
    assert.equal(one.f1?.value, f1[index]);
    const place = one.recall!.span;
    assert.equal(Number(lines[place.line]!.slice(place.start, place.end)), recall[index]);
  });
  const { metrics, perClass } = evaluateRates(report);
  for (const id of ['accuracy', 'balancedAccuracy']) assert.equal(metrics.get(id)?.kind, 'undefined');
  const mean = metrics.get('macroRecall');
  assert.ok(mean?.kind === 'value');
  assert.ok(Math.abs(mean.value - (macroRecall ?? sum(recall) / recall.length)) < 1e-9);
  for (const one of perClass) for (const rate of one.metrics.values()) assert.ok(!('interval' in rate));
}

/** The text of a rate is its value, in percent or not. */
function assertWritten(text: string, value: number, tolerance: number): void {
  assert.match(text, /^\d+(?:\.\d+)?$/);
  const room = Math.max(tolerance, 1e-9);
  assert.ok(
    [1, 0.01].some((scale) => Math.abs(Number(text) * scale - value) <= room),
    `${text} is not ${value}`,
  );
}

describe('classification report fixtures', () => {
  it('are of every format', () => {
    for (const { id } of classReportsFormats) {
      assert.ok(
        fixtureNames.filter((name) => formatOf(name.slice(0, -suffix.length)).id === id).length >= 3,
        id,
      );
    }
  });

  for (const expectedName of fixtureNames) {
    const name = expectedName.slice(0, -suffix.length);
    const bytes = readFileSync(new URL(name, folder));
    const format = formatOf(name);
    const read = (...pieces: readonly Uint8Array[]): ReadResult<ClassReports> => readAs(format, ...pieces);
    const expected = JSON.parse(readFileSync(new URL(expectedName, folder), 'utf8')) as Expected;
    const { reports, rates = [], problems, plain, rendered } = expected;

    describe(name, () => {
      it('is recognised and read as expected', () => {
        const isRecognised = reports.length + rates.length > 0 || expected.recognised === true;
        const head = headOf(name.slice(name.lastIndexOf('/') + 1), bytes, true);
        assert.equal(recognise(head).format?.id, isRecognised ? format.id : undefined);
        const result = read(bytes);
        assert.deepEqual(
          result.problems.map(
            ({ kind, line, message }) => `${kind}${line === undefined ? '' : ` ${line}`}: ${message}`,
          ),
          problems,
        );
        const got = result.document?.reports ?? [];
        assert.deepEqual(
          got.map(({ line }) => line),
          reports.map(({ line }) => line),
        );
        got.forEach((report, index) => assertHolds(report, reports[index]!));
        const lines = decodeText(bytes).split(/\r\n|\n/);
        assert.equal(result.document?.rates?.length ?? 0, rates.length);
        result.document?.rates?.forEach((report, index) => assertRates(report, rates[index]!, lines));
      });

      it('has each number where it says', () => {
        const lines = decodeText(bytes).split(/\r\n|\n/);
        for (const { classes, accuracy, matrixAlone } of read(bytes).document?.reports ?? []) {
          for (const { label, span, support, precision, recall, f1 } of classes) {
            const place = lines[span.line]!.slice(span.start, span.end).replace(/^"|"$/g, '');
            // Counts without names are called by their order.
            const isRow = /^\[?[\d\s,.e+]+\]?$|^\[$/.test(place);
            assert.ok(place.endsWith(label) || isRow, `${place} is not ${label}`);
            for (const rate of [precision, recall, f1]) {
              if (rate === undefined) continue;
              const text = lines[rate.span.line]!.slice(rate.span.start, rate.span.end);
              // Right rows stand for the recall.
              if (rate.tolerance !== quotientError || !/^\d+$/.test(text)) {
                assertWritten(text, rate.value, rate.tolerance);
              } else assert.ok(Math.abs(Number(text) / support - rate.value) <= quotientError);
            }
          }
          if (accuracy !== undefined && matrixAlone !== true)
            assert.match(lines[accuracy.span.line]!, /accuracy|"n"|0\.\d+(?:[,;]0\.\d+){3}/);
        }
      });

      if (plain) {
        it('is what the renderer of the property below prints', () => {
          const { labels, confusion, digits } = reports[0]!;
          assert.equal(renderReport(labels, confusion, digits), decodeText(bytes));
        });
      }

      if (rendered !== undefined) {
        it('holds what the renderer of the properties prints', () => {
          const { labels, confusion } = reports[0]!;
          const text = renderings.get(rendered)!(labels, confusion);
          assert.ok(decodeText(bytes).includes(text), `${decodeText(bytes)}\ndoes not hold\n${text}`);
        });
      }

      it('is the same however it is cut, and with other line ends', () => {
        const whole = read(bytes);
        const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 8 });
        fc.assert(
          fc.property(cuts, (places) => {
            const at = [0, ...places.sort((a, b) => a - b), bytes.length];
            const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
            assert.deepEqual(read(...pieces), whole);
          }),
          { numRuns: 30 },
        );
        const text = decodeText(bytes).replaceAll('\r\n', '\n');
        for (const variant of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`, text.trimEnd()]) {
          assert.deepEqual(read(Buffer.from(variant)), whole);
        }
      });
    });
  }

  it('leaves other files alone', () => {
    const others = new URL('notRecognised/', folder);
    for (const name of readdirSync(others)) {
      const head = headOf(name, readFileSync(new URL(name, others)), true);
      for (const format of classReportsFormats) assert.equal(format.recognise(head), 0, name);
    }
  });

  it('gives ranges that hold the counts of any report', () => {
    const cell = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 400 }), fc.nat({ max: 90_000 }));
    const matrices = fc
      .integer({ min: 2, max: 6 })
      .chain((size) =>
        fc.array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
      )
      .filter((matrix) => matrix.every((row, at) => sum(row) + sum(matrix.map((one) => one[at]!)) > 0));
    fc.assert(
      fc.property(matrices, fc.integer({ min: 1, max: 5 }), (confusion, digits) => {
        const labels = confusion.map((_, index) => `class ${index}`);
        const { document } = readText(renderReport(labels, confusion, digits));
        assert.equal(document?.reports.length, 1);
        assertHolds(document.reports[0]!, { labels, confusion, digits, line: 0 });
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads the report of imbalanced-learn', () => {
    const text = [
      '                   pre       rec       spe        f1       geo       iba       sup',
      '',
      '    class 0       0.50      1.00      0.75      0.67      0.87      0.77         1',
      '    class 1       0.00      0.00      0.75      0.00      0.00      0.00         1',
      '    class 2       1.00      0.67      1.00      0.80      0.82      0.69         3',
      '',
      'avg / total       0.70      0.60      0.90      0.61      0.66      0.54         5',
      '',
    ].join('\n');
    const [report] = readText(text).document!.reports;
    const { perClass, metrics } = evaluateReport(report!, 0.95, evaluateTable);
    assert.deepEqual(
      perClass.map(({ label, found, support }) => [label, found.least, found.most, support]),
      [
        ['class 0', 1, 1, 1],
        ['class 1', 0, 0, 1],
        ['class 2', 2, 2, 3],
      ],
    );
    assert.equal(metrics.get('accuracy'), undefined);
  });
});
