import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { csvScanner } from '../../../src/formats/csvScanner.ts';
import type { CsvFault, Delimiter } from '../../../src/formats/csvScanner.ts';

interface Scanned {
  readonly rows: string[][];
  readonly lines: number[];
  readonly openQuote: number | undefined;
  readonly fault: CsvFault | undefined;
}

const roomy = { cellBytes: 1_000, columns: 100 };

function scan(text: string, delimiter: Delimiter = ',', limits = roomy, pieceBytes = Infinity): Scanned {
  const rows: string[][] = [];
  const lines: number[] = [];
  let cells: string[] = [];
  const scanner = csvScanner(delimiter, limits, {
    cell: (column, bytes, start, end) => {
      assert.equal(column, cells.length);
      cells.push(Buffer.from(bytes.subarray(start, end)).toString('utf8'));
    },
    row: (count, line) => {
      assert.equal(count, cells.length);
      rows.push(cells);
      lines.push(line);
      cells = [];
      return true;
    },
  });
  const bytes = Buffer.from(text, 'utf8');
  const step = Math.min(pieceBytes, Math.max(1, bytes.length));
  for (let at = 0; at < bytes.length; at += step) scanner.push(bytes.subarray(at, at + step));
  const { openQuote } = scanner.end();
  return { rows, lines, openQuote, fault: scanner.fault() };
}

describe('csvScanner', () => {
  it("reads what Python's csv module reads", () => {
    const file = new URL('../../reference/csvCases.json', import.meta.url);
    const cases = JSON.parse(readFileSync(file, 'utf8')) as {
      delimiter: Delimiter;
      text: string;
      rows: string[][];
      openQuote: boolean;
    }[];
    assert.ok(cases.length > 1_000);
    for (const { delimiter, text, rows, openQuote } of cases) {
      const got = scan(text, delimiter);
      assert.deepEqual(got.rows, rows, JSON.stringify(text));
      assert.equal(got.openQuote !== undefined, openQuote, JSON.stringify(text));
    }
  });

  it('gives the same for any cut', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', ' ', '😀'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom<Delimiter>(',', 'space'),
        (own, size, delimiter) => {
          assert.deepEqual(scan(own, delimiter, roomy, size), scan(own, delimiter));
        },
      ),
    );
  });

  it('reads back any table that is written with quotes', () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ''));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = rows
          .map((row) => row.map((own) => `"${own.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        assert.deepEqual(scan(text).rows, rows);
      }),
    );
  });

  it('counts lines as VS Code does', () => {
    const { rows, lines } = scan('a\r\nb\r\rc\n"d\r\ne\rf\ng"\nh');
    assert.deepEqual(rows.flat(), ['a', 'b', 'c', 'd\r\ne\rf\ng', 'h']);
    assert.deepEqual(lines, [0, 1, 3, 4, 8]);
  });

  it('takes any run of blanks as one separator', () => {
    assert.deepEqual(scan('  "a b"  c\n\n   \n d   e  \n', 'space').rows, [
      ['a b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('stops at a cell that is too long and names the line of its quote', () => {
    const text = `a,b\nc,"${'x\n'.repeat(20)}`;
    for (const size of [1, 7, Infinity]) {
      const { rows, fault } = scan(text, ',', { cellBytes: 30, columns: 9 }, size);
      assert.deepEqual(rows, [['a', 'b']]);
      assert.deepEqual(fault, { kind: 'cellTooLong', line: 1 });
    }
  });

  it('stops at a row with too many columns', () => {
    assert.deepEqual(scan('a,b\nc,d,e\n', ',', { cellBytes: 9, columns: 2 }).fault, {
      kind: 'tooManyColumns',
      line: 1,
    });
  });

  it('names the line where an open quote began', () => {
    const { rows, openQuote } = scan('a\n\nb,"c\nd\n');
    assert.deepEqual(rows, [['a']]);
    assert.equal(openQuote, 2);
  });
});
