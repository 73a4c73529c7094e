import util from 'node:util';
import type { LayersModel, Tensor, TensorflowNode } from '@tensorflow/tfjs-node';
import { imageSize } from './imageSize.ts';
import type { BatchOutputs, ModelRuntime, RunnableModel } from './model.ts';
import type { Preprocessing } from './preprocessing.ts';

/** Pixels of one image: TensorFlow takes 12 bytes for each of three channels, so that this is 1.2 GB. */
const mostPixels = 100_000_000;

const version = '4.22.0';

/**
 * TensorFlow, loaded on the first call (about 1.3 s). Rejects with one line that says what to do where the optional
 * package or its native part is missing.
 */
export async function loadTensorflow(): Promise<ModelRuntime> {
  restoreRemovedFunctions();
  let tensorflow: TensorflowNode;
  try {
    ({ default: tensorflow } = await import('@tensorflow/tfjs-node'));
  } catch (error) {
    throw new Error(missingLine(error), { cause: error });
  }
  return {
    load: async (artifacts) => {
      const model = await tensorflow.loadLayersModel({ load: () => Promise.resolve(artifacts) });
      return runnable(tensorflow, model);
    },
  };
}

/** The one line about a package that does not load. */
export function missingLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const absent =
    (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') &&
    /(?:package|module) '@tensorflow\/tfjs-node'/.test(text);
  if (absent) {
    return `Running a model needs TensorFlow, and @tensorflow/tfjs-node is not installed here (optional): npm install @tensorflow/tfjs-node@${version}, or write the predictions where the model was trained.`;
  }
  const reason = text.split('\n')[0]!.replace(/[.\s]+$/, '');
  return `Running a model needs TensorFlow, and @tensorflow/tfjs-node does not load (${reason}): npm rebuild @tensorflow/tfjs-node fetches its native part, or write the predictions where the model was trained.`;
}

/** Node 23 removed a function that the package calls in nearly every operation, and warns of another. */
function restoreRemovedFunctions(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}

function runnable(tensorflow: TensorflowNode, model: LayersModel): RunnableModel {
  const shapes = (tensors: LayersModel['inputs']) =>
    tensors.map(({ shape }) => shape.slice(1).map((length) => length ?? undefined));
  return {
    inputs: shapes(model.inputs),
    outputs: shapes(model.outputs),
    predict: (images, preprocessing) => predict(tensorflow, model, images, preprocessing),
    tensorCount: () => tensorflow.memory().numTensors,
  };
}

function predict(
  tensorflow: TensorflowNode,
  model: LayersModel,
  images: readonly Uint8Array[],
  preprocessing: Preprocessing,
): BatchOutputs {
  const { height, width } = preprocessing;
  const inputs: Tensor[] = [];
  const undecoded: number[] = [];
  let resized = 0;
  try {
    images.forEach((bytes, index) => {
      const size = imageSize(bytes);
      const input = size === undefined ? undefined : decoded(tensorflow, bytes, size, preprocessing);
      if (input === undefined) undecoded.push(index);
      else inputs.push(input);
      if (input !== undefined && (size?.height !== height || size.width !== width)) resized++;
    });
    if (inputs.length === 0) return { outputs: new Float64Array(), undecoded, resized };
    const answer = tensorflow.tidy(() => {
      const given = model.predict(tensorflow.stack(inputs), { batchSize: inputs.length });
      return Array.isArray(given) ? given[0]! : given;
    });
    const outputs = Float64Array.from(answer.dataSync());
    answer.dispose();
    return { outputs, undecoded, resized };
  } finally {
    for (const input of inputs) input.dispose();
  }
}

/** The image as the model takes it; undefined if it cannot be decoded. */
function decoded(
  tensorflow: TensorflowNode,
  bytes: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  preprocessing: Preprocessing,
): Tensor | undefined {
  if (width * height > mostPixels) return undefined;
  const { scale, offset, flat, channels } = preprocessing;
  try {
    return tensorflow.tidy(() => {
      const pixels = tensorflow.node.decodeImage(bytes, 0, 'int32', false).toFloat();
      const fitting = toSize(tensorflow, toChannels(tensorflow, pixels, channels), preprocessing);
      const values = fitting.mul(scale).add(offset);
      return flat ? values.reshape([preprocessing.height, preprocessing.width]) : values;
    });
  } catch {
    return undefined;
  }
}

function toSize(
  tensorflow: TensorflowNode,
  pixels: Tensor,
  { height, width, interpolation }: Preprocessing,
): Tensor {
  if (pixels.shape[0] === height && pixels.shape[1] === width) return pixels;
  const { resizeBilinear, resizeNearestNeighbor } = tensorflow.image;
  const resize = interpolation === 'nearest' ? resizeNearestNeighbor : resizeBilinear;
  return resize(pixels, [height, width], false, true);
}

/**
 * Pixels with the given channels, as Pillow converts them for Keras: grey is `(19595 R + 38470 G + 7471 B + 32768) / 65536`
 * rounded down (ITU-R 601; exact in float32), transparency is dropped, or opaque where a model wants it.
 */
function toChannels(tensorflow: TensorflowNode, pixels: Tensor, wanted: 1 | 3 | 4): Tensor {
  const [height = 0, width = 0, given = 0] = pixels.shape;
  const channel = (index: number): Tensor => pixels.slice([0, 0, index], [height, width, 1]);
  if (given === wanted) return pixels;
  if (wanted === 1) {
    if (given < 3) return channel(0);
    return channel(0)
      .mul(19595)
      .add(channel(1).mul(38470))
      .add(channel(2).mul(7471))
      .add(32768)
      .div(65536)
      .floor();
  }
  const colour = given < 3 ? [0, 0, 0].map(channel) : [0, 1, 2].map(channel);
  const opacity = given === 2 || given === 4 ? channel(given - 1) : tensorflow.fill([height, width, 1], 255);
  return tensorflow.concat(wanted === 4 ? [...colour, opacity] : colour, 2);
}
