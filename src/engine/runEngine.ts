import type { HostMessage } from '../protocol/engine.ts';
import { parentChannel } from './parentChannel.ts';
import type { EngineParts } from './parts.ts';
import { serve } from './server.ts';

/**
 * Runs the engine in this process, which was forked by `engine/client.ts`: it serves its parent and ends with it.
 * Its one argument is the megabytes of memory it may use. Anything uncaught ends it with its stack on stderr, which
 * the client keeps.
 */
export function runEngine(parts: Omit<EngineParts, 'exhausted'>, process: NodeJS.Process): void {
  const channel = parentChannel<HostMessage>(process);
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
  serve(channel, { ...parts, exhausted });
}
