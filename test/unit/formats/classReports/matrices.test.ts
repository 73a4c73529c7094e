import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ClassReport, ClassReports } from '../../../../src/core/classReport.ts';
import { evaluate } from '../../../../src/core/evaluate.ts';
import { evaluateReport } from '../../../../src/core/evaluateReport.ts';
import type { Evaluation } from '../../../../src/core/evaluation.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { PredictionTable } from '../../../../src/core/predictionTable.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { recognise } from '../../../../src/formats/recognise.ts';
import { renderings } from '../../../support/renderMatrix.ts';

/** A confusion matrix with the names of its classes; row = actual. */
interface Made {
  readonly labels: readonly string[];
  readonly confusion: readonly (readonly number[])[];
}

const evaluateTable = (table: PredictionTable): Evaluation => evaluate(table, { confidence: 0.95 });

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const names: readonly ((index: number) => string)[] = [
  (index) => String(index),
  (index) => `class ${index + 1}`,
  (index) => ['ant', 'bee colony', 'cow', 'dog and cat', 'Echse', 'fox'][index]!,
  (index) => ['No', 'Yes', 'Maybe', 'Never', 'Often', 'Always'][index]!,
];

const made: fc.Arbitrary<Made> = fc
  .tuple(
    fc.integer({ min: 2, max: 6 }),
    fc.constantFrom(...names),
    fc.constantFrom(fc.nat({ max: 3 }), fc.nat({ max: 120 }), fc.nat({ max: 9_000 })),
  )
  .chain(([size, name, cell]) =>
    fc
      .array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size })
      .map((confusion) => ({ labels: confusion.map((_, index) => name(index)), confusion })),
  )
  .filter(({ confusion }) => confusion.flat().some((count) => count > 1));

/** What the format that a file is recognised as reads. */
function read(name: string, text: string): { format: string | undefined; reports: readonly ClassReport[] } {
  const bytes = Buffer.from(text);
  const { format } = recognise(headOf(name, bytes, true));
  if (format === undefined || format.kind !== 'classReport') return { format: format?.id, reports: [] };
  const reader = (format as Format<ClassReports>).reader({ limits: defaultLimits.reading });
  reader.push(bytes);
  const result: ReadResult<ClassReports> = reader.end();
  return { format: format.id, reports: result.document?.reports ?? [] };
}

/** The counts by label pair, of a report with a matrix. */
function countsOf(report: ClassReport): ReadonlyMap<string, number> {
  const { labels, confusionMatrix = [] } = evaluateReport(report, 0.95, evaluateTable);
  return pairs(labels, confusionMatrix);
}

function pairs(
  labels: readonly string[],
  matrix: readonly (readonly number[])[],
): ReadonlyMap<string, number> {
  return new Map(
    labels.flatMap((actual, row) =>
      labels.flatMap((predicted, column) => {
        const count = matrix[row]![column]!;
        return count > 0 ? [[JSON.stringify([actual, predicted]), count] as const] : [];
      }),
    ),
  );
}

/** True if two classes have rows, and these are among those with answers, or the other way round. */
function isNested(confusion: Made['confusion']): boolean {
  const rows = confusion.map((row) => sum(row) > 0);
  const answers = confusion.map((_, column) => confusion.some((row) => row[column]! > 0));
  if (rows.filter((has) => has).length < 2) return false;
  return rows.every((has, at) => !has || answers[at]) || answers.every((has, at) => !has || rows[at]);
}

