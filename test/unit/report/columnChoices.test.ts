import assert from 'node:assert/strict';
import { columnChoices, scoreChoices } from '../../../src/report/columnChoices.ts';

const question = {
  about: 'actual' as const,
  columns: ['id', 'truth', 'answer', 'prob_a', 'prob_b', 'logit-a', 'logit-b', 'margin', 'evil\u202e'],
  candidates: ['truth', 'answer'],
  sample: [
    ['1', 'a', 'b', '0.25', '0.75', '-3', '4', '0.5', 'x\u001b[31m'],
    ['2', 'b', 'b', '0.5', '0.5', '1', '1', '0', 'y'],
  ],
};

describe('columnChoices', () => {
  it('lists the likely columns first, with their first cells, and without those that are taken', () => {
    const choices = columnChoices(question, ['answer']);
    assert.deepEqual(choices.map(({ value, isLikely }) => [value, isLikely]).slice(0, 3), [
      ['truth', true],
      ['id', false],
      ['prob_a', false],
    ]);
    assert.equal(choices[0]!.detail, 'a, b');
    assert.equal(choices.length, question.columns.length - 1);
  });

  it('shows no sign of a file that would move the text around it', () => {
    const { label, detail, value } = columnChoices(question).at(-1)!;
    assert.equal(value, 'evil\u202e');
    assert.doesNotMatch(label + detail, /[\u202e\u001b]/);
  });
});

describe('scoreChoices', () => {
  it('offers columns that share a prefix together, then single ones, and of both only numbers', () => {
    const choices = scoreChoices(question, ['truth', 'answer']);
    assert.deepEqual(
      choices.map(({ value, isLikely }) => [value, isLikely]),
      [
        ['prob_', true],
        ['logit-', false],
        ...['id', 'prob_a', 'prob_b', 'logit-a', 'logit-b', 'margin'].map((value) => [value, false]),
      ],
    );
    assert.deepEqual(
      choices.map(({ detail }) => detail),
      [
        '2 columns: prob_a, prob_b',
        '2 columns: logit-a, logit-b',
        ...['1, 2', '0.25, 0.5', '0.75, 0.5', '-3, 1', '4, 1', '0.5, 0'],
      ],
    );
  });

  it('offers nothing where there are no rows to see', () => {
    assert.deepEqual(scoreChoices({ ...question, sample: [] }, []), []);
  });
});
