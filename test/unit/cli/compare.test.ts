import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { textWidth } from '../../../src/report/textTable.ts';
import { complaints } from '../../support/complaints.ts';

const cli = resolve('src/cli.ts');

/** 60 rows of two classes; the file answers the rows whose number `misses` says wrong. */
function file(misses: (row: number) => boolean, order: readonly number[] = [...Array(60).keys()]): string {
  const rows = order.map((row) => {
    const actual = row % 3 === 0 ? 'spam' : 'mail';
    const other = actual === 'spam' ? 'mail' : 'spam';
    return `${row}.eml,${actual},${misses(row) ? other : actual}`;
  });
  return `id,y_true,y_pred\n${rows.join('\n')}\n`;
}

describe('imbalance-lens compare', function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-'));
    writeFileSync(
      join(folder, 'a.csv'),
      file((row) => row % 4 === 0),
    );
    writeFileSync(
      join(folder, 'b.csv'),
      file((row) => row % 20 === 0, [...Array(60).keys()].reverse()),
    );
    writeFileSync(
      join(folder, 'short.csv'),
      file(() => false, [...Array(50).keys()]),
    );
    writeFileSync(join(folder, 'train.log'), 'epoch,loss,accuracy\n0,1.5,0.3\n1,1.2,0.4\n2,1.1,0.5\n');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...words: string[]): { code: number | null; out: string; err: string[] } {
    const result = spawnSync(
      process.execPath,
      ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', cli, 'compare', ...words],
      { cwd: folder, encoding: 'utf8' },
    );
    return {
      code: result.status,
      out: result.stdout,
      err: complaints(result.stderr),
    };
  }

  it('pairs rows by their ids and says what came of it within 80 columns', () => {
    const { code, out, err } = run('a.csv', 'b.csv');
    assert.deepEqual([code, err], [0, []]);
    assert.match(
      out,
      /^A {2}a\.csv\nB {2}b\.csv\n\nB answers 12 more of 60 rows right than A \(0\.95 against 0\.75\)/,
    );
    assert.match(
      out,
      /Rows are paired by their ids; the true labels agree on all 60 rows\.\nNeither file has probabilities/,
    );
    assert.ok(out.split('\n').every((line) => textWidth(line) <= 80));
  });

  it('gives one JSON document, to a file when told', () => {
    const { code, out } = run('a.csv', 'b.csv', '--json', '--output', 'out.json', '--positive', 'spam');
    assert.deepEqual([code, out], [0, '']);
    const document = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual(
      [document['schema'], document['a'], document['b'], document['rows'], document['positiveClass']],
      [1, 'a.csv', 'b.csv', 60, 'spam'],
    );
    assert.deepEqual(document['right'], { both: 45, onlyA: 0, onlyB: 12, neither: 3 });
  });

  it('refuses in one line and with exit code 2 what it cannot compare', () => {
    const cases: readonly [words: string[], line: RegExp][] = [
      [['a.csv', 'short.csv'], /A a\.csv, B short\.csv: Not compared: 10 ids are only in A and 0 only in B/],
      [['a.csv', 'train.log'], /train\.log: this is a training log/],
      [['a.csv', 'none.csv'], /none\.csv/],
      [['a.csv'], /compare needs two prediction files of the same rows/],
      [['a.csv', 'b.csv', '--fail-on', 'error'], /--fail-on belongs to evaluate and inspect, not to compare/],
      [['a.csv', 'b.csv', '--columns', 'actual=truth'], /a\.csv: Has no column named "truth"/],
    ];
    for (const [words, line] of cases) {
      const { code, out, err } = run(...words);
      assert.deepEqual([code, out, err.length], [2, '', 1], words.join(' '));
      assert.match(err[0]!, line);
    }
  });
});
