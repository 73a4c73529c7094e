import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import { evaluateJson, inspectJson } from '../../../src/report/json.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';
import { makeTable } from '../core/makeTable.ts';
import { findingOf, runOf } from './sampleRun.ts';

interface Documents {
  readonly schema: number;
  readonly rows: number;
  readonly skipped: unknown;
  readonly confusionMatrix: number[][];
  readonly metrics: Record<
    string,
    {
      readonly value?: number;
      readonly undefined?: string;
      readonly noiseFloor?: number;
      readonly meaning?: string;
      readonly moreRows?: readonly object[];
    }
  >;
  readonly perClass: {
    readonly class: string;
    readonly recall: {
      readonly undefined: string;
      readonly meaning: string;
      readonly moreRows: readonly object[];
    };
  }[];
  readonly findings: {
    readonly line: number;
    readonly column: number;
    readonly endColumn: number;
    readonly suppressedBy?: string;
    readonly mutedBecause?: string;
  }[];
  readonly epochs: unknown;
  readonly validationSize: unknown;
  readonly classCounts: { readonly validation: object };
}

function parsed(document: unknown): Documents {
  return JSON.parse(JSON.stringify(document)) as Documents;
}

describe('JSON', () => {
  it('holds every metric in full precision, with its interval or the reason why there is none', () => {
    const run = runOf(['a', 'b', 'none'], [71, 17, 0], [0.9, 0.3, 0]);
    const document = parsed(evaluateJson(run, 'val.csv'));
    const evaluation = run.evaluation!;
    assert.equal(document.schema, 1);
    assert.equal(document.rows, 88);
    assert.deepEqual(document.skipped, { 'too few columns': 2 });
    assert.deepEqual(document.confusionMatrix, evaluation.confusionMatrix);
    for (const [id, measured] of evaluation.metrics) {
      const written = document.metrics[id];
      assert.ok(written, id);
      if (measured.kind === 'value') assert.equal(written.value, measured.value, id);
      else assert.equal(written.undefined, measured.reason, id);
      assert.match(written.meaning ?? '', /\.$/, id);
    }
    assert.match(document.perClass[2]!.recall.undefined, /none/);
    assert.equal(document.perClass[1]!.class, 'b');
  });

  it('holds how many more rows narrower intervals take', () => {
    const run = runOf(['a', 'b', 'none'], [71, 17, 0], [0.9, 0.3, 0]);
    const { metrics, perClass } = parsed(evaluateJson(run, 'val.csv'));
    const { accuracy, recall } = run.evaluation!.sampleSizes!;
    const told = (sizes: typeof accuracy): object[] =>
      sizes!.map(({ halfWidth, needed, more }) => ({ halfWidth, needed, more }));
    assert.deepEqual(metrics['accuracy']!.moreRows, told(accuracy));
    assert.deepEqual(perClass[1]!.recall.moreRows, told(recall[1]));
    assert.deepEqual(perClass[2]!.recall.moreRows[1], {
      halfWidth: 0.1,
      needed: 93,
      more: 93,
      worstCase: true,
    });
    assert.match(perClass[2]!.recall.meaning, /93 rows of 'none'/);
    assert.equal(metrics['balancedAccuracy']!.moreRows, undefined);
  });

  it('says what of an error of calibration noise alone would make', () => {
    const evaluation = evaluate(
      makeTable({
        actual: [0, 1],
        scores: [
          [0.8, 0.2],
          [0.4, 0.6],
        ],
      }),
      { confidence: 0.95 },
    );
    const document = parsed(evaluateJson({ ...runOf(['a', 'b'], [1, 1], [1, 1]), evaluation }, 'val.csv'));
    const { value, noiseFloor } = document.metrics['expectedCalibrationError']!;
    assert.ok(Math.abs(value! - 0.3) < 1e-15);
    // Each row alone in its bin: 2 p (1 − p), halved by the mean of the two.
    assert.ok(Math.abs(noiseFloor! - (0.8 * 0.2 + 0.6 * 0.4)) < 1e-15);
  });

  it('counts lines and columns from 1, and lists suppressed and muted findings with their reasons', () => {
    const findings = [
      findingOf({ suppressedBy: 'other-rule' }),
      findingOf({ mutedBecause: 'as agreed' }),
      findingOf(),
    ];
    const document = parsed(evaluateJson({ ...runOf(['a', 'b'], [20, 20], [1, 1]), findings }, 'val.csv'));
    const [suppressed, muted, shown] = document.findings;
    assert.deepEqual([shown!.line, shown!.column, shown!.endColumn], [1, 1, 7]);
    assert.equal(suppressed!.suppressedBy, 'other-rule');
    assert.equal(muted!.mutedBecause, 'as agreed');
    assert.ok(!('suppressedBy' in shown!) && !('mutedBecause' in shown!));
  });

  it('writes epochs as the file does, and what is not finite by name', () => {
    const run = onlyRun(sampleAnalyses().get('logOnly')!);
    const [first] = run.epochs;
    const reading = { ...first!.readings[0]!, value: { notFinite: 'nan' } as const };
    const document = parsed(inspectJson({ ...run, epochs: [{ ...first!, readings: [reading] }] }));
    assert.deepEqual(document.epochs, [
      { epoch: 0, line: 2, values: { 'train.loss': { notFinite: 'nan' } } },
    ]);
    assert.deepEqual(document.validationSize, { ...run.validationSize });
  });

  it('keeps every label and number of a file, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1')), fc.double()),
        (counts) => {
          const run = onlyRun(sampleAnalyses().get('logOnly')!);
          const validation = new Map(Object.entries(counts));
          const evidence = { ...counts };
          const document = parsed(
            inspectJson({ ...run, classCounts: { validation }, findings: [findingOf({ evidence })] }),
          );
          const written = new Map<string, unknown>(Object.entries(document.classCounts.validation));
          assert.deepEqual([...written.keys()].sort(), [...validation.keys()].sort());
          for (const [label, count] of validation) {
            const expected = Number.isFinite(count) ? (count === 0 ? 0 : count) : written.get(label);
            assert.deepEqual(written.get(label), expected);
            if (!Number.isFinite(count)) assert.ok('notFinite' in (written.get(label) as object));
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
