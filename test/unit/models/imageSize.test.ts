import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { imageSize } from '../../../src/models/imageSize.ts';

const images = 'test/fixtures/models/val';

describe('the size of an image', () => {
  it('is read from the header of each kind', () => {
    const sizes: [string, number, number][] = [
      ['ant/grey.png', 8, 8],
      ['ant/larger.PNG', 10, 13],
      ['ant/smaller.bmp', 6, 5],
      ['cow/moving.gif', 8, 8],
      ['cow/plain.jpg', 8, 8],
      ['cow/plain.jpeg', 12, 12],
    ];
    for (const [name, width, height] of sizes)
      assert.deepEqual(imageSize(readFileSync(`${images}/${name}`)), { width, height }, name);
  });

  it('is unknown for other files and for every image cut before its size', () => {
    assert.equal(imageSize(readFileSync(`${images}/cow/notes.txt`)), undefined);
    for (const name of readdirSync(images, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:png|bmp|gif|jpe?g)$/i.test(name)) continue;
      const bytes = readFileSync(`${images}/${name}`);
      for (let length = 0; length < bytes.length; length++) {
        const size = imageSize(bytes.subarray(0, length));
        if (size !== undefined) assert.deepEqual(size, imageSize(bytes), name);
      }
      assert.equal(imageSize(bytes.subarray(0, 9)), undefined, name);
    }
  });

  it('is found or not in any bytes, without a throw', () => {
    const starts = [[0xff, 0xd8, 0xff], [0x42, 0x4d], [0x47, 0x49, 0x46, 0x38], []];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const size = imageSize(Uint8Array.from([...start, ...rest]));
        assert.ok(size === undefined || (size.width >= 0 && size.height >= 0));
      }),
    );
  });
});
