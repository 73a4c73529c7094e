import { Worker } from 'node:worker_threads';

/** A forked process's side of the channel to the process that forked it. */
export interface ParentChannel<Received> {
  send(message: unknown): void;
  onMessage(listener: (message: Received) => void): void;
}

/**
 * The channel to the parent; this process ends with it. Throws in a process that was not forked.
 */
export function parentChannel<Received>(process: NodeJS.Process): ParentChannel<Received> {
  const send = process.send?.bind(process);
  if (send === undefined)
    throw new Error('The engine is started by the extension and by the command line only.');
  process.on('disconnect', () => process.exit(0));
  endWithParent(process.ppid);
  return {
    // A parent that is gone is noticed by `disconnect`; what could not be sent to it has no reader.
    send: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as Received));
    },
  };
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
