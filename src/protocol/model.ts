/**
 * Requests to the process that runs a model. They travel as the engine's do (`engine.ts`); payloads of results are typed
 * by `models/`.
 */

export type Activation = 'softmax' | 'sigmoid';

export type ModelRequest =
  | {
      readonly type: 'openModel';
      /** The folder of a TensorFlow.js Layers model, or its model.json. */
      readonly path: string;
      readonly options: ModelOptions;
    }
  /** One batch; the model that was opened last answers. */
  | { readonly type: 'predictImages'; readonly paths: readonly string[] };

/** What the person said of the model, and what its images are called. */
export interface ModelOptions {
  /** Names of the class folders of the images, in any order. */
  readonly folders: readonly string[];
  /** Class names in the order of the model's outputs. */
  readonly classes?: readonly string[];
  /** What every pixel value, 0 to 255, is multiplied by. */
  readonly scale?: number;
  /** What turns the model's outputs into probabilities, where its last layer does not. */
  readonly activation?: Activation;
}
