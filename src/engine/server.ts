import { serialize } from 'node:v8';
import type { AnalysisContext } from '../analysis/context.ts';
import type { ReconcileQuestion } from '../analysis/reconcileTable.ts';
import type { Limits } from '../core/limits.ts';
import type { EngineMessage, EngineRequest, HostMessage, HostSourceState } from '../protocol/engine.ts';
import { messageOf } from './byteSource.ts';
import { fileSource } from './fileSource.ts';
import { hostSource } from './hostSource.ts';
import type { EngineParts } from './parts.ts';
import { createSession } from './session.ts';

/**
 * Serialized bytes of one message: the result for 1,000 classes, of which the matrix alone is 9 MB, must pass. Such a
 * one stalls the host that takes it in for 12 to 24 ms (measured), 40 MB for 21 to 132 ms.
 */
const messageBytes = 16_777_216;

/** The engine's side of the channel to its host. */
export interface Channel {
  send(message: EngineMessage): void;
  onMessage(listener: (message: HostMessage) => void): void;
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Answers every request on the channel from one session; a request that fails is answered with its one line. */
export function serve(channel: Channel, parts: EngineParts): void {
  const session = createSession(parts);
  const states = new Map<string, HostSourceState>();
  const asked = new Map<number, Waiting>();
  let reads = 0;

  const ask = (path: string, offset: number, length: number): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const id = ++reads;
      asked.set(id, { resolve, reject });
      channel.send({ kind: 'read', id, path, offset, length });
    });

  const sourceOf = (path: string, request: EngineRequest & { type: 'open' }) => {
    if (request.source.kind === 'file') return fileSource(request.source.path);
    states.set(path, request.source.state);
    return hostSource(
      path,
      () => states.get(path) ?? { size: 0, version: '' },
      (offset, length) => ask(path, offset, length),
    );
  };

  const analyse = async (
    id: number,
    context: AnalysisContext,
    paths?: readonly string[],
  ): Promise<unknown> => {
    const { runs, files } = await session.analyse(context, paths);
    for (const run of runs) channel.send({ kind: 'part', id, part: small(run, `The result for ${run.id}`) });
    return small({ files }, 'The list of files');
  };

  const answer = (id: number, request: EngineRequest): unknown => {
    switch (request.type) {
      case 'open':
        return session.open(request.path, sourceOf(request.path, request), request.options);
      case 'append':
        if (request.state !== undefined) states.set(request.path, request.state);
        return session.append(request.path);
      case 'cancel':
        return session.cancel(request.path);
      case 'close':
        states.delete(request.path);
        return session.close(request.path);
      case 'analyse':
        return analyse(id, request.context as AnalysisContext, request.paths);
      case 'query':
        return session.query(request.path, request.query);
      case 'curve':
        return session.curve(request.path, request.classIndex);
      case 'outline':
        return session.outline(request.path);
      case 'reconcile':
        return session.reconcile(request.path, request.question as ReconcileQuestion);
      case 'compare':
        return session.compare(request.paths, request.limits as Limits);
      case 'formats':
        return session.formats();
      case 'ping':
        return undefined;
    }
  };

  const reply = async (id: number, request: EngineRequest): Promise<void> => {
    channel.send({ kind: 'begun', id });
    try {
      channel.send({ kind: 'reply', id, result: small(await answer(id, request), 'The answer') });
    } catch (error) {
      channel.send({ kind: 'failed', id, message: messageOf(error) });
    }
  };

  channel.onMessage((message) => {
    if (message.kind === 'request') {
      void reply(message.id, message.request);
      return;
    }
    const waiting = asked.get(message.id);
    asked.delete(message.id);
    if (message.kind === 'bytes') waiting?.resolve(message.bytes);
    else waiting?.reject(new Error(message.message));
  });
  channel.send({ kind: 'ready' });
}

/** The result, if it is small enough not to stall the host. */
function small<T>(result: T, what: string): T {
  const bytes = serialize(result).length;
  if (bytes <= messageBytes) return result;
  const [has, may] = [bytes, messageBytes].map((count) => (count / 1_048_576).toFixed(1));
  throw new Error(
    `${what} is too large to show (${has} MB; ${may} MB at most). Ask for fewer files or rows.`,
  );
}
