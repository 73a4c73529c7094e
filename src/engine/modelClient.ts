import type { ImageScores, ModelReport } from '../models/openModel.ts';
import type { ModelOptions, ModelRequest } from '../protocol/model.ts';
import { childEnvironment } from './childEnvironment.ts';
import { EngineEnded, EngineProcess } from './engineProcess.ts';
import type { Ending } from './engineProcess.ts';

export type { ImageScores, ModelReport } from '../models/openModel.ts';

/** Reading a large model from a slow disk, and loading TensorFlow. */
const openMs = 120_000;

/** One batch of a large model on one slow core. */
const batchMs = 300_000;

/** Megabytes of JavaScript objects; tensors lie outside. */
const memoryMb = 2_048;

export interface ModelClientOptions {
  readonly modulePath: string;
  readonly execArgv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly batchMs?: number;
}

/** A process that runs one model. Its methods reject with one line. */
export interface ModelClient {
  open(path: string, options: ModelOptions): Promise<ModelReport>;
  /** The probabilities of one batch of images. */
  predict(paths: readonly string[]): Promise<ImageScores>;
  dispose(): Promise<void>;
}

/** Starts the process at once. */
export function createModelClient(options: ModelClientOptions): ModelClient {
  const process_ = new EngineProcess({
    modulePath: options.modulePath,
    execArgv: options.execArgv ?? [],
    // TensorFlow tells of the processor's instruction sets on every start.
    env: { TF_CPP_MIN_LOG_LEVEL: '2', ...childEnvironment(options.env ?? process.env) },
    memoryMb,
    readHost: () => Promise.reject(new Error('A model is read from files only.')),
  });
  const ask = async (request: ModelRequest, deadlineMs: number, subject: string): Promise<unknown> => {
    try {
      return (await process_.request(request, deadlineMs)).result;
    } catch (error) {
      if (!(error instanceof EngineEnded)) throw error;
      throw new Error(`${subject} ${howItEnded(error.ending)}`, { cause: error });
    }
  };
  return {
    open: async (path, modelOptions) =>
      (await ask({ type: 'openModel', path, options: modelOptions }, openMs, path)) as ModelReport,
    predict: async (paths) => {
      const subject = `Predicting the images from ${paths[0] ?? ''} to ${paths.at(-1) ?? ''}`;
      return (await ask(
        { type: 'predictImages', paths },
        options.batchMs ?? batchMs,
        subject,
      )) as ImageScores;
    },
    dispose: async () => {
      process_.stop({ kind: 'disposed' });
      await process_.ended;
    },
  };
}

function howItEnded(ending: Ending): string {
  switch (ending.kind) {
    case 'deadline':
      return `took longer than ${ending.seconds} s and was stopped.`;
    case 'memory':
      return 'needed more memory than there is and was stopped.';
    case 'ended':
      return `ended the process that runs the model (${ending.how}). A memory limit or a broken file does that.`;
    case 'notStarted':
      return `was not done, because the process that runs models did not start (${ending.how}).`;
    case 'disposed':
      return 'was not done, because the process that runs models was closed.';
  }
}