/** A rendering in a file, and whether the names of the classes are in it. */
const files: readonly {
  readonly rendering: string;
  readonly format: string;
  readonly file: (text: string) => string;
  readonly isUnnamed?: true;
}[] = [
  {
    rendering: 'numpy',
    format: 'confusionMatrixText',
    file: (text) => `Confusion Matrix:\n${text}\n`,
    isUnnamed: true,
  },
  {
    rendering: 'numpy',
    format: 'confusionMatrixText',
    file: (text) => `Accuracy: 0.5\n\nconfusion_matrix\n-----\n${text}\nSaved model [[1, 2], [3, 4]]\n`,
    isUnnamed: true,
  },
  {
    rendering: 'frame',
    format: 'confusionMatrixText',
    file: (text) => `Confusion matrix\n${text}\nDone in 3 s\n`,
  },
  { rendering: 'crosstab', format: 'confusionMatrixText', file: (text) => `rows 10\n${text}\n` },
  {
    rendering: 'caret',
    format: 'rConfusionMatrix',
    file: (text) => `Confusion Matrix and Statistics\n\n${text}\n`,
  },
  { rendering: 'caret', format: 'rConfusionMatrix', file: (text) => text },
  {
    rendering: 'forest',
    format: 'rConfusionMatrix',
    file: (text) => `\nOOB estimate of  error rate: 9%\n${text}`,
  },
  {
    rendering: 'weka',
    format: 'wekaEvaluation',
    file: (text) =>
      `=== Error on training data ===\n\n${text.replace(/\d+/g, '1')}\n=== Stratified cross-validation ===\n\n${text}`,
  },
];

describe('printed confusion matrices', () => {
  for (const { rendering, format, file, isUnnamed } of files) {
    it(`are read as ${rendering} prints them: ${JSON.stringify(file('…').slice(0, 40))}`, () => {
      fc.assert(
        fc.property(made, ({ labels, confusion }) => {
          const text = file(renderings.get(rendering)!(labels, confusion));
          const result = read('results.txt', text);
          // Of one row, or without a class on both axes, nothing shows that these are the same classes.
          if (rendering === 'crosstab' && !isNested(confusion)) return;
          assert.equal(result.format, format, text);
          assert.equal(result.reports.length, 1, text);
          const own = isUnnamed === true ? labels.map((_, index) => String(index)) : labels;
          assert.deepEqual(
            new Map([...countsOf(result.reports[0]!)].sort()),
            new Map([...pairs(own, confusion)].sort()),
            text,
          );
        }),
        { numRuns: 200 },
      );
    });
  }

  it('have the counts of the report that pandas saves as CSV', () => {
    fc.assert(
      fc.property(made, ({ labels, confusion }) => {
        const { format, reports } = read('report.csv', renderings.get('reportCsv')!(labels, confusion));
        assert.equal(format, 'classificationReportCsv');
        const { perClass } = evaluateReport(reports[0]!, 0.95, evaluateTable);
        perClass.forEach(({ label, support, found, predicted }, index) => {
          assert.equal(label, labels[index]);
          assert.equal(support, sum(confusion[index]!));
          const right = confusion[index]![index]!;
          assert.ok(found.least <= right && right <= found.most);
          if (support > 0) assert.equal(found.least, found.most);
          const answers = sum(confusion.map((row) => row[index]!));
          assert.ok(predicted !== undefined && predicted.least <= answers && answers <= predicted.most);
          if (right > 0) assert.equal(predicted.least, predicted.most);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('are no reports without a line that calls them so', () => {
    fc.assert(
      fc.property(made, fc.constantFrom('numpy', 'frame'), ({ labels, confusion }, rendering) => {
        const text = renderings.get(rendering)!(labels, confusion);
        for (const title of [
          '',
          'Transitions:\n',
          'Normalized confusion matrix\n',
          'Confusion matrix (%)\n',
        ]) {
          assert.deepEqual(read('results.txt', `${title}${text}\n`).reports, [], title);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are read from every prefix as nothing or as they are', () => {
    fc.assert(
      fc.property(
        made,
        fc.constantFrom(...files),
        fc.nat(),
        ({ labels, confusion }, { rendering, file, isUnnamed }, at) => {
          const text = file(renderings.get(rendering)!(labels, confusion));
          const own = isUnnamed === true ? labels.map((_, index) => String(index)) : labels;
          // A prefix that ends within a number is another number.
          const lines = text.split('\n');
          const prefix = `${lines.slice(0, at % (lines.length + 1)).join('\n')}\n`;
          for (const report of read('results.txt', prefix).reports) {
            assert.deepEqual(
              new Map([...countsOf(report)].sort()),
              new Map([...pairs(own, confusion)].sort()),
              prefix,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
