import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { AnalysisContext, SourceDocument } from '../../../src/analysis/context.ts';
import { compareFound } from '../../../src/analysis/compareFound.ts';
import { rememberingAnalyse } from '../../../src/analysis/rememberingAnalyse.ts';
import { inferredSize } from '../../../src/analysis/resolveSize.ts';
import { evaluate } from '../../../src/core/evaluate.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { kerasCsvLogger } from '../../../src/formats/logs/kerasCsvLogger.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';

function predictions(text: string): SourceDocument {
  const reader = predictionCsv.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return { path: 'predictions.csv', format: predictionCsv.id, result: reader.end() };
}

const context: AnalysisContext = { limits: defaultLimits, folderCounts: [], live: [], declared: {} };

describe('rememberingAnalyse', () => {
  it('computes the metrics of a table once, and again for other weights or another table', () => {
    let computed = 0;
    const remembering = rememberingAnalyse((table, options) => {
      computed++;
      return evaluate(table, options);
    });
    const document = predictions('y_true,y_pred\na,a\nb,a\nb,b\n');
    const first = remembering([document], context);
    assert.deepEqual(remembering([document], context), first);
    assert.equal(computed, 1);
    assert.deepEqual(first, analyse([document], context));
    const weighted = {
      ...context,
      declared: {
        classWeights: new Map([
          ['a', 2],
          ['b', 1],
        ]),
      },
    };
    assert.deepEqual(remembering([document], weighted), analyse([document], weighted));
    remembering([predictions('y_true,y_pred\na,a\nb,a\nb,b\n')], context);
    assert.equal(computed, 3);
    const ordered = { ...context, declared: { orderedClasses: ['a', 'b'] } };
    assert.deepEqual(remembering([document], ordered), analyse([document], ordered));
    assert.equal(computed, 4);
  });

  it('infers the rows behind the accuracies of a log once, and again when the log grew', () => {
    let inferred = 0;
    const remembering = rememberingAnalyse(undefined, undefined, undefined, undefined, (run, limits) => {
      inferred++;
      return inferredSize(run, limits);
    });
    const reader = kerasCsvLogger.reader({ limits: defaultLimits.reading });
    const rightRows = [66, 79, 91, 97, 100, 103, 107];
    const accuracies = rightRows.map((right) => right / 161);
    const lines = accuracies.map((value, epoch) => `${epoch},0.5,1.5,${value},1.5\n`);
    reader.push(Buffer.from(`epoch,accuracy,loss,val_accuracy,val_loss\n${lines.slice(0, 6).join('')}`));
    const log = (): SourceDocument => ({
      path: 'training.log',
      format: kerasCsvLogger.id,
      result: reader.snapshot(),
    });
    const before = log();
    const first = remembering([before], context);
    assert.equal(first.runs[0]?.validationSize?.value, 161);
    assert.deepEqual(remembering([before], context), first);
    assert.equal(inferred, 1);
    reader.push(Buffer.from(lines[6]!));
    const after = log();
    assert.deepEqual(remembering([after], context), analyse([after], context));
    assert.equal(inferred, 2);
    const other = { ...defaultLimits.evidence, inferredValues: 9 };
    const strict = { ...context, limits: { ...defaultLimits, evidence: other } };
    assert.equal(remembering([after], strict).runs[0]?.validationSize, undefined);
  });

  it('compares two tables once', () => {
    let compared = 0;
    const remembering = rememberingAnalyse(undefined, undefined, (a, b, limits) => {
      compared++;
      return compareFound(a, b, limits);
    });
    const one = { ...predictions('y_true,y_pred\na,a\nb,a\nb,b\n'), path: 'exp1/val.csv' };
    const other = { ...predictions('y_true,y_pred\na,a\nb,b\nb,b\n'), path: 'exp2/val.csv' };
    const first = remembering([one, other], context);
    assert.deepEqual(remembering([one, other], context), first);
    assert.equal(compared, 1);
    assert.deepEqual(first, analyse([one, other], context));
    const strict = { ...defaultLimits, rules: { ...defaultLimits.rules, alpha: 0.01 } };
    remembering([one, other], { ...context, limits: strict });
    assert.equal(compared, 2);
  });
});
