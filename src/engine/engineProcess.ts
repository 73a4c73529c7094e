import { fork } from 'node:child_process';
import type { ChildProcess, ForkOptions } from 'node:child_process';
import type { EngineMessage, EngineRequest, HostMessage } from '../protocol/engine.ts';
import type { ModelRequest } from '../protocol/model.ts';
import { messageOf } from './byteSource.ts';

/** Time for the process to start: 33 to 71 ms are usual, the rest is for a machine that is busy training. */
const startMs = 30_000;

/** Characters of stderr that are kept: the end of a stack or of V8's last words. */
const stderrCharacters = 16_384;

export interface EngineProcessOptions {
  readonly modulePath: string;
  readonly execArgv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly memoryMb: number;
  readonly fork?: (modulePath: string, args: string[], options: ForkOptions) => ChildProcess;
  /** Bytes of the host source that was opened for the path. */
  readonly readHost: (path: string, offset: number, length: number) => Promise<Uint8Array>;
}

/** Why a process ended: it was stopped at a deadline, it was not needed any more, or it ended by itself. */
export type Ending =
  | { readonly kind: 'deadline'; readonly seconds: number }
  | { readonly kind: 'disposed' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'notStarted'; readonly how: string }
  | { readonly kind: 'ended'; readonly how: string };

/** The process ended before it answered. */
export class EngineEnded extends Error {
  readonly ending: Ending;
  /** True if the process had ended by itself before it took the request up: asking again is right. */
  readonly before: boolean;

  constructor(ending: Ending, begun: boolean) {
    super(`the engine ended: ${ending.kind}`);
    this.ending = ending;
    this.before = !begun && ending.kind === 'ended';
  }
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly parts: unknown[];
  readonly timer: NodeJS.Timeout;
  begun: boolean;
}

export interface Answer {
  readonly result: unknown;
  readonly parts: readonly unknown[];
}

/** One engine process: it starts at once, answers requests by their id and ends once. */
export class EngineProcess {
  /** Settles with the reason once the process has ended. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  readonly #readHost: EngineProcessOptions['readHost'];
  #requests = 0;
  #stderr = '';
  #started = false;
  #ending: Ending | undefined;

  constructor(options: EngineProcessOptions) {
    const { modulePath, execArgv, env, memoryMb } = options;
    this.#readHost = options.readHost;
    this.#child = (options.fork ?? fork)(modulePath, [String(memoryMb)], {
      serialization: 'advanced',
      execArgv: [...execArgv, `--max-old-space-size=${memoryMb}`, '--expose-gc'],
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrCharacters);
    });
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => resolve(this.#end(how));
      // `close` comes after the last of stderr was read, where V8 says that memory ran out.
      this.#child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
      this.#child.on('error', (error) => end(error.message));
    });
    this.#ready = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.stop({ kind: 'notStarted', how: 'no sign of life' }), startMs);
      this.#child.on('message', (message: EngineMessage) => {
        if (message.kind !== 'ready') return this.#receive(message);
        clearTimeout(timer);
        this.#started = true;
        resolve();
      });
      void this.ended.then((ending) => {
        clearTimeout(timer);
        reject(new EngineEnded(ending, false));
      });
    });
    this.#ready.catch(() => undefined);
  }

  get alive(): boolean {
    return this.#ending === undefined;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The last of what the process wrote to stderr. */
  get stderr(): string {
    return this.#stderr;
  }

  /** The answer to a request; the process is stopped if it takes longer than `deadlineMs` from its readiness on. */
  async request(request: EngineRequest | ModelRequest, deadlineMs: number): Promise<Answer> {
    await this.#ready;
    if (this.#ending !== undefined) throw new EngineEnded(this.#ending, false);
    const id = ++this.#requests;
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(
        () => this.stop({ kind: 'deadline', seconds: Math.round(deadlineMs / 100) / 10 }),
        deadlineMs,
      );
      const parts: unknown[] = [];
      this.#pending.set(id, {
        resolve: (result) => resolve({ result, parts }),
        reject,
        parts,
        timer,
        begun: false,
      });
      this.#send({ kind: 'request', id, request });
    });
  }

  /** Ends the process at once, whatever it is doing. */
  stop(ending: Ending): void {
    this.#ending ??= ending;
    this.#child.kill('SIGKILL');
    // A process that waits for a dead network drive may not end even so; nobody waits for it.
    this.#settle(this.#ending);
  }

  #receive(message: Exclude<EngineMessage, { kind: 'ready' }>): void {
    if (message.kind === 'read') {
      void this.#lend(message);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (message.kind === 'begun') {
      if (pending !== undefined) pending.begun = true;
      return;
    }
    if (message.kind === 'part') {
      pending?.parts.push(message.part);
      return;
    }
    this.#pending.delete(message.id);
    clearTimeout(pending?.timer);
    if (message.kind === 'reply') pending?.resolve(message.result);
    else pending?.reject(new Error(message.message));
  }

  async #lend({ id, path, offset, length }: Extract<EngineMessage, { kind: 'read' }>): Promise<void> {
    try {
      this.#send({ kind: 'bytes', id, bytes: await this.#readHost(path, offset, length) });
    } catch (error) {
      this.#send({
        kind: 'bytesFailed',
        id,
        message: messageOf(error),
      });
    }
  }

  #send(message: HostMessage<EngineRequest | ModelRequest>): void {
    // A process that is gone says so by `close`, which settles everything that waits for it.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #end(how: string): Ending {
    this.#ending ??= !this.#started
      ? { kind: 'notStarted', how }
      : /out of memory/i.test(this.#stderr)
        ? { kind: 'memory' }
        : { kind: 'ended', how };
    this.#settle(this.#ending);
    return this.#ending;
  }

  #settle(ending: Ending): void {
    for (const { reject, timer, begun } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new EngineEnded(ending, begun));
    }
    this.#pending.clear();
  }
}
