import assert from 'node:assert/strict';
import type { RunnableModel } from '../../../src/models/model.ts';
import { openModel } from '../../../src/models/openModel.ts';
import type { ModelParts, OpenedModel } from '../../../src/models/openModel.ts';
import type { ModelOptions } from '../../../src/protocol/model.ts';
import { memoryFiles } from '../../support/memoryFiles.ts';

const dense = { class_name: 'Dense', config: { activation: 'softmax' } };
const topology = { config: [dense] };
const manifest = [{ paths: ['w.bin'], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }];
const model = { modelTopology: topology, weightsManifest: manifest };
const weights = new Uint8Array(8);

/** A model that answers every image with its first bytes, as tenths. */
const tenths: RunnableModel = {
  inputs: [[8, 8, 1]],
  outputs: [[2]],
  tensorCount: () => 0,
  predict: (images) => {
    const decoded = images.filter(({ length }) => length > 0);
    return {
      outputs: Float64Array.from(decoded.flatMap(([a = 0, b = 0]) => [a / 10, b / 10])),
      undecoded: [...images.keys()].filter((index) => images[index]!.length === 0),
      resized: 0,
    };
  },
};

interface Case {
  readonly files?: Record<string, string | Uint8Array>;
  readonly model?: unknown;
  readonly built?: Partial<RunnableModel> | Error;
  readonly options?: Partial<ModelOptions>;
  readonly path?: string;
}

function open({
  files = {},
  built = {},
  options = {},
  path = 'm',
  ...rest
}: Case = {}): Promise<OpenedModel> {
  const json = 'model' in rest ? rest.model : model;
  const contents = { 'm/model.json': JSON.stringify(json), 'm/w.bin': weights, ...files };
  const parts: ModelParts = {
    files: memoryFiles(contents),
    runtime: () =>
      Promise.resolve({
        load: () =>
          built instanceof Error ? Promise.reject(built) : Promise.resolve({ ...tenths, ...built }),
      }),
    readClassIndices: (bytes) => Object.keys(JSON.parse(new TextDecoder().decode(bytes)) as object),
  };
  return openModel(path, { folders: ['a', 'b'], ...options }, parts);
}

describe('a model that is opened', () => {
  it('is found by its folder, with or without a slash, and by its file', async () => {
    for (const path of ['m', 'm/', 'm/model.json'])
      assert.deepEqual((await open({ path })).report.classes, ['a', 'b'], path);
  });

  it('takes what lies beside it', async () => {
    const files = {
      'm/preprocessing.json': '{"scale": 1, "interpolation": "nearest"}',
      'm/class_indices.json': '{"b": 0, "a": 1}',
    };
    const { report } = await open({ files });
    assert.deepEqual(report.classes, ['b', 'a']);
    assert.deepEqual(report.notes, []);
    assert.deepEqual([report.size.told, report.size.interpolation], [true, 'nearest']);
  });

  it('answers images in their order, and says which it could not read', async () => {
    const files = {
      'a/1.png': Uint8Array.of(7, 3),
      'a/2.png': new Uint8Array(),
      'b/3.png': Uint8Array.of(1, 9),
    };
    const { scores, unread } = await (
      await open({ files })
    ).predict(['a/1.png', 'a/2.png', 'missing.png', 'b/3.png']);
    assert.deepEqual([...scores], [0.7, 0.3, 0.1, 0.9]);
    assert.deepEqual(unread, [1, 2]);
  });

  it('names the image whose answer is no probability', async () => {
    const files = { 'a/1.png': new Uint8Array(), 'a/2.png': Uint8Array.of(7, 7) };
    await assert.rejects(
      (await open({ files })).predict(['a/1.png', 'a/2.png']),
      /^Error: a\/2\.png: .*sum to 1\.400/,
    );
  });

  it('is refused in one line that begins with its path', async () => {
    const cases: [string, Case, RegExp][] = [
      ['missing', { path: 'nowhere' }, /nowhere does not exist/],
      [
        'no model.json',
        { path: 'x', files: { 'x/saved_model.pb': '' } },
        /convert saved_model\.pb with tensorflowjs_converter/,
      ],
      ['not JSON', { files: { 'm/model.json': '\u0089HDF' } }, /not valid JSON/],
      [
        'graph',
        { model: { format: 'graph-model', modelTopology: { node: [] } } },
        /graph model.*tfjs_layers_model/,
      ],
      ['no topology', { model: { weightsManifest: manifest } }, /no modelTopology/],
      ['no layers', { model: { ...model, modelTopology: {} } }, /no layers/],
      [
        'address',
        { model: { ...model, weightsManifest: [{ paths: ['https://example.org/w.bin'], weights: [] }] } },
        /outside its folder/,
      ],
      [
        'missing weights',
        { model: { ...model, weightsManifest: [{ paths: ['v.bin'], weights: [] }] } },
        /v\.bin does not exist/,
      ],
      ['cut weights', { files: { 'm/w.bin': new Uint8Array(7) } }, /hold 7 bytes, but its layers need 8/],
      [
        'Keras 3',
        {
          model: {
            ...model,
            modelTopology: {
              config: [{ class_name: 'InputLayer', config: { batch_shape: [null, 8] } }, dense],
            },
          },
        },
        /Keras 3/,
      ],
      [
        'Lambda',
        { built: new Error('Unknown layer: Lambda. This may be due to one of the following reasons:\n1. …') },
        /does not know \(Lambda\)/,
      ],
      [
        'other faults',
        { built: new Error('Shape mismatch: [1] vs [2]\nat line 2') },
        /cannot build it: Shape mismatch: \[1\] vs \[2\]\.$/,
      ],
      ['inputs', { built: { inputs: [[8, 8, 1], [3]] } }, /2 inputs/],
      ['no image', { built: { inputs: [[784]] } }, /input is 784/],
      ['outputs', { built: { outputs: [[2], [2]] } }, /2 outputs/],
      ['maps', { built: { outputs: [[8, 8, 2]] } }, /output is 8 x 8 x 2/],
      ['classes', { options: { classes: ['a', 'b', 'c'] } }, /--classes names 3 classes/],
      ['activation', { options: { activation: 'softmax' } }, /softmax already/],
      [
        'preprocessing',
        { files: { 'm/preprocessing.json': '{"scale": 0}' } },
        /preprocessing\.json: "scale"/,
      ],
    ];
    for (const [name, one, reason] of cases) {
      await assert.rejects(open(one), (error: Error) => {
        assert.match(error.message, reason, name);
        assert.match(error.message, /^(?:m|x|nowhere): [^\n]*[.?]$/, name);
        return true;
      });
    }
  });

  it('asks for TensorFlow only after its files were found in order', async () => {
    const parts: ModelParts = {
      files: memoryFiles({ 'm/model.json': '{}' }),
      runtime: () => assert.fail('loaded'),
      readClassIndices: () => [],
    };
    await assert.rejects(openModel('m', { folders: ['a'] }, parts), /no modelTopology/);
  });
});
