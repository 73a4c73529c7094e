import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import { holdsDeclared } from '../../../../src/formats/predictions/calledPredictions.ts';

const declared = { actual: 'species', predicted: 'answer "1"' };

function holds(text: string): boolean {
  return holdsDeclared(headOf('a.json', Buffer.from(text), false), declared, defaultLimits.reading);
}

describe('declared columns in JSON', () => {
  it('are found among keys and texts, also where the head ends within a value or a line is broken', () => {
    const record = '{"species": "a", "answer \\"1\\"": "b"}';
    assert.equal(holds(`[${record}, {"spec`), true);
    assert.equal(holds(`{"species": 1\n${record}\n`), true);
    assert.equal(holds('{"columns": ["species", "answer \\"1\\""], "data": [[1, '), true);
    assert.equal(holds('[{"species": "a", "other": "b"}]'), false);
  });

  // Five seconds each, where every quote was tried as the start of a text: more than the test runner waits.
  it('are looked for in linear time', () => {
    const marks = '\\"'.repeat(32_000);
    assert.equal(holds(`{"${marks}`), false);
    assert.equal(holds(`{${'"\\'.repeat(32_000)}`), false);
  });
});
