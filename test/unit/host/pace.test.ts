import assert from 'node:assert/strict';
import { paceOf } from '../../../src/host/pace.ts';

describe('the pace of what is done again and again', () => {
  it('allows the first at once, and keeps the share from then on', async () => {
    let clock = 0;
    const pace = paceOf(0.02, () => clock);
    assert.ok(pace.pause(10_000) <= 0);
    await pace.measured(() => Promise.resolve((clock += 1_000)));
    assert.equal(pace.pause(10_000), 50_000);
    clock += 50_000;
    assert.equal(pace.pause(10_000), 0);
  });

  it('counts the time that is spent, and by the clock does it for half of the time at most', async () => {
    let [clock, spent] = [0, 0];
    const pace = paceOf(
      0.02,
      () => clock,
      () => spent,
    );
    await pace.measured(() => {
      clock += 1_000;
      spent += 100;
      return Promise.resolve();
    });
    assert.equal(pace.pause(0), 5_000);
    await pace.measured(() => Promise.resolve((clock += 1_000)));
    assert.equal(pace.pause(0), 1_000);
  });

  it('keeps the least pause where the work is short, and counts work that fails', async () => {
    let clock = 0;
    const pace = paceOf(0.5, () => clock);
    await pace.measured(() => Promise.resolve((clock += 1)));
    assert.equal(pace.pause(100), 100);
    const failing = pace.measured(() => {
      clock += 300;
      return Promise.reject(new Error('no'));
    });
    await assert.rejects(failing, /no/);
    assert.equal(pace.pause(100), 600);
  });
});
