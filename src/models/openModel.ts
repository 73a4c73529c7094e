import type { Activation, ModelOptions } from '../protocol/model.ts';
import { chooseClasses } from './chooseClasses.ts';
import type { ModelRuntime, RunnableModel } from './model.ts';
import { readModelFile } from './modelFile.ts';
import type { Files } from './modelFile.ts';
import { readPreprocessing, resolvePreprocessing, shapeText } from './preprocessing.ts';
import type { Preprocessing, PreprocessingFile } from './preprocessing.ts';
import { checkActivation, NoProbabilities, probabilities } from './probabilities.ts';
import { readTopology } from './topology.ts';

/** Bytes of an image file; longer ones count as unreadable. */
const mostImage = 67_108_864;

/** Bytes of a file of names or numbers beside the model. */
const mostSmall = 1_048_576;

/** What running a model needs from the process it runs in. */
export interface ModelParts {
  readonly files: Files;
  /** Loads what runs models, on first need. Rejects with one line. */
  runtime(): Promise<ModelRuntime>;
  /** Class names by index from a `class_indices.json`. Throws with one line if it does not number the classes. */
  readClassIndices(bytes: Uint8Array): readonly string[];
}

/** What a host learns of a model that was opened. */
export interface ModelReport {
  /** In the order of the probabilities. */
  readonly classes: readonly string[];
  /** What was assumed, one line each. */
  readonly notes: readonly string[];
  /** The size that images are brought to, and whether anything said how. */
  readonly size: Pick<Preprocessing, 'height' | 'width' | 'interpolation'> & { readonly told: boolean };
}

/** The answers to one batch of images. */
export interface ImageScores {
  /** Probabilities, one row an image that could be read and one column a class, each row with a sum of one. */
  readonly scores: Float64Array;
  /** Positions of the images that could not be read. */
  readonly unread: readonly number[];
  /** Images whose size was not the model's. */
  readonly resized: number;
}

export interface OpenedModel {
  readonly report: ModelReport;
  /** Rejects with one line if the model's outputs are not probabilities. */
  predict(paths: readonly string[]): Promise<ImageScores>;
  tensorCount(): number;
}

/** Opens a model for images. Rejects with one line that names the path. */
export async function openModel(
  path: string,
  options: ModelOptions,
  parts: ModelParts,
): Promise<OpenedModel> {
  return named(path, async () => {
    const { folder, artifacts } = await readModelFile(path, parts.files);
    const topology = readTopology(artifacts.modelTopology);
    const preprocessingFile = await beside(parts, folder, 'preprocessing.json', (bytes) =>
      readPreprocessing(new TextDecoder().decode(bytes)),
    );
    const indices = await beside(parts, folder, 'class_indices.json', parts.readClassIndices);
    if (topology.keras3) {
      throw new Error(
        'Keras 3 saved it, in a form that TensorFlow.js does not read. Save it with Keras 2 (pip install tf_keras, TF_USE_LEGACY_KERAS=1) and convert that',
      );
    }
    const runtime = await unnamed(parts.runtime());
    const model = await built(runtime.load(artifacts));
    const columns = outputsOf(model);
    checkActivation(topology.lastActivation, columns, options.activation);
    const { preprocessing, notes } = resolvePreprocessing(inputOf(model), preprocessingFile ?? {}, {
      rescales: topology.layers.has('Rescaling'),
      ...(options.scale === undefined ? {} : { scale: options.scale }),
    });
    const named = chooseClasses(sourcesOf(options, preprocessingFile, indices), Math.max(2, columns));
    return {
      report: {
        classes: named.classes,
        notes: [...notes, ...named.notes],
        size: { ...preprocessing, told: preprocessingFile?.interpolation !== undefined },
      },
      predict: (paths) => answer({ model, columns, preprocessing }, paths, options.activation, parts.files),
      tensorCount: () => model.tensorCount(),
    };
  });
}

function sourcesOf(
  { classes, folders }: ModelOptions,
  file: PreprocessingFile | undefined,
  indices: readonly string[] | undefined,
) {
  return {
    folders,
    ...(classes === undefined ? {} : { asked: classes }),
    ...(file?.classes === undefined ? {} : { preprocessing: file.classes }),
    ...(indices === undefined ? {} : { indices }),
  };
}

interface Ready {
  readonly model: RunnableModel;
  readonly columns: number;
  readonly preprocessing: Preprocessing;
}

async function answer(
  { model, columns, preprocessing }: Ready,
  paths: readonly string[],
  activation: Activation | undefined,
  files: Files,
): Promise<ImageScores> {
  const images: Uint8Array[] = [];
  const read: number[] = [];
  for (const [index, path] of paths.entries()) {
    const bytes = await files.read(path, mostImage).catch(() => undefined);
    if (bytes === undefined) continue;
    images.push(bytes);
    read.push(index);
  }
  const { outputs, undecoded, resized } = model.predict(images, preprocessing);
  const bad = new Set(undecoded);
  const answered = read.filter((_, position) => !bad.has(position));
  const unread = [...paths.keys()].filter((index) => !answered.includes(index));
  try {
    return { scores: probabilities(outputs, columns, activation), unread, resized };
  } catch (error) {
    if (!(error instanceof NoProbabilities)) throw error;
    throw new Error(`${paths[answered[error.row]!]!}: ${error.message}.`, { cause: error });
  }
}

function inputOf({ inputs }: RunnableModel): readonly (number | undefined)[] {
  if (inputs.length !== 1) throw new Error(`it takes ${inputs.length} inputs; one image is needed`);
  return inputs[0]!;
}

/** Columns of the one output. */
function outputsOf({ outputs }: RunnableModel): number {
  if (outputs.length !== 1)
    throw new Error(`it gives ${outputs.length} outputs; one with a probability for each class is needed`);
  const [columns, ...more] = outputs[0]!;
  if (columns === undefined || columns < 1 || more.length > 0)
    throw new Error(
      `its output is ${shapeText(outputs[0]!)}; a row with a probability for each class is needed`,
    );
  return columns;
}

/** What a file beside the model says, if it is there. */
async function beside<T>(
  { files }: ModelParts,
  folder: string,
  name: string,
  read: (bytes: Uint8Array) => T,
): Promise<T | undefined> {
  const names = await files.list(folder === '' ? '.' : folder);
  if (names?.includes(name) !== true) return undefined;
  const bytes = await files.read(`${folder}${name}`, mostSmall);
  try {
    return read(bytes);
  } catch (error) {
    throw new Error(`${name}: ${reasonOf(error)}`, { cause: error });
  }
}

/** TensorFlow.js explains at length; its first sentence says what it is. */
async function built(loading: Promise<RunnableModel>): Promise<RunnableModel> {
  try {
    return await loading;
  } catch (error) {
    const [reason = ''] = reasonOf(error).split(/\n|\. |\.$/);
    const lambda = /Unknown layer: (\w+)/.exec(reason)?.[1];
    throw new Error(
      lambda === undefined
        ? `TensorFlow.js cannot build it: ${reason}`
        : `it has a layer that TensorFlow.js does not know (${lambda}), such as a Lambda layer or one of your own. Build the model without it, or write the predictions where it was trained`,
      { cause: error },
    );
  }
}

/** An error that is not about the path: its line stays as it is. */
class OwnLine extends Error {}

async function unnamed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new OwnLine(reasonOf(error), { cause: error });
  }
}

async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OwnLine) throw error;
    throw new Error(`${path}: ${reasonOf(error).replace(/\.$/, '')}.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
