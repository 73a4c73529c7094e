import assert from 'node:assert/strict';
import { countCrashes } from '../../../src/engine/crashes.ts';

describe('counting crashes', () => {
  it('has enough at the fifth within three minutes, until it is reset', () => {
    let time = 0;
    const crashes = countCrashes(() => time);
    for (let count = 1; count <= 4; count++) crashes.add();
    assert.equal(crashes.tooMany(), false);
    time = 179_999;
    crashes.add();
    time = 10_000_000;
    assert.equal(crashes.tooMany(), true);
    crashes.reset();
    assert.equal(crashes.tooMany(), false);
  });

  it('forgets crashes after three minutes', () => {
    let time = 0;
    const crashes = countCrashes(() => time);
    for (; time < 20 * 60_000; time += 46_000) crashes.add();
    assert.equal(crashes.tooMany(), false);
  });
});
