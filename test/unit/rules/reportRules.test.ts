import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/evaluate.ts';
import { evaluateReport } from '../../../src/core/evaluateReport.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { classificationReport } from '../../../src/formats/classReports/classificationReport.ts';
import { numbers } from '../../../src/report/numbers.ts';
import { rules } from '../../../src/rules/all.ts';
import { renderReport } from '../../support/renderReport.ts';
import { evidenceOf, tableOf } from './evidenceOf.ts';

function reportEvidence(text: string): RunEvidence {
  const reader = classificationReport.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  const report = reader.end().document!.reports[0]!;
  const evaluation = evaluateReport(report, 0.95, (table) => evaluate(table, { confidence: 0.95 }));
  const classReport = { file: 'report.txt', report, evaluation };
  return { id: 'report.txt', classReport, classCounts: {}, finished: true };
}

function check(id: string, evidence: RunEvidence): Finding | undefined {
  return rules.find((rule) => rule.id === id)!.check(evidence, defaultLimits);
}

function message(finding: Finding): string {
  return rules.find(({ id }) => id === finding.rule)!.say(finding, numbers);
}

/** A report with these lines of classes, of which nothing else is known. */
function partial(...lines: readonly string[]): string {
  return ['precision recall f1-score support', ...lines, 'weighted avg 0.5 0.5 0.5 100', ''].join('\n');
}

describe('rules on a classification report', () => {
  it('say no more of a class than the digits do', () => {
    const finding = check(
      'class-recall-low',
      reportEvidence(partial('a 0.50 0.90 0.64 300', 'b 0.00 0.00 0.00 282')),
    )!;
    assert.equal(finding.evidence['found'], 1);
    assert.equal(finding.evidence['foundLeast'], 0);
    assert.match(
      message(finding),
      /^'b' is rarely found: at most 1 of 282 found \(recall 0\.00, 95\s% 0\.00–0\.02\)/,
    );
  });

  it('give both ends of a range', () => {
    const finding = check(
      'class-recall-low',
      reportEvidence(partial('a 0.50 0.90 0.64 300', 'b 0.90 0.10 0.18 900')),
    )!;
    const { foundLeast, found } = finding.evidence;
    assert.ok(foundLeast! < found! && foundLeast! >= 86 && found! <= 94);
    assert.ok(message(finding).includes(`${foundLeast!} to ${found!} of 900 found`));
  });

  it('do not take a printed precision of 0 for a class that is never predicted', () => {
    const sometimes = [
      [90_000, 0, 10],
      [0, 500, 0],
      [300, 0, 0],
    ];
    const labels = ['a', 'b', 'c'];
    assert.equal(check('never-predicted-class', reportEvidence(renderReport(labels, sometimes))), undefined);
    const never = [
      [90, 1, 0],
      [2, 50, 0],
      [20, 10, 0],
    ];
    const finding = check('never-predicted-class', reportEvidence(renderReport(labels, never)));
    assert.deepEqual(finding?.names['classes'], ['c']);
  });

  it('are silent on weighted rows', () => {
    const evidence = reportEvidence(partial('a 0.50 0.90 0.64 300.5', 'b 0.00 0.00 0.00 282.0'));
    for (const rule of rules) assert.equal(rule.check(evidence, defaultLimits), undefined, rule.id);
  });

  it('fire on a report only where they fire on its rows, and on all of these where its digits tell the counts', () => {
    const cell = fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 60 }));
    const matrices = fc
      .integer({ min: 2, max: 4 })
      .chain((size) =>
        fc.array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
      )
      .filter((matrix) => matrix.every((row) => row.some((count) => count > 0)));
    const ids = ['accuracy-hides-classes', 'class-recall-low', 'never-predicted-class'];
    fc.assert(
      fc.property(matrices, fc.constantFrom(2, 6), fc.constantFrom(...ids), (matrix, digits, id) => {
        const labels = matrix.map((_, index) => `class ${index}`);
        const ofReport = check(id, reportEvidence(renderReport(labels, matrix, digits)));
        const ofRows = check(id, evidenceOf(tableOf(matrix, { labels })));
        if (ofReport !== undefined) assert.ok(ofRows !== undefined, `${id} on ${JSON.stringify(matrix)}`);
        if (digits < 6 || id === 'never-predicted-class') return;
        assert.deepEqual(ofReport?.names['classes'], ofRows?.names['classes']);
      }),
      { numRuns: 500 },
    );
  });
});
