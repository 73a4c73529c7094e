import assert from 'node:assert/strict';
import { loggedNumber } from '../../../../src/formats/logs/loggedNumber.ts';
import { areSharesOfRows } from '../../../../src/formats/logs/sharesOfRows.ts';

function shares(...texts: readonly string[]): boolean {
  return areSharesOfRows(texts.map((text) => loggedNumber(text)!));
}

describe('shares of one number of rows', () => {
  it('knows accuracies by their steps', () => {
    assert.ok(shares('0.300000', '0.350000', '0.366667'), 'of 60 rows');
    assert.ok(
      shares('0.947368', '0.947368', '0.947368', '0.947368'),
      'always the largest class: 18 of 19 rows',
    );
    const of997 = [801, 855, 912].map((rows) => (rows / 997).toFixed(6));
    assert.ok(shares(...of997));
  });

  it('takes no other numbers for shares', () => {
    assert.ok(!shares('0.412345', '0.592716', '0.693384'), 'an R²');
    assert.ok(!shares('-0.250000', '0.250000', '0.500000'), 'an R² below 0');
    assert.ok(!shares('0.999998', '0.999998', '0.999998', '0.999998'), 'an R² that stays');
    assert.ok(!shares('1.000000', '1.000000', '1.000000', '1.000000'), 'what fits every number of rows');
    assert.ok(!shares(), 'nothing');
  });

  it('rarely takes random numbers for shares', () => {
    let state = 7;
    const random = (): string => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (state / 2_147_483_648).toFixed(6);
    };
    const taken = Array.from({ length: 500 }, () => shares(random(), random(), random())).filter(Boolean);
    assert.ok(taken.length <= 2, `${taken.length} of 500`);
  });
});
