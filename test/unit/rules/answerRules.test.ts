import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import { classOverPredicted } from '../../../src/rules/classOverPredicted.ts';
import { classUnderPredicted } from '../../../src/rules/classUnderPredicted.ts';
import { fileDoesNotMatchLog } from '../../../src/rules/fileDoesNotMatchLog.ts';
import { labelMapPermuted } from '../../../src/rules/labelMapPermuted.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { rowsMisaligned } from '../../../src/rules/rowsMisaligned.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { epochsOf, evidenceOf, tableOf } from './evidenceOf.ts';
import { plainSay } from './markedSay.ts';

type Cells = readonly (readonly number[])[];

/** Predictions beside a log of these accuracies, of the epochs that match. */
function beside(
  cells: Cells,
  accuracies: readonly number[],
  more: {
    size?: RunEvidence['validationSize'];
    matching?: readonly number[];
    split?: 'test' | 'validation';
  } = {},
): RunEvidence {
  const { predictions } = evidenceOf(tableOf(cells));
  return {
    id: 'train.log',
    log: {
      file: 'train.log',
      run: {
        epochs: epochsOf(accuracies.map((accuracy) => ({ accuracy }))),
        averagesExactly: true,
      },
    },
    predictions: {
      ...predictions!,
      match: { epochIndices: more.matching ?? [] },
      ...(more.split && { split: more.split }),
    },
    classCounts: {},
    ...(more.size && { validationSize: more.size }),
    finished: true,
  };
}

function checked(rule: Rule, evidence: RunEvidence): Finding | undefined {
  const finding = rule.check(evidence, defaultLimits);
  if (finding !== undefined) {
    assertMessage(rule, finding);
    assertPlaces(finding, evidence);
  }
  return finding;
}

describe('label-map-permuted', () => {
  const swapped: Cells = [
    [8, 52],
    [31, 9],
  ];

  it('names the classes that the answers stand for', () => {
    const finding = checked(labelMapPermuted, evidenceOf(tableOf(swapped)))!;
    assert.deepEqual(finding.names, { answers: ['class b', 'class a'], meanings: ['class a', 'class b'] });
    assert.match(
      labelMapPermuted.say(finding, plainSay),
      /^Accuracy 0\.17 becomes 0\.83 if predicted 'class b' is read as 'class a', 'class a' as 'class b'\. Over 100 rows/,
    );
  });

  it('says at which epoch the log has the accuracy of the answers read anew', () => {
    const finding = checked(labelMapPermuted, beside(swapped, [0.5, 0.83, 0.86]))!;
    assert.equal(finding.evidence['epoch'], 1);
    assert.equal(finding.related[0]!.location.span.line, 2);
    assert.match(labelMapPermuted.say(finding, plainSay), /, as at epoch 1 of the log\./);
  });

  it('reads numbers as the names that are never predicted', () => {
    const finding = checked(
      labelMapPermuted,
      evidenceOf(
        tableOf(
          [
            [0, 0, 0, 0],
            [0, 0, 0, 0],
            [25, 3, 0, 0],
            [5, 20, 0, 0],
          ],
          { labels: ['0', '1', 'cat', 'dog'] },
        ),
      ),
    )!;
    assert.deepEqual(finding.names, { answers: ['0', '1'], meanings: ['cat', 'dog'] });
  });

  for (const [what, cells] of [
    [
      'one wrong answer for all rows',
      [
        [0, 80],
        [0, 20],
      ],
    ],
    [
      'one class that is taken for another',
      [
        [5, 60, 0],
        [2, 30, 1],
        [1, 2, 30],
      ],
    ],
    [
      'few rows',
      [
        [1, 8],
        [9, 1],
      ],
    ],
    [
      'answers at random',
      [
        [20, 30],
        [28, 22],
      ],
    ],
  ] as const) {
    it(`is silent on ${what}`, () => {
      assert.equal(checked(labelMapPermuted, evidenceOf(tableOf(cells))), undefined);
    });
  }
});

