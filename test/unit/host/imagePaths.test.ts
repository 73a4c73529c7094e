import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasImageName, imageCandidates, isInside } from '../../../src/host/imagePaths.ts';

const places = {
  fileFolder: '/work/project/runs/exp7',
  workspaceFolder: '/work/project',
  folders: ['/work/project', '/data/images'],
};

const of = (id: string): string[] => imageCandidates(id, places);

describe('imageCandidates', () => {
  it('looks beside the prediction file first, then in the workspace folder', () => {
    assert.deepEqual(of('val/0004.png'), [
      '/work/project/runs/exp7/val/0004.png',
      '/work/project/val/0004.png',
    ]);
    assert.deepEqual(of('./a.JPG'), ['/work/project/runs/exp7/a.JPG', '/work/project/a.JPG']);
    assert.deepEqual(of('val\\0004.png'), of('val/0004.png'));
  });

  it('goes up as far as the workspace reaches and no further', () => {
    assert.deepEqual(of('../../val/a.png'), ['/work/project/val/a.png']);
    assert.deepEqual(of('../../../secret/a.png'), []);
    assert.deepEqual(of('../../../../../../../../a.png'), []);
    assert.deepEqual(of('../../../project-b/a.png'), []);
    assert.deepEqual(of('val/../../../../project/a.png'), ['/work/project/a.png']);
  });

  it('takes absolute paths inside a workspace folder only', () => {
    assert.deepEqual(of('/work/project/val/a.webp'), ['/work/project/val/a.webp']);
    assert.deepEqual(of('/data/images/a.bmp'), ['/data/images/a.bmp']);
    assert.deepEqual(of('/data/images/../private/a.png'), []);
    assert.deepEqual(of('/etc/a.png'), []);
    assert.deepEqual(of('/work/project'), []);
    assert.deepEqual(
      imageCandidates('C:\\data\\a.png', {
        fileFolder: 'c:/data/runs',
        workspaceFolder: 'c:/data',
        folders: ['c:/data'],
      }),
      ['c:/data/a.png'],
    );
  });

  it('takes no address, no network path, no control character and nothing that is no picture', () => {
    for (const id of [
      'https://example.org/a.png',
      'file:///work/project/a.png',
      'command:a.png',
      'vscode-resource:/a.png',
      '//server/share/a.png',
      '\\\\server\\share\\a.png',
      'c:a.png',
      'a\u0000.png',
      'a\n.png',
      'a.svg',
      'a.png.exe',
      'a',
      '.png',
      '',
      `${'a'.repeat(5_000)}.png`,
    ]) {
      assert.deepEqual(of(id), [], JSON.stringify(id.slice(0, 40)));
    }
  });

  it('gives only clean paths inside the folders, whatever the id', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      'work',
      'project',
      '/',
      '\\',
      'c:',
      'b.png',
      ' ',
      '%2e%2e',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.string(), (parts, more) => {
        for (const id of [`${parts.join('/')}/x.png`, `${parts.join('')}${more}.png`]) {
          for (const path of of(id)) {
            assert.ok(places.folders.some((folder) => isInside(path, folder)));
            assert.ok(!path.split('/').includes('..'));
            assert.ok(hasImageName(path));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
