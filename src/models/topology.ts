import { isRecord } from './weightPaths.ts';

/** What is known of a model's layers before it is built. */
export interface Topology {
  /** Class names of all layers, also of models within the model. */
  readonly layers: ReadonlySet<string>;
  /** Activation of the layer that gives the output; undefined if the layer has none of its own. */
  readonly lastActivation?: string;
  /** Saved by Keras 3, whose layers are written in a way that TensorFlow.js does not read. */
  readonly keras3: boolean;
}

interface Layer {
  readonly className: string;
  readonly name: string;
  readonly config: Record<string, unknown>;
}

/** Models within models are followed this deep: a hostile file must not exhaust the stack. */
const deepest = 8;

/** Reads the topology of a Layers model. Throws with a reason if it is none. */
export function readTopology(value: unknown): Topology {
  const outer = isRecord(value) && isRecord(value['model_config']) ? value['model_config'] : value;
  const layers = layersOf(outer);
  if (layers.length === 0) throw new Error('it holds no layers');
  const all = [...nested(layers, 0)];
  const last = outputLayer(outer, layers);
  const activation = last === undefined ? undefined : activationOf(last);
  return {
    layers: new Set(all.map(({ className }) => className)),
    keras3: all.some(({ config }) => 'batch_shape' in config && !('batch_input_shape' in config)),
    ...(activation === undefined ? {} : { lastActivation: activation }),
  };
}

function layersOf(model: unknown): Layer[] {
  const config = isRecord(model) ? model['config'] : undefined;
  const list: unknown = isRecord(config) ? config['layers'] : config;
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).map((layer) => {
    const inner = isRecord(layer['config']) ? layer['config'] : {};
    return {
      className: textOf(layer['class_name']),
      name: textOf(layer['name'] ?? inner['name']),
      config: inner,
    };
  });
}

function* nested(layers: readonly Layer[], depth: number): Generator<Layer> {
  for (const layer of layers) {
    yield layer;
    if (depth < deepest) yield* nested(layersOf(layer), depth + 1);
  }
}

/** The last layer of a sequence, or the one layer that a graph names as its output. */
function outputLayer(model: unknown, layers: readonly Layer[]): Layer | undefined {
  const config = isRecord(model) ? model['config'] : undefined;
  const outputs = isRecord(config) ? config['output_layers'] : undefined;
  if (outputs === undefined) return layers.at(-1);
  const first: unknown = Array.isArray(outputs) ? (outputs as unknown[])[0] : undefined;
  const name: unknown = Array.isArray(first) ? first[0] : first;
  return layers.find((layer) => layer.name === name);
}

function activationOf({ className, config }: Layer): string | undefined {
  if (className === 'Softmax') return 'softmax';
  return typeof config['activation'] === 'string' ? config['activation'] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
