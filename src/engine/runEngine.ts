import { Worker } from 'node:worker_threads';
import type { HostMessage } from '../protocol/engine.ts';
import type { EngineParts } from './parts.ts';
import { serve } from './server.ts';

/**
 * Runs the engine in this process, which was forked by `engine/client.ts`: it serves its parent and ends with it.
 * Its one argument is the megabytes of memory it may use. Anything uncaught ends it with its stack on stderr, which
 * the client keeps.
 */
export function runEngine(parts: Omit<EngineParts, 'exhausted'>, process: NodeJS.Process): void {
  const send = process.send?.bind(process);
  if (send === undefined)
    throw new Error('The engine is started by the extension and by the command line only.');
  process.on('disconnect', () => process.exit(0));
  endWithParent(process.ppid);
  const memoryMb = Number(process.argv[2] ?? 512);
  const exhausted = (name: string): string | undefined => {
    const fits = (): boolean => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external < memoryMb * 1_048_576;
    };
    if (fits()) return undefined;
    // What an earlier file left behind counts until it is collected; the second call waits for the sweep of the first.
    globalThis.gc?.();
    globalThis.gc?.();
    if (fits()) return undefined;
    return `${name} needs more memory than the engine may use (${memoryMb} MB). Not read. Split the file.`;
  };
  const channel = {
    // A parent that is gone is noticed by `disconnect`; what could not be sent to it has no reader.
    send: (message: unknown) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener: (message: HostMessage) => void) => {
      process.on('message', (message) => listener(message as HostMessage));
    },
  };
  serve(channel, { ...parts, exhausted });
}

/**
 * A busy process hears no `disconnect`, so a thread looks for the parent once a second and ends the process without it:
 * a reader in an endless loop must not stay behind when the editor was killed.
 */
function endWithParent(parent: number): void {
  const watch = (pid: number): void => {
    setInterval(() => {
      if (process.ppid !== pid) process.kill(process.pid, 'SIGKILL');
      try {
        process.kill(pid, 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ESRCH') process.kill(process.pid, 'SIGKILL');
      }
    }, 1000);
  };
  const worker = new Worker(`(${watch.toString()})(${parent})`, { eval: true });
  worker.unref();
}
