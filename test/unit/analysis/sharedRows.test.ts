import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';
import { sharedRows } from '../../../src/rules/sharedRows.ts';
import { plainSay } from '../rules/markedSay.ts';

/** A prediction file of these ids with their labels, every answer right. */
function file(path: string, rows: readonly (readonly [id: string, label: string])[]): SourceDocument {
  const text = ['path,y_true,y_pred', ...rows.map(([id, label]) => `${id},${label},${label}`), ''].join('\n');
  const reader = predictionCsv.reader({ limits: defaultLimits.reading });
  reader.push(new TextEncoder().encode(text));
  return { path, format: 'predictionCsv', result: reader.end() };
}

function found(...documents: SourceDocument[]): Finding[] {
  const { runs } = analyse(documents, {
    limits: defaultLimits,
    folderCounts: [],
    live: [],
    declared: {},
  });
  return runs.flatMap(({ findings }) => findings).filter(({ rule }) => rule === 'shared-rows');
}

/** Ids from `from` up to `to`, cats and dogs in turn. */
function images(from: number, to: number, name = (index: number): string => `img/${index}.png`) {
  return Array.from({ length: to - from }, (_, at): [string, string] => {
    const index = from + at;
    return [name(index), index % 2 === 0 ? 'cat' : 'dog'];
  });
}

/** As `images`, in a folder for each label that counts for itself. */
function folders(from: number, to: number, step = 1): [string, string][] {
  return images(from, to).map(([, label], at) => [`${label}/img_${from + step * (at >> 1)}.png`, label]);
}

describe('rows in two files', () => {
  it('are found where training rows are judged again, at the first of them', () => {
    const [finding, ...others] = found(
      file('p/train_predictions.csv', images(0, 60)),
      file('p/val_predictions.csv', images(51, 91)),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(finding!.location, {
      file: 'p/val_predictions.csv',
      span: { line: 1, start: 0, end: 1 },
    });
    assert.match(
      sharedRows.say(finding!, plainSay),
      /^9 ids of 40 rows are also in 'train_predictions\.csv', with the same labels/,
    );
  });

  it('are found under names that hold their label where these were drawn from a pool', () => {
    const [finding] = found(
      file('p/train_preds.csv', folders(1, 60)),
      file('p/val_preds.csv', folders(1, 40, 3)),
    );
    // Numbers 1, 4, 7 … of each label; training holds those up to 30.
    assert.equal(finding?.evidence['shared'], 20);
  });

  for (const [what, train, test] of [
    ['running numbers', images(0, 60, String), images(0, 60, String)],
    [
      'names counted anew in each split',
      images(0, 60),
      images(0, 60).map(([id], at) => [id, at < 30 ? 'cat' : 'dog']),
    ],
    ['names that hold their label, counted anew in each split', folders(1, 60), folders(1, 40)],
    ['so few rows that labels agree by chance', images(0, 60), images(56, 90)],
    ['other rows', images(0, 60), images(60, 90)],
  ] as const) {
    it(`are not seen in ${what}`, () => {
      const pairs = test.map(([id, label]) => [id, label] as const);
      assert.deepEqual(found(file('p/train_preds.csv', train), file('p/test_preds.csv', pairs)), []);
    });
  }

  it('are not looked for far away, nor in files of no split', () => {
    assert.deepEqual(
      found(file('a/b/train_preds.csv', images(0, 60)), file('c/val_preds.csv', images(0, 60))),
      [],
    );
    assert.deepEqual(found(file('p/preds_a.csv', images(0, 60)), file('p/preds_b.csv', images(0, 60))), []);
  });
});

describe('one id with two labels', () => {
  it('is found at its second row, with the first beside it', () => {
    const rows = [...images(0, 40), ['img/3.png', 'cat'], ['img/4.png', 'cat']] as const;
    const [finding] = found(file('p/val.csv', rows));
    assert.equal(finding!.location.span.line, 41);
    assert.equal(finding!.related[0]!.location.span.line, 4);
    assert.match(
      sharedRows.say(finding!, plainSay),
      /^1 id stands with two actual labels among 42 rows: 'img\/3\.png' is 'dog' and 'cat'\..*\(2 ids stand more than once\)/,
    );
  });

  it('is none where ids name groups of rows', () => {
    const groups = images(0, 40, (index) => `patient/${index >> 2}`);
    assert.deepEqual(found(file('p/val.csv', groups)), []);
  });
});
