import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choosePositive, foldLabel, uniteLabels } from '../../../src/formats/labels.ts';

describe('uniteLabels', () => {
  it('orders numbers by value and writes each once', () => {
    const { labels, indexOf } = uniteLabels([
      ['10', '2', '1.0'],
      ['1', '-1', '2.50', '2.5'],
    ]);
    assert.deepEqual(labels, ['-1', '1', '2', '2.5', '10']);
    assert.equal(indexOf.get('1'), indexOf.get('1.0'));
    assert.equal(indexOf.get('2.50'), 3);
  });

  it('orders other labels by code point, as Python does', () => {
    const { labels } = uniteLabels([['z', '\u{1f600}', '\uffee', 'Z', '10', '9']]);
    assert.deepEqual(labels, ['10', '9', 'Z', 'z', '\uffee', '\u{1f600}']);
  });

  it('keeps codes with leading zeros and numbers beyond exact integers as text', () => {
    assert.deepEqual(uniteLabels([['007', '7', '10']]).labels, ['007', '10', '7']);
    const long = ['12345678901234567890', '12345678901234567891'];
    assert.equal(uniteLabels([long]).labels.length, 2);
  });

  it('makes true and false one with 1 and 0 where a column holds numbers', () => {
    const { labels, indexOf } = uniteLabels([
      ['True', 'False'],
      ['1.0', '0'],
    ]);
    assert.deepEqual(labels, ['0', '1']);
    assert.deepEqual(
      ['True', '1.0', 'False', '0'].map((text) => indexOf.get(text)),
      [1, 1, 0, 0],
    );
    assert.deepEqual(
      uniteLabels([
        ['TRUE', 'FALSE'],
        ['True', 'False'],
      ]).labels,
      ['FALSE', 'TRUE'],
    );
    assert.deepEqual(uniteLabels([['True', 'False', '2']]).labels, ['2', 'False', 'True']);
  });

  it('keeps labels apart that look alike, and says so', () => {
    const pairs = [
      ['Cat', 'cat'],
      ['a b', 'a  b'],
      ['\u00e9', 'e\u0301'],
      ['1', '1.0', 'x'],
      ['07', '7', 'x'],
    ];
    for (const [first, second, ...rest] of pairs) {
      const { labels, notes } = uniteLabels([[first!, second!, ...rest]]);
      assert.equal(labels.length, 2 + rest.length);
      assert.equal(notes.length, 1, JSON.stringify([first, second]));
      assert.ok(notes[0]!.includes(`"${first!}"`) && notes[0]!.includes(`"${second!}"`));
    }
  });

  it('gives every label a class, the same for any order of the labels', () => {
    const label = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'true', '1', '1.0', '01', 'a'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(label, { minLength: 1 }), fc.array(label), (first, second) => {
        const united = uniteLabels([first, second]);
        for (const text of [...first, ...second])
          assert.ok(united.labels[united.indexOf.get(text)!] !== undefined);
        assert.equal(new Set(united.labels).size, united.labels.length);
        const turned = uniteLabels([[...first].reverse(), [...second].reverse()]);
        // Spellings of true and false are those of the first column's first row.
        const fold = (labels: readonly string[]): string[] => labels.map(foldLabel).sort();
        assert.deepEqual(fold(turned.labels), fold(united.labels));
      }),
    );
  });
});

describe('choosePositive', () => {
  it('takes the declared class first, then a telling name, then the rarer, then the later', () => {
    const cases: [[string, string], [number, number], string | undefined, number, string][] = [
      [['a', 'b'], [1, 9], 'b', 1, 'setting'],
      [['A', 'B'], [1, 9], 'b', 1, 'setting'],
      [['0', '1'], [1, 9], undefined, 1, 'name'],
      [['0', '1'], [1, 9], '0', 0, 'setting'],
      [['-1', '1'], [1, 9], undefined, 1, 'name'],
      [['no', 'yes'], [1, 9], undefined, 1, 'name'],
      [['Fraud', 'Legit'], [9, 1], undefined, 0, 'name'],
      [['benign', 'malignant'], [1, 9], undefined, 1, 'name'],
      [['False', 'True'], [1, 9], undefined, 1, 'name'],
      [['1', '2'], [3, 2], undefined, 1, 'rarer'],
      [['cat', 'dog'], [2, 3], undefined, 0, 'rarer'],
      [['cat', 'dog'], [3, 3], undefined, 1, 'rarer'],
      [['cat', 'dog'], [2, 3], 'bird', 0, 'rarer'],
    ];
    for (const [labels, support, declared, classIndex, source] of cases) {
      assert.deepEqual(choosePositive(labels, support, declared), { classIndex, source }, labels.join(' '));
    }
  });
});
