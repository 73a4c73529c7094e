"""Makes test/fixtures/models: two TensorFlow.js Layers models of a few hundred weights, a few images, and the
probabilities that a forward pass in numpy (float64) gives for them. Nothing of TensorFlow is used.

Needs numpy 2 and Pillow 12:  python test/reference/makeTinyModel.py
"""

import json
import pathlib
import shutil

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[1] / 'fixtures' / 'models'
rng = np.random.default_rng(20261123)


def layer(class_name, **config):
    return {'class_name': class_name, 'config': {'trainable': True, 'dtype': 'float32', **config}}


def write_model(name, layers, weights, beside):
    folder = ROOT / name
    folder.mkdir(parents=True)
    topology = {
        'keras_version': '2.15.0',
        'backend': 'tensorflow',
        'model_config': {'class_name': 'Sequential', 'config': {'name': name, 'layers': layers}},
    }
    # Two files, as the converter splits larger models: a weight may begin in one and end in the other.
    data = b''.join(values.astype('<f4').tobytes() for values in weights.values())
    cut = len(data) // 2 + 1
    parts = {'group1-shard1of2.bin': data[:cut], 'group1-shard2of2.bin': data[cut:]}
    for part, content in parts.items():
        (folder / part).write_bytes(content)
    specs = [{'name': key, 'shape': list(values.shape), 'dtype': 'float32'} for key, values in weights.items()]
    model = {
        'format': 'layers-model',
        'generatedBy': 'makeTinyModel.py',
        'modelTopology': topology,
        'weightsManifest': [{'paths': list(parts), 'weights': specs}],
    }
    (folder / 'model.json').write_text(json.dumps(model, indent=1) + '\n')
    for file, content in beside.items():
        (folder / file).write_text(json.dumps(content) + '\n')


def float32(*shape):
    return rng.normal(0, 0.6, shape).astype(np.float32)


def convolve_same(image, kernel, bias):
    height, width, _ = image.shape
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)))
    out = np.zeros((height, width, kernel.shape[3]))
    for y in range(height):
        for x in range(width):
            out[y, x] = np.tensordot(padded[y : y + 3, x : x + 3], kernel.astype(float), 3) + bias
    return out


def pooled(image):
    height, width, channels = image.shape
    return image.reshape(height // 2, 2, width // 2, 2, channels).max(axis=(1, 3))


def sampled_at_centres(size, wanted):
    return (np.arange(wanted) + 0.5) * size / wanted


def nearest(image, height, width):
    rows = sampled_at_centres(image.shape[0], height).astype(int)
    columns = sampled_at_centres(image.shape[1], width).astype(int)
    return image[rows][:, columns]


def bilinear(image, height, width):
    def weights(size, wanted):
        at = sampled_at_centres(size, wanted) - 0.5
        low = np.floor(at).astype(int)
        return np.clip(low, 0, size - 1), np.clip(low + 1, 0, size - 1), at - low

    top, bottom, down = weights(image.shape[0], height)
    left, right, across = weights(image.shape[1], width)
    down, across = down[:, None, None], across[None, :, None]
    upper = image[top][:, left] * (1 - across) + image[top][:, right] * across
    lower = image[bottom][:, left] * (1 - across) + image[bottom][:, right] * across
    return upper * (1 - down) + lower * down


def pixels(path, mode):
    values = np.asarray(Image.open(path).convert(mode)).astype(float)
    return values if values.ndim == 3 else values[:, :, None]


def softmax(values):
    powers = np.exp(values - values.max())
    return powers / powers.sum()


def make_images():
    def noise(*shape):
        return Image.fromarray(rng.integers(0, 256, shape, dtype=np.uint8))

    folder = ROOT / 'val'
    for name in ('ant', 'bee', 'cow'):
        (folder / name).mkdir(parents=True)
        noise(8, 8).save(folder / name / 'grey.png')
        noise(13, 10, 3).save(folder / name / 'larger.PNG')
    noise(5, 6, 3).save(folder / 'ant' / 'smaller.bmp')
    noise(9, 7, 4).save(folder / 'ant' / 'transparent.png')
    noise(8, 8, 3).quantize(16).save(folder / 'bee' / 'palette.png')
    noise(8, 8, 2).save(folder / 'bee' / 'grey and alpha.png')
    still, moved = noise(8, 8).convert('P'), noise(8, 8).convert('P')
    still.save(folder / 'cow' / 'moving.gif', save_all=True, append_images=[moved])
    # Of one grey each: decoders of JPEG differ in the last bit of anything else.
    Image.new('L', (8, 8), 201).save(folder / 'cow' / 'plain.jpg', quality=100)
    Image.new('L', (12, 12), 44).save(folder / 'cow' / 'plain.jpeg', quality=100)
    (folder / 'cow' / 'broken.png').write_bytes((folder / 'cow' / 'grey.png').read_bytes()[:40])
    (folder / 'cow' / 'notes.txt').write_text('Not an image.\n')
    return sorted(
        path for path in folder.glob('*/*') if path.name not in ('broken.png', 'notes.txt')
    )


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    images = make_images()
    expected = {}

    kernel, bias = float32(3, 3, 1, 4), float32(4)
    dense, dense_bias = float32(64, 3), float32(3)
    write_model(
        'softmax',
        [
            layer(
                'Conv2D', name='conv', filters=4, kernel_size=[3, 3], strides=[1, 1], padding='same',
                data_format='channels_last', dilation_rate=[1, 1], activation='relu', use_bias=True,
                batch_input_shape=[None, 8, 8, 1],
            ),
            layer('MaxPooling2D', name='pool', pool_size=[2, 2], padding='valid', strides=[2, 2]),
            layer('Flatten', name='flatten'),
            layer('Dropout', name='dropout', rate=0.5),
            layer('Dense', name='classes', units=3, activation='softmax', use_bias=True),
        ],
        {'conv/kernel': kernel, 'conv/bias': bias, 'classes/kernel': dense, 'classes/bias': dense_bias},
        {
            'preprocessing.json': {
                'scale': 1 / 255, 'offset': -0.5, 'size': [8, 8], 'channels': 1,
                'interpolation': 'nearest', 'classes': ['cow', 'ant', 'bee'],
            }
        },
    )
    expected['softmax'] = {}
    for path in images:
        image = nearest(pixels(path, 'L'), 8, 8) / 255 - 0.5
        hidden = pooled(np.maximum(convolve_same(image, kernel, bias), 0)).reshape(-1)
        expected['softmax'][str(path.relative_to(ROOT))] = list(softmax(hidden @ dense + dense_bias))

    # Weights are small, so that few answers lie near 0 or 1.
    weight, weight_bias = float32(108, 1) / 4, float32(1)
    write_model(
        'sigmoid',
        [
            layer('Flatten', name='flatten', batch_input_shape=[None, 6, 6, 3]),
            layer('Dense', name='answer', units=1, activation='sigmoid', use_bias=True),
        ],
        {'answer/kernel': weight, 'answer/bias': weight_bias},
        {'class_indices.json': {'cow': 1, 'ant': 0}},
    )
    expected['sigmoid'] = {}
    for path in images:
        image = bilinear(pixels(path, 'RGB'), 6, 6) / 255
        positive = 1 / (1 + np.exp(-(image.reshape(-1) @ weight + weight_bias)[0]))
        expected['sigmoid'][str(path.relative_to(ROOT))] = [1 - positive, positive]

    (ROOT / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')


main()
