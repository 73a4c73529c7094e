import type { ModelArtifacts } from './model.ts';
import { isRecord, weightBytes, weightGroups } from './weightPaths.ts';

/** The files of a model and of its images, as the process that runs it reads them. */
export interface Files {
  /** Names in a folder; undefined if the path is not a folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** The bytes of a regular file. Rejects with one line for anything else, and above `most` bytes. */
  read(path: string, most: number): Promise<Uint8Array>;
}

/** Bytes of a model.json: that of a network of 800 layers has 1 MB. */
const mostJson = 67_108_864;

/** Bytes of all weights together: more does not fit into one ArrayBuffer everywhere. */
const mostWeights = 2_000_000_000;

/** A model's files, read but not built. */
export interface ModelFile {
  /** What stands before the names of files beside model.json: its folder with a slash, or nothing. */
  readonly folder: string;
  readonly artifacts: ModelArtifacts;
}

/** Reads a Layers model from its folder or its model.json. Throws with a reason for anything else. */
export async function readModelFile(path: string, files: Files): Promise<ModelFile> {
  const file = await findModel(path, files);
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const json = parsed(await files.read(file, mostJson));
  const topology = json['modelTopology'];
  if (json['format'] === 'graph-model' || (isRecord(topology) && 'node' in topology)) {
    throw new Error(
      'it is a graph model; convert the Keras model with tensorflowjs_converter --output_format=tfjs_layers_model',
    );
  }
  if (!isRecord(topology))
    throw new Error('it is not the model.json of a TensorFlow.js Layers model (no modelTopology)');
  const groups = weightGroups(json['weightsManifest']);
  const weightSpecs = groups.flatMap(({ weights }) => weights);
  const weightData = await readWeights(
    groups.flatMap(({ paths }) => paths.map((name) => `${folder}${name}`)),
    files,
  );
  checkLength(weightSpecs, weightData.byteLength);
  return { folder, artifacts: { modelTopology: topology, weightSpecs, weightData } };
}

function checkLength(weights: readonly Record<string, unknown>[], length: number): void {
  const sizes = weights.map(weightBytes);
  if (!sizes.every((size) => size !== undefined)) return;
  const needed = sizes.reduce((sum, size) => sum + size, 0);
  if (needed === length) return;
  throw new Error(
    `its weight files hold ${length} bytes, but its layers need ${needed}; copy the whole model again`,
  );
}

async function findModel(path: string, files: Files): Promise<string> {
  const names = await files.list(path);
  if (names === undefined) return path;
  if (names.includes('model.json')) return `${path.replace(/[/\\]+$/, '')}/model.json`;
  const other = names.find((name) => name === 'saved_model.pb' || /\.(?:keras|h5|hdf5)$/.test(name));
  throw new Error(
    other === undefined
      ? 'there is no model.json in this folder'
      : `there is no model.json in this folder; convert ${other} with tensorflowjs_converter`,
  );
}

function parsed(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch {
    throw new Error('it is not valid JSON; a TensorFlow.js Layers model (model.json) is needed');
  }
  if (isRecord(value)) return value;
  throw new Error('it is not the model.json of a TensorFlow.js Layers model');
}

async function readWeights(paths: readonly string[], files: Files): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (const path of paths) {
    const bytes = await files.read(path, mostWeights - total);
    parts.push(bytes);
    total += bytes.length;
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}
