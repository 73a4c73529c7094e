import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { complaints } from '../../support/complaints.ts';

const cli = resolve('src/cli.ts');
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;
const rows = 'y_true,y_pred\na,a\nb,a\nb,b\n';

describe('the command line under attack', function () {
  this.timeout(180_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(...words: string[]): { code: number | null; out: string; err: string[] } {
    const node = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', cli, ...words];
    const result = spawnSync(process.execPath, node, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 1e8,
    });
    return { code: result.status, out: result.stdout, err: complaints(result.stderr) };
  }

  function write(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return name;
  }

  it('keeps the names of files, classes and settings from giving orders to the terminal', () => {
    const hostile = ['\u001b[31mred', '\u202eevil', '\u009b2J', '\u200bz\u0007'];
    const table = `y_true,y_pred\n${hostile.map((label) => `${label},${hostile[0]!}\n`).join('')}`;
    write(
      '.imbalance-lens.json',
      JSON.stringify({ '\u001b]0;x\u0007': 1, rules: { '\u202e\u009b': 'off' } }),
    );
    const good = write('a\u001b[2J\u202e.csv', table);
    const bad = write('b\u001b[2J\nc.csv', 'nothing');
    for (const more of [[], ['--json']]) {
      for (const command of ['evaluate', 'inspect']) {
        const { code, out, err } = run(command, good, bad, ...more);
        assert.equal(code, 2);
        assert.doesNotMatch(out, unsafe);
        assert.equal(err.length, 3, err.join('\n'));
        for (const line of err) assert.doesNotMatch(line, unsafe);
      }
    }
    const { out } = run('evaluate', '--json', good);
    const { file, classes } = JSON.parse(out) as { file: string; classes: string[] };
    assert.equal(file, good);
    assert.deepEqual(classes, [...hostile].sort());
  });

  it('reads no configuration from pipes and devices, and none that is no configuration', () => {
    const config = join(folder, '.imbalance-lens.json');
    const file = write('val.csv', rows);
    if (process.platform !== 'win32') {
      symlinkSync('/dev/zero', config);
      const { code, err } = run('evaluate', file);
      assert.equal(code, 2);
      assert.match(err.join('\n'), /^[^\n]*the configuration cannot be read: it is a pipe or a device/);
      rmSync(config);
      assert.equal(spawnSync('mkfifo', [config]).status, 0);
      assert.match(run('inspect', file).err.join('\n'), /^[^\n]*it is a pipe or a device, not a file\.$/);
      rmSync(config);
    }
    mkdirSync(config);
    assert.match(run('evaluate', file).err.join('\n'), /^[^\n]*it is a folder\.$/);
    rmSync(config, { recursive: true });
    writeFileSync(config, ' '.repeat(2_000_000));
    assert.match(run('evaluate', file).err.join('\n'), /^[^\n]*it is longer than 1,048,576 bytes\.$/);
  });

  it('says the first faults of a configuration, counts the others, and says each once', () => {
    const mutes = Array.from({ length: 20_000 }, (_, run) => ({ run: `run${run}` }));
    write('.imbalance-lens.json', JSON.stringify({ mutes }));
    const { code, err } = run('evaluate', write('a.csv', rows), write('b.csv', rows));
    assert.equal(code, 0);
    assert.equal(err.length, 21);
    assert.match(err.at(-1)!, /19980 more settings of this file cannot be used\.$/);
  });

  it('evaluates as many classes as are read at most', () => {
    const text = Array.from({ length: 3_000 }, (_, row) => `l${row % 1_000},l${(row * 7) % 1_000}\n`).join(
      '',
    );
    const { code, out, err } = run('evaluate', '--json', write('many.csv', `y_true,y_pred\n${text}`));
    assert.deepEqual([code, err], [0, []]);
    const { confusionMatrix } = JSON.parse(out) as { confusionMatrix: number[][] };
    assert.equal(
      confusionMatrix.flat().reduce((sum, cell) => sum + cell, 0),
      3_000,
    );
  });

  it('names a file once in a line about it', () => {
    mkdirSync(join(folder, 'sub', 'dir.csv'), { recursive: true });
    const { err } = run('evaluate', 'sub/dir.csv');
    assert.deepEqual(err, ['imbalance-lens: sub/dir.csv is a folder, not a file. Not read.']);
    assert.deepEqual(run('inspect', 'nowhere').err, [
      'imbalance-lens: nowhere: cannot be read: there is no such file or folder.',
    ]);
  });
});
