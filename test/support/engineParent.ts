import { createEngine } from '../../src/engine/client.ts';

/** A host that opens a file, tells its own parent the engine's id once the file is read or hangs, and is killed then. */
const [modulePath, path] = process.argv.slice(2);
const engine = createEngine({ modulePath: modulePath!, deadlineMs: 600_000 });
const done = new AbortController();
void engine.open('x.log', { kind: 'file', path: path! }).then(() => done.abort());
while (!done.signal.aborted && !engine.stderr().includes('hanging'))
  await new Promise((next) => setTimeout(next, 20));
process.send!(engine.pid());
