import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine } from '../../../src/engine/client.ts';
import type { Engine, EngineOptions, EngineSource } from '../../../src/engine/client.ts';
import { contextOf } from '../../support/engineContext.ts';

const hostile = resolve('test/support/engineHostile.ts');
const log = 'log\n' + '0.5\n'.repeat(100);

describe('the engine process and its client', () => {
  let folder: string;
  let engines: Engine[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'));
    chmodSync(folder, 0o755);
    engines = [];
  });

  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.dispose()));
    rmSync(folder, { recursive: true });
  });

  function engineOf(options: Partial<EngineOptions> = {}): Engine {
    const engine = createEngine({ modulePath: hostile, ...options });
    engines.push(engine);
    return engine;
  }

  function file(name: string, text: string): EngineSource & { path: string } {
    const path = join(folder, name);
    writeFileSync(path, text);
    return { kind: 'file', path };
  }

  const epochs = async (engine: Engine, paths?: string[]): Promise<number[]> =>
    (await engine.analyse(contextOf(), paths))!.runs.map((run) => run.epochs.length);

  /** The problems of opening a file, of which there must be one. */
  const lineOf = async (engine: Engine, path: string, source: EngineSource): Promise<string> => {
    const report = await engine.open(path, source);
    assert.equal(report?.problems.length, 1);
    assert.equal(report.step, 'failed');
    assert.equal(report.problems[0]!.message.includes('\n'), false);
    return report.problems[0]!.message;
  };

  /** The next file is read and what was open before is there again. */
  const goesOn = async (engine: Engine, before: string[]): Promise<void> => {
    assert.equal((await engine.open('next.log', file('next.log', log)))?.step, 'started');
    const analysis = await engine.analyse(contextOf(), ['next.log', ...before]);
    assert.deepEqual(
      analysis?.runs.map(({ id }) => id),
      [...before, 'next.log'].sort(),
    );
  };

  it('opens, follows and analyses files, and starts again where a file did not just grow', async () => {
    const engine = engineOf();
    const source = file('a.log', log);
    assert.equal((await engine.open('a.log', source))?.step, 'started');
    assert.equal((await engine.append('a.log'))?.step, 'unchanged');
    appendFileSync(source.path, '0.6\n');
    assert.equal((await engine.append('a.log'))?.step, 'appended');
    assert.deepEqual(await epochs(engine), [101]);
    truncateSync(source.path, 104);
    assert.equal((await engine.append('a.log'))?.step, 'truncated');
    writeFileSync(source.path, log.replaceAll('5', '7') + '0.8\n');
    assert.equal((await engine.append('a.log'))?.step, 'rewritten');
    renameSync(file('b.log', log.replaceAll('5', '9') + '0.8\n0.9\n').path, source.path);
    assert.equal((await engine.append('a.log'))?.step, 'replaced');
    assert.deepEqual(await epochs(engine), [102]);
    rmSync(source.path);
    assert.equal((await engine.append('a.log'))?.problems.length, 1);
    await engine.close('a.log');
    assert.deepEqual(await engine.analyse(contextOf()), { runs: [], files: [] });
  });

  it('answers a query, and says what it cannot answer', async () => {
    const engine = engineOf();
    await engine.open('p.csv', file('p.csv', 'table\n' + '0,1\n1,1\n'.repeat(50)));
    const query = { actual: 0, predicted: 1, offset: 0, limit: 1 };
    assert.deepEqual(await engine.query('p.csv', query), { total: 50, rows: [{ line: 1 }] });
    process.kill(engine.pid()!, 'SIGKILL');
    assert.equal((await engine.query('p.csv', query)).total, 50);
    await assert.rejects(engine.query('q.csv', query), /^Error: q\.csv is not open\.$/);
  });

  it('gives the same answer for bytes that the host reads as for a file', async () => {
    const engine = engineOf();
    let bytes = new TextEncoder().encode(log + '0.25\n'.repeat(250_000));
    const disk = file('a.log', '');
    const virtual: EngineSource = {
      kind: 'host',
      state: () => Promise.resolve({ size: bytes.length, version: String(bytes.length) }),
      read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)),
    };
    for (const more of ['', '0.75\n', '0.5']) {
      bytes = new Uint8Array(Buffer.concat([bytes, Buffer.from(more)]));
      writeFileSync(disk.path, bytes);
      const reports = [];
      for (const source of [disk, virtual]) {
        reports.push([await engine.open('a.log', source), await engine.analyse(contextOf())]);
      }
      assert.deepEqual(reports[0], reports[1]);
    }
    bytes = new Uint8Array(Buffer.concat([bytes, Buffer.from('1\n')]));
    assert.equal((await engine.append('a.log'))?.size, bytes.length);
    const failing: EngineSource = {
      ...virtual,
      read: () => Promise.reject(new Error('The server is away.')),
    };
    assert.equal(await lineOf(engine, 'a.log', failing), 'The server is away.');
  });

  it('starts again after a kill from outside and has every document again', async () => {
    const engine = engineOf();
    const source = file('a.log', log);
    await engine.open('a.log', source);
    await engine.open('b.log', file('b.log', log));
    const before = engine.pid()!;
    process.kill(before, 'SIGKILL');
    appendFileSync(source.path, '0.6\n');
    assert.deepEqual(await epochs(engine), [101, 100]);
    assert.notEqual(engine.pid(), before);
  });

  it('loses no other file when it is killed at any moment', async () => {
    let time = 0;
    const engine = engineOf({ now: () => (time += 60_000) });
    const paths = ['a.log', 'b.log', 'c.log'];
    for (const [index, path] of paths.entries()) {
      await engine.open(path, file(path, log + '0.25\n'.repeat(40_000 * index)));
    }
    for (let turns = 0; turns < 12; turns++) {
      const source = file(`x${turns}.log`, log);
      const opening = engine.open(`x${turns}.log`, source);
      for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
      const pid = engine.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      const report = await opening;
      assert.ok(report?.step === 'started' || report?.problems.length === 1);
      await engine.close(`x${turns}.log`);
      const analysis = await engine.analyse(contextOf(), paths);
      assert.deepEqual(
        analysis?.runs.map(({ epochs: kept, epochsLeftOut = 0 }) => kept.length + epochsLeftOut),
        [100, 40_100, 80_100],
      );
    }
  });

  const acts: [string, RegExp, Partial<EngineOptions>][] = [
    ['hang', /^x\.log took longer than 2 s and was stopped\./, { deadlineMs: 2000 }],
    ['grow', /^x\.log needs more than 64 MB of memory and was stopped\./, { memoryMb: 64 }],
    ['hoard', /^x\.log needs more memory than the engine may use \(64 MB\)\./, { memoryMb: 64 }],
    ['exit', /^x\.log ended the engine \(exit code 7\)\./, {}],
    ['abort', /^x\.log ended the engine \(SIGABRT\)\./, {}],
    ['reject', /^x\.log ended the engine \(exit code 1\)\./, {}],
  ];
  for (const [act, expected, options] of acts) {
    it(`survives a file whose reader would ${act}, and does not read it again until it changes`, async () => {
      const engine = engineOf(options);
      await engine.open('a.log', file('a.log', log));
      const source = file('x.log', `${act}\n`.padEnd(act === 'hoard' ? 2_000_000 : 0));
      let ticks = 0;
      const ticking = setInterval(() => ticks++, 1);
      assert.match(await lineOf(engine, 'x.log', source), expected);
      clearInterval(ticking);
      assert.ok(ticks > 0);
      await goesOn(engine, ['a.log']);
      const pid = engine.pid();
      assert.match((await engine.append('x.log'))!.problems[0]!.message, expected);
      assert.equal(engine.pid(), pid);
      const files = (await engine.analyse(contextOf()))!.files;
      assert.match(files.find(({ path }) => path === 'x.log')!.problems[0]!.message, expected);
      await engine.close('x.log');
      assert.match(await lineOf(engine, 'x.log', source), expected);
      assert.equal(engine.pid(), pid);
      writeFileSync(source.path, log);
      assert.equal((await engine.append('x.log'))?.step, 'started');
    });
  }

  it('keeps the last words of a process that ended', async () => {
    const engine = engineOf();
    await engine.open('x.log', file('x.log', 'reject\n'));
    assert.match(engine.stderr(), /a rejection that nobody handles/);
  });

  it('survives an analysis that hangs, and does not try it again until a file changes', async () => {
    const engine = engineOf({ deadlineMs: 2000 });
    const path = 'hangs the analysis.log';
    const source = file(path, log);
    await engine.open(path, source);
    const line = /^Error: The analysis of hangs the analysis\.log took longer than 2 s and was stopped\./;
    await assert.rejects(engine.analyse(contextOf()), line);
    await goesOn(engine, []);
    const pid = engine.pid();
    await assert.rejects(engine.analyse(contextOf(), [path]), line);
    assert.equal(engine.pid(), pid);
  });

  it('stays off after the fifth crash within three minutes, until it is reset', async () => {
    const engine = engineOf({ now: () => 0 });
    for (let crash = 1; crash <= 5; crash++) {
      const line = await lineOf(engine, `x${crash}.log`, file(`x${crash}.log`, 'exit\n'));
      assert.match(line, /ended the engine \(exit code 7\)/);
    }
    const off = /The engine ended five times within three minutes and stays off/;
    assert.match(await lineOf(engine, 'a.log', file('a.log', log)), off);
    await assert.rejects(engine.analyse(contextOf()), off);
    await assert.rejects(engine.ping(), off);
    engine.reset();
    assert.equal((await engine.append('a.log'))?.step, 'started');
  });

  it('publishes only the newest of several requests for one path or one set of paths', async () => {
    const engine = engineOf();
    const source = file('a.log', log);
    const opened = await Promise.all([1, 2, 3].map(() => engine.open('a.log', source)));
    assert.deepEqual(
      opened.map((report) => report?.step),
      [undefined, undefined, 'started'],
    );
    const analyses = await Promise.all([1, 2, 3].map(() => engine.analyse(contextOf())));
    assert.deepEqual(
      analyses.map((analysis) => analysis?.runs.length),
      [undefined, undefined, 1],
    );
  });

  it('says in one line what is no readable file, without waiting for it', async () => {
    // The administrator may read everything: then the engine runs as somebody else.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const engine = engineOf({ fork: (path, args, options) => fork(path, args, { ...options, ...nobody }) });
    const at = (name: string): EngineSource => ({ kind: 'file', path: join(folder, name) });
    mkdirSync(join(folder, 'folder.csv'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    symlinkSync('nowhere', join(folder, 'dangling.csv'));
    symlinkSync('loop.csv', join(folder, 'loop.csv'));
    file('empty.csv', '');
    chmodSync(file('secret.csv', log).path, 0);
    const expected = new Map([
      ['folder.csv', 'folder.csv is a folder, not a file. Not read.'],
      ['pipe.csv', 'pipe.csv is a named pipe, not a file. Not read.'],
      ['missing.csv', 'missing.csv does not exist (any more). Not read.'],
      ['dangling.csv', 'dangling.csv is a link to a file that does not exist. Not read.'],
      ['loop.csv', 'loop.csv is a link that leads back to itself. Not read.'],
      ['secret.csv', 'secret.csv may not be read by this user. Not read. Check its permissions.'],
      ['empty.csv', 'empty.csv is empty. There is nothing to read yet.'],
    ]);
    for (const [name, line] of expected) assert.equal(await lineOf(engine, name, at(name)), line);
    assert.match(
      await lineOf(engine, 'null', { kind: 'file', path: '/dev/null' }),
      /is a device, not a file/,
    );
    await goesOn(engine, []);
  });

  it('names the engine where it could not start', async () => {
    const engine = engineOf({ modulePath: join(folder, 'absent.js') });
    const line = await lineOf(engine, 'a.log', file('a.log', log));
    assert.equal(line, 'a.log was not read, because the engine did not start (exit code 1).');
    await assert.rejects(engine.ping(), /the engine did not start/);
  });

  it('answers what is pending when it is disposed, and nothing after', async () => {
    const engine = engineOf();
    await engine.ping();
    const pending = engine.open('x.log', file('x.log', 'hang\n'));
    const pid = engine.pid()!;
    setImmediate(() => void engine.dispose());
    assert.equal((await pending)?.problems[0]?.message, 'The engine was closed before it answered.');
    await engine.dispose();
    assert.equal(isRunning(pid), false);
    await assert.rejects(engine.ping(), /The engine was closed/);
  });

  for (const state of ['idle', 'in an endless loop']) {
    it(`ends with its parent when it is ${state}`, async () => {
      const source = file('x.log', state === 'idle' ? log : 'hang\n');
      const parent = fork(resolve('test/support/engineParent.ts'), [hostile, source.path], {
        execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      const pid = await new Promise<number>((found) =>
        parent.once('message', (message) => found(message as number)),
      );
      assert.equal(isRunning(pid), true);
      parent.kill('SIGKILL');
      while (isRunning(pid)) await new Promise((next) => setTimeout(next, 50));
    });
  }

  it('runs the real readers and the real analysis', async () => {
    const engine = engineOf({ modulePath: resolve('src/engine.ts') });
    const report = await engine.open('notes.txt', file('notes.txt', 'Nothing of ours.\n'));
    assert.deepEqual(report, { path: 'notes.txt', problems: [], step: 'started', size: 17 });
    assert.deepEqual(await engine.analyse(contextOf()), {
      runs: [],
      files: [{ path: 'notes.txt', problems: [] }],
    });
  });

  it('compares two files, and again after the process was killed from outside', async () => {
    const engine = engineOf({ modulePath: resolve('src/engine.ts') });
    const rows = (answers: string): string =>
      `y_true,y_pred\n${answers
        .split('')
        .map((answer, row) => `${row % 2 === 0 ? 'a' : 'b'},${answer}\n`)
        .join('')}`;
    await engine.open('a.csv', file('a.csv', rows('abababbbbbab')));
    await engine.open('b.csv', file('b.csv', rows('abababababab')));
    const { limits } = contextOf();
    const result = await engine.compare(['a.csv', 'b.csv'], limits);
    assert.ok(result.kind === 'compared');
    assert.deepEqual(result.right, { both: 10, onlyA: 0, onlyB: 2, neither: 0 });
    process.kill(engine.pid()!, 'SIGKILL');
    assert.deepEqual(await engine.compare(['a.csv', 'b.csv'], limits), result);
    await assert.rejects(engine.compare(['a.csv', 'c.csv'], limits), /^Error: c\.csv is not open\.$/);
    await engine.open('none.csv', { kind: 'file', path: join(folder, 'none.csv') });
    await assert.rejects(engine.compare(['a.csv', 'none.csv'], limits), /none\.csv/);
  });
});

/** True if the process exists and is no zombie, which stays until whoever adopted it looks. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\sZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
