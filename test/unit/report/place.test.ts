import assert from 'node:assert/strict';
import { hasLines, placeText, rowPlace } from '../../../src/report/place.ts';

describe('places in files', () => {
  it('have lines in a text only', () => {
    assert.deepEqual(
      ['a.csv', 'train.log', 'runs/a.npy/log.txt', 'mlruns/0/abc/metrics/acc'].filter(hasLines).length,
      4,
    );
    const binary = ['y.npy', 'p.npz', 'a/b.PARQUET', 'x.pq', 'r/events.out.tfevents.17.host.2.0'];
    assert.deepEqual(binary.filter(hasLines), []);
  });

  it('are said as editors count, and by name alone where there is no line', () => {
    assert.equal(placeText('runs/train.log', 30, 4), 'runs/train.log:31:5');
    assert.equal(placeText('train.log', 30), 'train.log:31');
    assert.equal(placeText('p.parquet', 30, 0), 'p.parquet');
    assert.equal(rowPlace('p.csv', 1233), 'line 1,234');
    assert.equal(rowPlace('p.parquet', 1233), 'row 1,234');
  });
});
