import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { ClassReport, ClassReports } from '../../../../src/core/classReport.ts';
import type { CountRange } from '../../../../src/core/countRange.ts';
import { evaluate } from '../../../../src/core/evaluate.ts';
import type { Evaluation } from '../../../../src/core/evaluation.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { evaluateReport } from '../../../../src/core/evaluateReport.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { classReportsFormats } from '../../../../src/formats/classReports/all.ts';
import { decodeText, headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
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

interface Expected {
  readonly reports: readonly ExpectedReport[];
  readonly problems: readonly string[];
  /** True if the file holds one report and nothing else. */
  readonly plain: boolean;
}

const evaluateTable = (table: PredictionTable): Evaluation => evaluate(table, { confidence: 0.95 });

const folder = new URL('../../../fixtures/classReports/', import.meta.url);
const suffix = '.expected.json';
const [textFormat, jsonFormat] = classReportsFormats;

function formatOf(name: string): Format<ClassReports> {
  return name.endsWith('.json') ? jsonFormat! : textFormat!;
}

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

describe('classification report fixtures', () => {
  for (const expectedName of readdirSync(folder).filter((name) => name.endsWith(suffix))) {
    const name = expectedName.slice(0, -suffix.length);
    const bytes = readFileSync(new URL(name, folder));
    const format = formatOf(name);
    const read = (...pieces: readonly Uint8Array[]): ReadResult<ClassReports> => readAs(format, ...pieces);
    const { reports, problems, plain } = JSON.parse(
      readFileSync(new URL(expectedName, folder), 'utf8'),
    ) as Expected;

    describe(name, () => {
      it('is recognised and read as expected', () => {
        const recognised = reports.length === 0 ? undefined : format.id;
        assert.equal(recognise(headOf(name, bytes, true)).format?.id, recognised);
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
      });

      it('has each number where it says', () => {
        const lines = decodeText(bytes).split(/\r\n|\n/);
        for (const { classes, accuracy } of read(bytes).document?.reports ?? []) {
          for (const { label, span, precision, recall, f1 } of classes) {
            assert.equal(lines[span.line]!.slice(span.start, span.end).replace(/^"|"$/g, ''), label);
            for (const rate of [precision, recall, f1]) {
              if (rate === undefined) continue;
              const text = lines[rate.span.line]!.slice(rate.span.start, rate.span.end);
              assert.match(text, /^\d+(?:\.\d+)?$/);
              assert.equal(Number(text), rate.value);
            }
          }
          if (accuracy !== undefined) assert.match(lines[accuracy.span.line]!, /accuracy/);
        }
      });

      if (plain) {
        it('is what the renderer of the property below prints', () => {
          const { labels, confusion, digits } = reports[0]!;
          assert.equal(renderReport(labels, confusion, digits), decodeText(bytes));
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
