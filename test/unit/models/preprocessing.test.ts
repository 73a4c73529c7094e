import assert from 'node:assert/strict';
import { readPreprocessing, resolvePreprocessing } from '../../../src/models/preprocessing.ts';

describe('preprocessing.json', () => {
  it('is read whole', () => {
    const file = {
      scale: 0.5,
      offset: -1,
      size: [8, 6],
      channels: 1,
      interpolation: 'nearest',
      classes: ['a', 'b'],
    };
    assert.deepEqual(readPreprocessing(`\uFEFF${JSON.stringify(file)}`), file);
    assert.deepEqual(readPreprocessing('{}'), {});
  });

  it('is refused for anything that it cannot mean, with the key', () => {
    const wrong = {
      scale: [0, '1/255', null],
      offset: ['x'],
      size: [8, [8], [8, 8, 1], ['8', '8']],
      channels: [2, '3'],
      interpolation: ['area', 1],
      classes: [[], 'a,b', [1]],
      rescale: [1],
    };
    for (const [key, values] of Object.entries(wrong))
      for (const value of values)
        assert.throws(() => readPreprocessing(JSON.stringify({ [key]: value })), new RegExp(`"${key}"`));
    for (const text of ['', '{', '[]', '1', 'null'])
      assert.throws(() => readPreprocessing(text), /JSON/, text);
  });
});

describe('how images are prepared', () => {
  const plain = { rescales: false };

  it('follows the model, the file and the word of the person, in this order of strength for the scale: last first', () => {
    const file = readPreprocessing('{"scale": 2, "offset": 3, "interpolation": "nearest"}');
    const { preprocessing, notes } = resolvePreprocessing([4, 5, 3], file, plain);
    assert.deepEqual(preprocessing, {
      height: 4,
      width: 5,
      channels: 3,
      flat: false,
      scale: 2,
      offset: 3,
      interpolation: 'nearest',
    });
    assert.deepEqual(notes, []);
    assert.equal(resolvePreprocessing([4, 5, 3], file, { ...plain, scale: 7 }).preprocessing.scale, 7);
  });

  it('says which scale it assumed', () => {
    const { preprocessing, notes } = resolvePreprocessing([4, 5, 3], {}, plain);
    assert.equal(preprocessing.scale, 1 / 255);
    assert.match(notes.join('\n'), /^Pixels are scaled by 1\/255, .*--scale.*\.$/);
    const rescaled = resolvePreprocessing([4, 5, 3], {}, { rescales: true });
    assert.equal(rescaled.preprocessing.scale, 1);
    assert.match(rescaled.notes.join('\n'), /0 to 255.*Rescaling/);
  });

  it('takes sizes that the model leaves open from the file, and asks for them else', () => {
    const open = [undefined, undefined, 3];
    const { preprocessing } = resolvePreprocessing(open, { size: [10, 20] }, plain);
    assert.deepEqual([preprocessing.height, preprocessing.width], [10, 20]);
    assert.throws(() => resolvePreprocessing(open, {}, plain), /any height.*preprocessing\.json/);
  });

  it('takes images without channels for grey ones', () => {
    const { preprocessing } = resolvePreprocessing([28, 28], {}, plain);
    assert.deepEqual([preprocessing.channels, preprocessing.flat], [1, true]);
  });

  it('refuses inputs that are no images, and a file that contradicts the model', () => {
    for (const shape of [[784], [], [2, 3, 4, 5]])
      assert.throws(() => resolvePreprocessing(shape, {}, plain), /images need height/);
    assert.throws(() => resolvePreprocessing([8, 8, 5], {}, plain), /5 channels/);
    assert.throws(() => resolvePreprocessing([100_000, 8, 3], {}, plain), /height 100000/);
    assert.throws(() => resolvePreprocessing([8, 8, 3], { size: [8, 9] }, plain), /width 8, .* 9/);
    assert.throws(() => resolvePreprocessing([8, 8, 3], { channels: 1 }, plain), /channels 3, .* 1/);
  });
});
