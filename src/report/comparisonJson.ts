import type { ComparedMetric, Comparison, RowsNeeded, Test } from '../core/comparison/comparison.ts';
import { comparisonSentences } from './comparisonWords.ts';
import { measuredJson, number, record, schema } from './json.ts';
import type { JsonObject } from './jsonValue.ts';

/** The document of `compare --json`: full precision; differences are B minus A, pairs `{"a", "b"}`. */
export function comparisonJson(comparison: Comparison, [a, b]: readonly [string, string]): JsonObject {
  const { pairing, classes, metrics, rowsNeeded } = comparison;
  return {
    schema,
    a,
    b,
    rows: number(comparison.rows),
    pairing: { by: pairing.by, sortedByClass: pairing.sortedByClass },
    weights: comparison.weights,
    classes: comparison.labels,
    positiveClass: comparison.positiveClass,
    confidence: comparison.confidence,
    alpha: comparison.alpha,
    power: comparison.power,
    verdict: comparisonSentences(comparison).verdict,
    right: comparison.right && { ...comparison.right },
    answeredOtherwise: number(comparison.answeredOtherwise),
    metrics: record(metrics.map((metric) => [metric.id, metricJson(metric)])),
    rowsNeeded: rowsNeeded && neededJson(rowsNeeded),
    perClass: classes.map((one) => ({
      class: one.label,
      support: number(one.support),
      found: { a: number(one.found[0]), b: number(one.found[1]) },
      right: one.right && { ...one.right },
      recall: metricJson(one.recall),
      rocAuc: one.rocAuc && metricJson(one.rocAuc),
      rowsNeeded: one.rowsNeeded && neededJson(one.rowsNeeded),
    })),
    leftOut: comparison.leftOut,
  };
}

function metricJson({ a, b, difference, test }: ComparedMetric): JsonObject {
  return {
    a: measuredJson(a),
    b: measuredJson(b),
    difference: measuredJson(difference),
    test: test && testJson(test),
  };
}

function testJson(test: Test): JsonObject {
  if (test.kind === 'none') return { none: test.reason };
  const { p, significant, method } = test;
  return { p: number(p), significant, method };
}

function neededJson(needed: RowsNeeded): JsonObject {
  if (needed.kind === 'undefined') return { undefined: needed.reason };
  return { rows: number(needed.rows), more: number(needed.more) };
}
