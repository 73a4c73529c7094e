import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { readingKey } from '../../../../src/core/trainingRun.ts';
import type { Reading, Told, TrainingLog } from '../../../../src/core/trainingRun.ts';
import { decodeText, headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

/** What a fixture must give. A value is the text at its span, with ` @line` where it is not on the epoch's line. */
interface Expected {
  /** Metrics that the file writes in percent. */
  readonly percent: readonly string[];
  /** Metrics that the file writes as the share of wrong answers. */
  readonly complements?: readonly string[];
  /** Of the readings of the first epoch. */
  readonly tolerances: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  /** What the file says of its rows and classes, each with the text at its span; absent where that is not looked at. */
  readonly told?: readonly string[];
  readonly runs: readonly {
    readonly name?: string;
    readonly plannedEpochs?: number;
    readonly unnumbered?: true;
    readonly averagesExactly: boolean;
    readonly countsRows?: true;
    readonly epochs: readonly {
      readonly epoch: number;
      readonly line: number;
      readonly values: Readonly<Record<string, string>>;
    }[];
  }[];
}

interface Fixture {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: Expected;
}

const folder = new URL('../../../fixtures/logs/', import.meta.url);

function fixturesOf(format: Format): Fixture[] {
  const names = readdirSync(new URL(`${format.id}/`, folder)).filter(
    (name) => !name.endsWith('.expected.json'),
  );
  return names.map((name) => {
    const file = new URL(`${format.id}/${name}`, folder);
    const expected = JSON.parse(readFileSync(`${file.pathname}.expected.json`, 'utf8')) as Expected;
    return { name, bytes: readFileSync(file), expected };
  });
}

function read(format: Format<TrainingLog>, ...pieces: readonly Uint8Array[]): ReadResult<TrainingLog> {
  const reader = format.reader({ limits: defaultLimits.reading });
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}

function linesOf(bytes: Uint8Array): string[] {
  return decodeText(bytes).split(/\r\n|\r|\n/);
}

function textAt(lines: readonly string[], { span }: Reading): string {
  return lines[span.line]?.slice(span.start, span.end) ?? 'no such line';
}

/** `validation counts @1: cat 5, dog 7`, and the text at the span below it. */
function toldText(told: Told, lines: readonly string[]): string {
  const { line, start, end } = told.span;
  const text = lines[line]?.slice(start, end) ?? 'no such line';
  const content = {
    counts: (one: Told) =>
      one.kind === 'counts' ? [...one.counts].map((entry) => entry.join(' ')).join(', ') : '',
    rows: (one: Told) => (one.kind === 'rows' ? `${one.rows}${one.plain ? '' : ' or anything else'}` : ''),
    classes: (one: Told) => (one.kind === 'classes' ? `${one.classes}` : ''),
    fold: () => '',
    resampled: () => '',
  }[told.kind](told);
  const of = 'of' in told ? `${told.of} ` : '';
  return `${of}${told.kind} @${line}: ${content} <${text}>`;
}

function described(
  result: ReadResult<TrainingLog>,
  lines: readonly string[],
): Omit<Expected, 'percent' | 'complements' | 'told'> {
  const runs = result.document?.runs ?? [];
  const first = runs[0]?.epochs[0]?.readings ?? [];
  return {
    tolerances: Object.fromEntries(first.map((reading) => [readingKey(reading), reading.tolerance])),
    problems: result.problems.map(({ kind, line, message }) => `${kind} ${line ?? ''}: ${message}`),
    runs: runs.map(({ name, plannedEpochs, unnumbered, averagesExactly, countsRows, epochs }) => ({
      ...(name === undefined ? {} : { name }),
      ...(plannedEpochs === undefined ? {} : { plannedEpochs }),
      ...(unnumbered === undefined ? {} : { unnumbered }),
      averagesExactly,
      ...(countsRows === undefined ? {} : { countsRows }),
      epochs: epochs.map(({ epoch, line, readings }) => ({
        epoch,
        line,
        values: Object.fromEntries(
          readings.map((reading) => {
            const text = textAt(lines, reading);
            return [readingKey(reading), reading.span.line === line ? text : `${text} @${reading.span.line}`];
          }),
        ),
      })),
    })),
  };
}

function parsed(text: string): number | string {
  const value = Number(text.replace(',', '.'));
  return Number.isNaN(value) ? text.toLowerCase() : value;
}

/** The readings alone, without where they stand. */
function values(result: ReadResult<TrainingLog>): unknown {
  return result.document?.runs.map(({ name, plannedEpochs, epochs }) => ({
    name,
    plannedEpochs,
    epochs: epochs.map(({ epoch, readings }) => [
      epoch,
      readings.map((reading) => [readingKey(reading), reading.value, reading.tolerance]),
    ]),
  }));
}

for (const format of logsFormats) {
  describe(`logs: ${format.id}`, () => {
    const fixtures = fixturesOf(format);

    it('has fixtures', () => assert.ok(fixtures.length > 0));

    for (const { name, bytes, expected } of fixtures) {
      describe(name, () => {
        const lines = linesOf(bytes);

        it('is recognised, also by its first half', () => {
          assert.equal(recognise(headOf('some.txt', bytes, true)).format?.id, format.id);
          const half = headOf('some.txt', bytes.subarray(0, bytes.length / 2), false);
          assert.ok([undefined, format.id].includes(recognise(half).format?.id));
        });

        it('is read as expected', () => {
          const { percent, complements } = expected;
          const units = { percent, ...(complements === undefined ? {} : { complements }) };
          const result = read(format, bytes);
          const told = (result.document?.told ?? []).map((one) => toldText(one, lines));
          const said = expected.told === undefined ? {} : { told };
          assert.deepEqual({ ...units, ...said, ...described(result, lines) }, expected);
        });

        it('has each value at its span', () => {
          for (const run of read(format, bytes).document?.runs ?? []) {
            for (const reading of run.epochs.flatMap((epoch) => epoch.readings)) {
              const written = parsed(textAt(lines, reading));
              const divisor = expected.percent.includes(reading.metric) ? 100 : 1;
              const share = Number(written) / divisor;
              const value = expected.complements?.includes(reading.metric) === true ? 1 - share : share;
              if (typeof reading.value === 'number') assert.equal(reading.value, value);
              else assert.equal(reading.value.notFinite, written);
              assert.ok(reading.tolerance >= 0 && Number.isFinite(reading.tolerance));
            }
          }
        });

        it('gives the same however it is cut', () => {
          const whole = read(format, bytes);
          for (let at = 0; at <= bytes.length; at++) {
            assert.deepEqual(read(format, bytes.subarray(0, at), bytes.subarray(at)), whole, `cut at ${at}`);
          }
          const single = [...bytes].map((byte) => Uint8Array.of(byte));
          assert.deepEqual(read(format, ...single), whole);
        });

        it('reads every prefix, and its snapshot changes nothing', () => {
          const reader = format.reader({ limits: defaultLimits.reading });
          const kept: [ReadResult<TrainingLog>, string][] = [];
          for (let at = 0; at < bytes.length; at++) {
            reader.push(bytes.subarray(at, at + 1));
            const snapshot = reader.snapshot();
            if (at % 50 === 0) kept.push([snapshot, JSON.stringify(snapshot)]);
            const prefix = read(format, bytes.subarray(0, at + 1));
            for (const { document, problems } of [snapshot, prefix]) {
              assert.equal(
                document === undefined,
                problems.some(({ kind }) => kind === 'refused'),
              );
              assert.ok(document === undefined || document.runs.every((run) => run.epochs.length > 0));
            }
          }
          assert.deepEqual(reader.end(), read(format, bytes));
          for (const [snapshot, text] of kept) assert.equal(JSON.stringify(snapshot), text);
        });

        it('reads the same values with other line ends, a byte order mark or no last newline', () => {
          const text = decodeText(bytes);
          const expectedValues = values(read(format, bytes));
          const unix = text.replace(/\r\n/g, '\n');
          const variants = [
            unix,
            unix.replace(/(?<!\r)\n/g, '\r\n'),
            `\ufeff${text}`,
            text.replace(/[\r\n]+$/, ''),
          ];
          for (const variant of variants) {
            const variantBytes = Buffer.from(variant);
            const result = read(format, variantBytes);
            assert.deepEqual(values(result), expectedValues);
            for (const reading of result.document!.runs.flatMap((run) =>
              run.epochs.flatMap((e) => e.readings),
            )) {
              if (typeof reading.value !== 'number') continue;
              const written = Number(parsed(textAt(linesOf(variantBytes), reading)));
              assert.ok(
                [reading.value, reading.value * 100, 1 - reading.value].some(
                  (value) => Math.abs(value - written) < 1e-12,
                ),
              );
            }
          }
        });
      });
    }

    it('reads garbage without a throw', () => {
      const word = fc.constantFrom(
        ...[
          'epoch',
          ',',
          'loss',
          'val_loss',
          'accuracy',
          '\n',
          '\r',
          '"',
          '0',
          '1.5',
          'nan',
          '%',
          'Epoch 1/2',
          '\b',
        ],
        ...[
          ' - ',
          ': ',
          '3/3',
          ' 1s ',
          '\u001b[1m',
          '\u2501\u2501\u2501',
          'ETA: 1s',
          ';',
          '\t',
          '\ufeff',
          '\u0000',
          'NA',
        ],
      );
      const texts = fc.array(word, { maxLength: 60 }).map((words) => Buffer.from(words.join('')));
      const anything = fc.oneof(texts, fc.uint8Array({ maxLength: 200 }));
      fc.assert(
        fc.property(anything, fc.nat(), (bytes, cut) => {
          const at = cut % (bytes.length + 1);
          const head = format.recognise(headOf('x.log', bytes, true));
          assert.ok(head >= 0 && head <= 1);
          const whole = read(format, bytes);
          assert.deepEqual(read(format, bytes.subarray(0, at), bytes.subarray(at)), whole);
        }),
      );
    });
  });
}
