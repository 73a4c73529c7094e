import { createEngine } from '../../src/engine/client.ts';

/** A host that tells its own parent the engine's id, opens a file, and then waits to be killed. */
const [modulePath, path] = process.argv.slice(2);
const engine = createEngine({ modulePath: modulePath!, deadlineMs: 600_000 });
await engine.ping();
void engine.open('x.log', { kind: 'file', path: path! });
process.send!(engine.pid());
