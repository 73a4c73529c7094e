import assert from 'node:assert/strict';
import { readTopology } from '../../../src/models/topology.ts';

const layer = (class_name: string, config: object = {}) => ({ class_name, config });

describe('the topology of a model', () => {
  it('tells the activation of the last layer of a sequence, in both forms that Keras has written', () => {
    const layers = [layer('Flatten'), layer('Dense', { activation: 'softmax' })];
    for (const config of [{ layers }, layers]) {
      const topology = readTopology({ model_config: { class_name: 'Sequential', config } });
      assert.equal(topology.lastActivation, 'softmax');
      assert.deepEqual([...topology.layers], ['Flatten', 'Dense']);
    }
  });

  it('tells the activation of the layer that a graph names as its output', () => {
    const config = {
      layers: [
        { ...layer('Dense', { activation: 'sigmoid' }), name: 'answer' },
        { ...layer('Dense', { activation: 'relu' }), name: 'other' },
      ],
      output_layers: [['answer', 0, 0]],
    };
    assert.equal(readTopology({ class_name: 'Model', config }).lastActivation, 'sigmoid');
    const short = { ...config, output_layers: ['other', 0, 0] };
    assert.equal(readTopology({ class_name: 'Functional', config: short }).lastActivation, 'relu');
  });

  it('takes a layer of softmax for what it is, and leaves open what a layer does not say', () => {
    const last = (one: object) => readTopology({ config: [one] }).lastActivation;
    assert.equal(last(layer('Softmax')), 'softmax');
    assert.equal(last(layer('Activation', { activation: 'softmax' })), 'softmax');
    assert.equal(last(layer('Flatten')), undefined);
  });

  it('looks into models within the model, and bears a chain of ten thousand of them', () => {
    const inner = layer('Sequential', { layers: [layer('Rescaling', { scale: 1 / 255 })] });
    assert.ok(readTopology({ config: [inner, layer('Dense')] }).layers.has('Rescaling'));
    let chain: object = layer('Dense');
    for (let depth = 0; depth < 10_000; depth++) chain = layer('Sequential', { layers: [chain] });
    assert.equal(readTopology({ config: [chain] }).keras3, false);
  });

  it('knows a model that Keras 3 saved by its input', () => {
    assert.equal(readTopology({ config: [layer('InputLayer', { batch_shape: [null, 8] })] }).keras3, true);
    assert.equal(
      readTopology({ config: [layer('InputLayer', { batch_input_shape: [null, 8] })] }).keras3,
      false,
    );
  });

  it('refuses what holds no layers', () => {
    for (const value of [undefined, null, [], {}, { config: {} }, { config: { layers: [1, 'x'] } }])
      assert.throws(() => readTopology(value), /no layers/, JSON.stringify(value));
  });
});