describe('rows-misaligned', () => {
  const size = { value: 100, source: 'counts', exact: true } as const;
  const shuffled: Cells = [
    [31, 29],
    [19, 21],
  ];

  it('is an error where the log is of so many rows, else a warning that says may', () => {
    const sure = checked(rowsMisaligned, beside(shuffled, [0.6, 0.81, 0.83], { size }))!;
    assert.deepEqual([sure.severity, sure.verb], ['error', 'shows']);
    // Kappa (0.52 − 0.50)/(1 − 0.50) and its error under independence, √(0.50 + 0.25 − 0.51)/(0.50 · 10).
    assert.ok(Math.abs(sure.evidence['kappa']! - 0.04) < 1e-12);
    assert.ok(Math.abs(sure.evidence['reach']! - 2.5758293035489 * (Math.sqrt(0.24) / 5)) < 1e-9);
    const unsure = checked(rowsMisaligned, beside(shuffled, [0.6, 0.81, 0.83]))!;
    assert.deepEqual([unsure.severity, unsure.verb], ['warning', 'may']);
    assert.match(
      rowsMisaligned.say(unsure, plainSay),
      /may stand in different orders, or are not of this run/,
    );
  });

  it('is silent where another order of the answers could not reach the logged accuracy', () => {
    const constant: Cells = [
      [60, 0],
      [40, 0],
    ];
    assert.equal(checked(rowsMisaligned, beside(constant, [0.6, 0.81, 0.83], { size })), undefined);
  });

  for (const [what, evidence] of [
    ['a matching epoch', beside(shuffled, [0.52, 0.83, 0.83], { size, matching: [0] })],
    ['other rows', beside(shuffled, [0.6, 0.83], { size: { ...size, value: 120 } })],
    [
      'more rows than the log may have',
      beside(shuffled, [0.83], { size: { ...size, value: 90, exact: false } }),
    ],
    ['test rows', beside(shuffled, [0.6, 0.83], { size, split: 'test' })],
    ['a log that is no better', beside(shuffled, [0.5, 0.55], { size })],
    [
      'answers that agree',
      beside(
        [
          [50, 10],
          [10, 30],
        ],
        [0.99, 0.99],
        { size },
      ),
    ],
    ['no log', evidenceOf(tableOf(shuffled))],
  ] as const) {
    it(`is silent on ${what}`, () => {
      assert.equal(checked(rowsMisaligned, evidence), undefined);
    });
  }

  it('leaves permuted labels to their own rule', () => {
    const cells: Cells = [
      [1, 49, 0, 0],
      [49, 1, 0, 0],
      [0, 0, 40, 10],
      [0, 0, 10, 40],
    ];
    const evidence = beside(cells, [0.9, 0.9], { size: { ...size, value: 200 } });
    assert.notEqual(checked(labelMapPermuted, evidence), undefined);
    assert.equal(checked(rowsMisaligned, evidence), undefined);
  });
});

describe('file-does-not-match-log', () => {
  const cells: Cells = [
    [50, 10],
    [10, 30],
  ];

  it('names both accuracies, and both numbers of rows where they differ', () => {
    const one = checked(fileDoesNotMatchLog, beside(cells, [0.5, 0.7]))!;
    assert.match(
      fileDoesNotMatchLog.say(one, plainSay),
      /^Accuracy 0\.80 over 100 rows is that of no logged epoch \(0\.50–0\.70\): these .* of another run/,
    );
    const size = { value: 205, source: 'inferred', exact: true } as const;
    const other = checked(fileDoesNotMatchLog, beside(cells, [0.8], { size }))!;
    assert.match(fileDoesNotMatchLog.say(other, plainSay), /\(0\.80 over 205 rows\): these .* of other rows/);
  });

  it('is silent with a matching epoch, for test rows, and without accuracies or a log', () => {
    assert.equal(checked(fileDoesNotMatchLog, beside(cells, [0.8], { matching: [0] })), undefined);
    assert.equal(checked(fileDoesNotMatchLog, beside(cells, [0.5], { split: 'test' })), undefined);
    assert.equal(checked(fileDoesNotMatchLog, beside(cells, [])), undefined);
    assert.equal(checked(fileDoesNotMatchLog, evidenceOf(tableOf(cells))), undefined);
  });
});

describe('class-over-predicted and class-under-predicted', () => {
  const cells: Cells = [
    [58, 2, 0],
    [26, 34, 0],
    [0, 2, 58],
  ];

  it('test the answers against the rows of a class, each on its side', () => {
    const finding = checked(classUnderPredicted, evidenceOf(tableOf(cells)))!;
    assert.deepEqual([finding.severity, finding.names['classes']], ['information', ['class b']]);
    assert.match(
      classUnderPredicted.say(finding, plainSay),
      /^'class b' is predicted too seldom: 38 answers for 60 rows, more than chance explains\./,
    );
    assert.equal(checked(classOverPredicted, evidenceOf(tableOf(cells))), undefined);
  });

  it('find a class that takes the rows of others', () => {
    const over = checked(
      classOverPredicted,
      evidenceOf(
        tableOf([
          [20, 0],
          [25, 155],
        ]),
      ),
    )!;
    assert.match(
      classOverPredicted.say(over, plainSay),
      /^'class a' is predicted too often: 45 answers for 20 rows/,
    );
  });

  it('name the fewest classes without whose rows one would not be predicted too often', () => {
    const takenFrom = (cells: Cells): readonly string[] | undefined =>
      checked(classOverPredicted, evidenceOf(tableOf(cells)))?.names['takenFrom'];
    // 51 answers for 30 rows; 35 without those of b, below 1.5 times 30.
    assert.deepEqual(
      takenFrom([
        [30, 0, 0],
        [16, 0, 0],
        [5, 0, 10],
      ]),
      ['class b'],
    );
    assert.deepEqual(
      takenFrom([
        [20, 0, 0],
        [16, 24, 0],
        [18, 0, 22],
      ]),
      ['class c', 'class b'],
    );
  });

  it('need a factor of 1.5 besides', () => {
    const many: Cells = [
      [5000, 1000],
      [2000, 4000],
    ];
    assert.equal(checked(classOverPredicted, evidenceOf(tableOf(many))), undefined);
    assert.equal(checked(classUnderPredicted, evidenceOf(tableOf(many))), undefined);
  });
});
