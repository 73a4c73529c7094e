import { readdir } from 'node:fs/promises';
import { openModel } from '../models/openModel.ts';
import type { ModelParts, OpenedModel } from '../models/openModel.ts';
import type { Files } from '../models/modelFile.ts';
import type { HostMessage } from '../protocol/engine.ts';
import type { ModelRequest } from '../protocol/model.ts';
import { messageOf, nameOf } from './byteSource.ts';
import { fileSource } from './fileSource.ts';
import { parentChannel } from './parentChannel.ts';

/**
 * Runs a model in this process, which was forked by `engine/modelClient.ts`: a foreign model or image can end it, and not
 * its parent. Requests are answered one after the other.
 */
export function runModel(parts: Omit<ModelParts, 'files'>, process: NodeJS.Process): void {
  const channel = parentChannel<HostMessage<ModelRequest>>(process);
  let opened: OpenedModel | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const answer = async (request: ModelRequest): Promise<unknown> => {
    if (request.type === 'openModel') {
      opened = await openModel(request.path, request.options, { ...parts, files });
      return opened.report;
    }
    if (opened === undefined) throw new Error('No model is open.');
    return opened.predict(request.paths);
  };

  const reply = async (id: number, request: ModelRequest): Promise<void> => {
    channel.send({ kind: 'begun', id });
    try {
      channel.send({ kind: 'reply', id, result: await answer(request) });
    } catch (error) {
      channel.send({ kind: 'failed', id, message: messageOf(error) });
    }
  };

  channel.onMessage((message) => {
    if (message.kind === 'request') queue = queue.then(() => reply(message.id, message.request));
  });
  channel.send({ kind: 'ready' });
}

const files: Files = {
  list: async (path) => {
    try {
      return await readdir(path);
    } catch (error) {
      // What is no folder, or is not there at all, is told by reading it as a file.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOTDIR' || code === 'ENOENT') return undefined;
      throw new Error(`${nameOf(path)} may not be read (${String(code)}).`, { cause: error });
    }
  },
  read: async (path, most) => {
    const source = await fileSource(path).open();
    try {
      if (source.size > most)
        throw new Error(`${nameOf(path)} is longer than ${most.toLocaleString('en-US')} bytes. Not read.`);
      return await source.read(0, source.size);
    } finally {
      await source.close();
    }
  },
};
