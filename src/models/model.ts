import type { Preprocessing } from './preprocessing.ts';

/** A model as its files hold it: nothing of it has been built yet. */
export interface ModelArtifacts {
  /** The layers, as Keras writes them. */
  readonly modelTopology: unknown;
  /** Name, shape and type of every weight, in the order of the bytes. */
  readonly weightSpecs: readonly unknown[];
  readonly weightData: ArrayBuffer;
}

/** What runs models. */
export interface ModelRuntime {
  /** Builds the model. Rejects with the reason if a layer or a weight does not fit. */
  load(artifacts: ModelArtifacts): Promise<RunnableModel>;
}

/** A model that is ready to run. */
export interface RunnableModel {
  /** Shapes of the inputs without the batch; undefined where the model takes any size. */
  readonly inputs: readonly (readonly (number | undefined)[])[];
  /** Shapes of the outputs, likewise. */
  readonly outputs: readonly (readonly (number | undefined)[])[];
  /** The model's outputs for the images that can be decoded. */
  predict(images: readonly Uint8Array[], preprocessing: Preprocessing): BatchOutputs;
  /** Tensors in memory, to see that a batch leaves none behind. */
  tensorCount(): number;
}

export interface BatchOutputs {
  /** One row an image that was decoded, in their order, as the model's last layer gives them. */
  readonly outputs: Float64Array;
  /** Positions of the images that could not be decoded. */
  readonly undecoded: readonly number[];
  /** Images whose size was not the model's. */
  readonly resized: number;
}
