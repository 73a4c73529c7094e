import assert from 'node:assert/strict';
import { objectiveText, parseObjective } from '../../../../src/core/decisions/objective.ts';

describe('parseObjective', () => {
  it('reads what it writes, in any case', () => {
    for (const text of ['f1', 'f2', 'balancedAccuracy', 'youdenJ', 'cost', 'recall@precision=0.9']) {
      assert.equal(objectiveText(parseObjective(text)!), text);
    }
    assert.deepEqual(parseObjective('balanced-accuracy'), { kind: 'balancedAccuracy' });
    assert.deepEqual(parseObjective('precision@recall=0.8'), { kind: 'precisionAtRecall', least: 0.8 });
  });

  it('knows nothing else', () => {
    for (const text of [
      '',
      'accuracy',
      'recall@recall=0.5',
      'recall@precision=2',
      'recall@precision=0',
      'f1 f2',
    ])
      assert.equal(parseObjective(text), undefined);
  });
});
