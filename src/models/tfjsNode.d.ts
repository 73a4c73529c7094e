/**
 * The part of `@tensorflow/tfjs-node` that is used here. The package is optional, so the type check must not need it; where
 * it is installed, this declaration still wins.
 */
declare module '@tensorflow/tfjs-node' {
  export interface Tensor {
    readonly shape: readonly number[];
    add(value: Tensor | number): Tensor;
    div(value: Tensor | number): Tensor;
    mul(value: Tensor | number): Tensor;
    floor(): Tensor;
    toFloat(): Tensor;
    slice(begin: readonly number[], size: readonly number[]): Tensor;
    reshape(shape: readonly number[]): Tensor;
    dataSync(): Float32Array | Int32Array | Uint8Array;
    dispose(): void;
  }

  export interface SymbolicTensor {
    readonly shape: readonly (number | null)[];
  }

  export interface LayersModel {
    readonly inputs: readonly SymbolicTensor[];
    readonly outputs: readonly SymbolicTensor[];
    predict(batch: Tensor, options: { batchSize: number }): Tensor | Tensor[];
  }

  type Resize = (
    images: Tensor,
    size: readonly [number, number],
    alignCorners: boolean,
    halfPixelCenters: boolean,
  ) => Tensor;

  export interface TensorflowNode {
    tidy(work: () => Tensor): Tensor;
    memory(): { numTensors: number };
    concat(tensors: readonly Tensor[], axis: number): Tensor;
    stack(tensors: readonly Tensor[]): Tensor;
    fill(shape: readonly number[], value: number): Tensor;
    readonly image: { readonly resizeBilinear: Resize; readonly resizeNearestNeighbor: Resize };
    readonly node: {
      decodeImage(bytes: Uint8Array, channels: 0, dtype: 'int32', expandAnimations: boolean): Tensor;
    };
    loadLayersModel(handler: { load(): Promise<unknown> }): Promise<LayersModel>;
  }

  const tensorflow: TensorflowNode;
  export { tensorflow as default };
}
