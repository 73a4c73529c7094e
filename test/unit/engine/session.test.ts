import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { analyse } from '../../../src/analysis/analyse.ts';
import { joinArrays } from '../../../src/analysis/joinArrays.ts';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { createSession } from '../../../src/engine/session.ts';
import { contextOf } from '../../support/engineContext.ts';
import { testFormats, testHeadBytes, testParts } from '../../support/engineFormats.ts';
import { MemorySource } from '../../support/engineMemorySource.ts';

const longLog = (epochs: number): string =>
  'log\n' + Array.from({ length: epochs }, (_, epoch) => `0.${100_000 + epoch}\n`).join('');

function sourceOf(text: string): MemorySource {
  const source = new MemorySource();
  source.text = text;
  return source;
}

function epochsOf(analysis: Analysis): number[] {
  return analysis.runs.flatMap(({ epochs }) => epochs.map(({ readings }) => readings[0]!.value as number));
}

describe('a session', () => {
  it('reads only what a log gained, once its format can no longer change', async () => {
    const session = createSession(testParts());
    const source = sourceOf(longLog(100));
    assert.equal((await session.open('a.log', source, {}))?.step, 'started');
    const { bytesRead } = source;
    source.text = longLog(101);
    const report = await session.append('a.log');
    assert.equal(report?.step, 'appended');
    assert.equal(report.format, 'testLog');
    assert.equal(report.role, 'log');
    assert.equal(source.bytesRead - bytesRead, source.bytes.length - bytesRead + Math.min(4096, bytesRead));
    assert.equal(epochsOf(await session.analyse(contextOf(['a.log']))).length, 101);
  });

  it('recognises a file again as long as it is shorter than the head', async () => {
    const session = createSession(testParts());
    const source = sourceOf('lo');
    assert.equal((await session.open('a.log', source, {}))?.format, undefined);
    source.text = 'log\n0.5\n';
    assert.equal((await session.append('a.log'))?.format, 'testLog');
    source.text = 'x'.repeat(testHeadBytes + 1);
    assert.equal((await session.append('a.log'))?.format, undefined);
    source.text = 'x'.repeat(2 * testHeadBytes);
    assert.equal((await session.append('a.log'))?.step, 'unchanged');
  });

  it('takes a log whose first epoch comes late for one, and reads on from there', async () => {
    const session = createSession({ openReader, join: joinArrays, analyse });
    const preamble = 'conv2d (Conv2D)   (None, 32, 32)   896\n'.repeat(4_000);
    const epochs = (last: number): string =>
      Array.from(
        { length: last },
        (_, epoch) => `Epoch ${epoch}: loss=1.5 val_acc=0.${10_000 + epoch}\n`,
      ).join('');
    const source = sourceOf(preamble);
    assert.equal((await session.open('train.log', source, {}))?.format, undefined);
    source.text = preamble + epochs(2);
    assert.equal((await session.append('train.log'))?.format, 'epochText');
    source.text = preamble + epochs(5_000);
    await session.append('train.log');
    const { bytesRead } = source;
    source.text = preamble + epochs(5_001);
    assert.equal((await session.append('train.log'))?.step, 'appended');
    assert.ok(source.bytesRead - bytesRead < 5_000);
    const [run] = (await session.analyse(contextOf())).runs;
    assert.equal(run!.epochs.length + (run!.epochsLeftOut ?? 0), 5_001);
  });

  it('reads of a text that is no log only as much as tells that', async () => {
    const session = createSession({ openReader, join: joinArrays, analyse });
    const source = sourceOf('nothing to be seen here\n'.repeat(100_000));
    assert.equal((await session.open('notes.txt', source, {}))?.format, undefined);
    assert.ok(source.bytesRead < 450_000);
    source.text = new TextDecoder().decode(source.bytes) + 'Epoch 1: loss=1 val_acc=0.5\n';
    assert.equal((await session.append('notes.txt'))?.step, 'unchanged');
  });

  it('takes the last line of a log only when the log is not live, and goes on after that', async () => {
    const session = createSession(testParts());
    const source = sourceOf(longLog(20) + '0.7');
    await session.open('a.log', source, {});
    const live = async () => epochsOf(await session.analyse(contextOf(['a.log']))).length;
    const over = async () => epochsOf(await session.analyse(contextOf())).length;
    assert.equal(await live(), 20);
    assert.equal(await over(), 21);
    assert.equal(await live(), 20);
    source.text = longLog(20) + '0.75\n0.8\n';
    await session.append('a.log');
    assert.deepEqual(epochsOf(await session.analyse(contextOf(['a.log']))).slice(20), [0.75, 0.8]);
  });

  it('gives the state of a fresh session after any changes of the file', async () => {
    const texts = fc.array(
      fc.record({
        act: fc.constantFrom('grow' as const, 'cut' as const, 'again' as const),
        epochs: fc.integer({ min: 0, max: 30 }),
        live: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (changes) => {
        const source = sourceOf(longLog(3));
        const session = createSession(testParts());
        await session.open('a.log', source, {});
        for (const [index, { act, epochs, live }] of changes.entries()) {
          const text = new TextDecoder().decode(source.bytes);
          if (act === 'grow')
            source.text = text + `0.${index + 1}\n`.repeat(epochs) + (epochs % 3 ? '0.9' : '');
          if (act === 'cut') source.text = text.slice(0, epochs * 9);
          if (act === 'again') source.text = longLog(epochs).replaceAll('0.1', `0.${index + 2}`);
          await session.append('a.log');
          const context = contextOf(live ? ['a.log'] : []);
          const fresh = createSession(testParts());
          await fresh.open('a.log', source, {});
          assert.deepEqual(await session.analyse(context), await fresh.analyse(context));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says of a real log that grows what it says of the log as a whole', async () => {
    const parts = { openReader, join: joinArrays, analyse };
    const bytes = readFileSync('test/fixtures/workspace/training.log');
    const whole = createSession(parts);
    const source = new MemorySource();
    source.bytes = new Uint8Array(bytes);
    const { format } = (await whole.open('training.log', source, {}))!;
    const session = createSession(parts);
    // A declared format is settled from the first byte on, so that everything is read once only.
    source.bytes = new Uint8Array(0);
    await session.open('training.log', source, { format: format! });
    const steps = new Set<string | undefined>();
    for (let size = 97; size < bytes.length + 97; size += 97) {
      source.bytes = new Uint8Array(bytes.subarray(0, size));
      source.modified++;
      steps.add((await session.append('training.log'))?.step);
    }
    assert.deepEqual(steps, new Set(['started', 'appended']));
    const analysis = await session.analyse(contextOf());
    assert.ok(analysis.runs.length > 0);
    assert.deepEqual(analysis, await whole.analyse(contextOf()));
  });

  it('lets a newer request for a path take over, which goes on where the older one was', async () => {
    const session = createSession(testParts());
    const source = sourceOf(longLog(400_000));
    const older = session.open('a.log', source, {});
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const newer = session.append('a.log');
    assert.equal(await older, undefined);
    assert.equal((await newer)?.size, source.bytes.length);
    assert.ok(source.bytesRead < 2 * source.bytes.length);
    assert.equal(source.opened, source.closed);
    const analysis = await session.analyse(contextOf());
    assert.equal(analysis.runs[0]!.epochs.length + analysis.runs[0]!.epochsLeftOut!, 400_000);
  });

  it('stops reading when told to, and drops what is closed', async () => {
    const session = createSession(testParts());
    const first = session.open('a.log', sourceOf(longLog(400_000)), {});
    session.cancel('a.log');
    assert.equal(await first, undefined);
    const second = session.open('a.log', sourceOf(longLog(3)), {});
    session.close('a.log');
    assert.equal(await second, undefined);
    assert.deepEqual(await session.analyse(contextOf()), { runs: [], files: [] });
    await assert.rejects(session.append('a.log'), /a\.log is not open\./);
  });

  it('reads a table again from its start when it grew, and gives the rows of a cell', async () => {
    const session = createSession(testParts());
    const source = sourceOf('table\n' + '0,1\n1,1\n'.repeat(50));
    await session.open('p.csv', source, {});
    const query = { actual: 0, predicted: 1, offset: 2, limit: 3 };
    assert.deepEqual(await session.query('p.csv', query), {
      total: 50,
      rows: [5, 7, 9].map((line) => ({ line })),
    });
    source.text = new TextDecoder().decode(source.bytes) + '0,1\n';
    await session.append('p.csv');
    assert.equal((await session.query('p.csv', query)).total, 51);
    await session.open('a.log', sourceOf(longLog(3)), {});
    await assert.rejects(session.query('a.log', query), /a\.log holds no predictions\./);
  });

  it('answers about a table that is being read again when it is read', async () => {
    const session = createSession(testParts());
    const source = sourceOf('table\n' + '0,1\n1,1\n'.repeat(100_000));
    await session.open('p.csv', source, {});
    source.text = new TextDecoder().decode(source.bytes) + '0,1\n';
    const reading = session.append('p.csv');
    const query = { actual: 0, predicted: 1, offset: 0, limit: 1 };
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    assert.equal((await session.query('p.csv', query)).total, 100_001);
    await reading;
    assert.equal((await session.query('p.csv', query)).total, 100_001);
  });

  it('gives the precision-recall curve of a class, and says of which file and class it cannot', async () => {
    const session = createSession({ openReader, join: joinArrays, analyse });
    const rows = ['a,a,0.8,0.2', 'b,a,0.6,0.4', 'b,b,0.1,0.9', 'a,a,0.7,0.3'].join('\n');
    await session.open('p.csv', sourceOf(`y_true,y_pred,prob_a,prob_b\n${rows}\n`), {});
    assert.deepEqual(await session.curve('p.csv', 1), {
      thresholds: Float64Array.from([0.9, 0.4, 0.3, 0.2]),
      precision: Float64Array.from([1, 1, 2 / 3, 0.5]),
      recall: Float64Array.from([0.5, 1, 1, 1]),
      points: 4,
    });
    await assert.rejects(session.curve('p.csv', 2), /p\.csv has no such class\./);
    await session.open('labels.csv', sourceOf('y_true,y_pred\na,b\nb,b\na,a\n'), {});
    assert.equal(await session.curve('labels.csv', 0), undefined);
    await assert.rejects(session.curve('other.csv', 0), /other\.csv is not open\./);
  });

  it('compares two tables without giving them away, and says of which file it cannot', async () => {
    const session = createSession({ openReader, join: joinArrays, analyse });
    const rows = (answer: (row: number) => string): string =>
      'id,y_true,y_pred\n' +
      Array.from({ length: 40 }, (_, row) => `${row},${row % 2 ? 'a' : 'b'},${answer(row)}\n`).join('');
    await session.open('a.csv', sourceOf(rows((row) => (row % 4 === 0 ? 'a' : 'b'))), {});
    const b = sourceOf(rows((row) => (row % 2 ? 'a' : 'b')));
    await session.open('b.csv', b, {});
    const result = await session.compare(['a.csv', 'b.csv'], defaultLimits);
    assert.ok(result.kind === 'compared');
    assert.deepEqual(result.right, { both: 10, onlyA: 0, onlyB: 30, neither: 0 });
    b.text = rows(() => 'a').replace('39,a', '39,b');
    await session.append('b.csv');
    const other = await session.compare(['a.csv', 'b.csv'], defaultLimits);
    assert.equal(other.kind === 'refused' ? other.because : other.right?.onlyB, 'otherTruth');
    await session.open('train.log', sourceOf('epoch,loss,accuracy\n0,1.5,0.3\n1,1.2,0.4\n'), {});
    await assert.rejects(
      session.compare(['a.csv', 'train.log'], defaultLimits),
      /train\.log holds no predictions/,
    );
    await assert.rejects(session.compare(['a.csv', 'none.csv'], defaultLimits), /none\.csv is not open/);
  });

  it('reads no further than can matter', async () => {
    for (const format of testFormats) {
      const reader = (...own: Parameters<typeof format.reader>) => ({
        ...format.reader(...own),
        full: () => true,
      });
      const session = createSession(testParts([{ ...format, reader }]));
      const source = sourceOf(`${format.kind === 'log' ? 'log' : 'table'}\n${'0,1\n'.repeat(200_000)}`);
      assert.equal((await session.open('x', source, {}))?.step, 'started');
      assert.ok(source.bytesRead < source.bytes.length / 2, format.id);
      source.text = new TextDecoder().decode(source.bytes) + '0,1\n';
      assert.equal((await session.append('x'))?.step, 'unchanged', format.id);
      source.modified++;
      assert.equal((await session.append('x'))?.step, 'rewritten', format.id);
      source.text = `${format.kind === 'log' ? 'log' : 'table'}\n0,1\n`;
      assert.equal((await session.append('x'))?.step, 'truncated', format.id);
    }
  });

  it('analyses chosen documents in an order of their own', async () => {
    const session = createSession(testParts());
    for (const path of ['c.log', 'a.log', 'b.log']) await session.open(path, sourceOf(longLog(3)), {});
    const paths = async (chosen?: string[]) =>
      (await session.analyse(contextOf(), chosen)).files.map(({ path }) => path);
    assert.deepEqual(await paths(), ['a.log', 'b.log', 'c.log']);
    assert.deepEqual(await paths(['c.log', 'a.log', 'c.log']), ['a.log', 'c.log']);
  });

  it('says in one line what it cannot read: an empty source, one that fails, a reader that throws, want of memory', async () => {
    const failing = new MemorySource();
    failing.open = () => Promise.reject(new Error('x.log is away. Not read.'));
    const broken = { ...testFormats[0]!, reader: () => ({ push: () => assert.fail('oh') }) as never };
    const lines = async (source: MemorySource, parts = testParts()) => {
      const session = createSession(parts);
      const report = await session.open('runs/x.log', source, {});
      assert.equal(report?.step, 'failed');
      assert.deepEqual((await session.analyse(contextOf())).files, [
        { path: 'runs/x.log', problems: report.problems },
      ]);
      return report.problems.map(({ kind, message }) => `${kind}: ${message}`);
    };
    assert.deepEqual(await lines(sourceOf('')), ['refused: x.log is empty. There is nothing to read yet.']);
    assert.deepEqual(await lines(failing), ['refused: x.log is away. Not read.']);
    assert.match((await lines(sourceOf(longLog(3)), testParts([broken])))[0]!, /its reader failed \(oh\)/);
    const exhausted = (name: string) => `${name} needs too much.`;
    assert.deepEqual(await lines(sourceOf(longLog(3)), { ...testParts(), exhausted }), [
      'refused: x.log needs too much.',
    ]);
  });
});
