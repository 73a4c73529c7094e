import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

describe('the repository', () => {
  it('locks every package to the registry with its checksum', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<
        string,
        { resolved?: string; integrity?: string; version?: string; link?: boolean; inBundle?: boolean }
      >;
    };
    const odd = Object.entries(lock.packages).filter(
      ([name, { resolved, integrity, inBundle }]) =>
        name !== '' &&
        inBundle !== true &&
        ((integrity?.startsWith('sha512-') !== true && integrity?.startsWith('sha1-') !== true) ||
          (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))),
    );
    assert.deepEqual(
      odd.map(([name]) => name),
      [],
    );
  });

  it('keeps generated files out', () => {
    const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
    assert.deepEqual(
      tracked.filter((path) => /^(?:dist|out|node_modules|\.vscode-test)\//.test(path)),
      [],
    );
  });

  it('has the same version in manifest, lockfile and changelog', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { version: string };
    assert.equal(lock.version, version);
    assert.match(
      readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
      new RegExp(`^## ${version.replaceAll('.', '\\.')}`, 'm'),
    );
  });
});
