import assert from 'node:assert/strict';
import { weightBytes, weightGroups, weightPaths } from '../../../src/models/weightPaths.ts';

const manifest = (...paths: unknown[]) => [{ paths, weights: [] }];

describe('the weight files that a model names', () => {
  it('are files of its folder, also in folders within', () => {
    assert.deepEqual(weightPaths(manifest('a.bin', 'shards/b.bin', './c.bin', 'd..e.bin')), [
      'a.bin',
      'shards/b.bin',
      './c.bin',
      'd..e.bin',
    ]);
  });

  it('are refused where they are addresses or leave the folder', () => {
    const elsewhere = [
      'http://example.org/a.bin',
      'HTTPS://example.org/a.bin',
      'file:///etc/passwd',
      'data:,x',
      '//example.org/a.bin',
      '/etc/passwd',
      '\\\\server\\share',
      'C:\\a.bin',
      '../a.bin',
      'shards/../../a.bin',
      'shards\\..\\..\\a.bin',
      '',
      'a\0.bin',
    ];
    for (const path of elsewhere)
      assert.throws(() => weightPaths(manifest('fine.bin', path)), /outside its folder/, path);
  });

  it('are refused in any other form', () => {
    for (const value of [
      undefined,
      {},
      [null],
      [{ paths: 'a.bin', weights: [] }],
      manifest(1),
      [{ paths: [] }],
    ])
      assert.throws(() => weightGroups(value), /weights/, JSON.stringify(value));
  });
});

describe('the bytes of a weight', () => {
  it('follow from its shape and the type it is stored as', () => {
    assert.equal(weightBytes({ shape: [3, 4], dtype: 'float32' }), 48);
    assert.equal(weightBytes({ shape: [], dtype: 'int32' }), 4);
    assert.equal(weightBytes({ shape: [5], dtype: 'float32', quantization: { dtype: 'uint8' } }), 5);
    assert.equal(weightBytes({ shape: [5], dtype: 'float32', quantization: { dtype: 'float16' } }), 10);
  });

  it('are unknown for texts and for shapes that are none', () => {
    assert.equal(weightBytes({ shape: [5], dtype: 'string' }), undefined);
    assert.equal(weightBytes({ shape: [-1], dtype: 'float32' }), undefined);
    assert.equal(weightBytes({ dtype: 'float32' }), undefined);
  });
});
