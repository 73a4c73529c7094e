"""Makes media/sample/: two real training runs of a small Keras network on five imbalanced classes of images.

The images are scikit-learn's bundled handwritten digits (8x8 pixels) in five groups by shape. The groups have 56 to
238 training images; validation holds 30 % of each group. The pictures are made hard in two ways that real data sets
know: noise on every pixel, and 8 % of the labels, of training and validation alike, exchanged among each other
(the numbers per class stay). Both runs train the same network on the same images with class weights and augmentation
(shifts and rotations):

run1           the usual cross-entropy.
softmax-twice  the network ends in softmax, and its loss applies softmax again.

Size, noise, learning rate and number of epochs were chosen so that the runs show what the sample is about. Everything
in the folder but its README.md is written by this script, and nothing is changed afterwards.

Run: pip install tensorflow-cpu keras scikit-learn pillow, then python3 test/reference/makeSample.py (about a minute).
Written with TensorFlow 2.21, Keras 3.15 and scikit-learn 1.9. Everything is seeded, but another processor or version
may round the last digits of a step differently, and so arrive at other numbers in later epochs. The times in
console.log differ always.
"""

import contextlib
import csv
import json
import os
import pathlib
import shutil

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy
import tensorflow
from PIL import Image
from sklearn.datasets import load_digits

# Digits of a class, training images, validation images.
CLASSES = {
    "curve": ((2, 3, 5), 180, 77),
    "double-ring": ((8,), 56, 24),
    "loop": ((6, 9), 120, 51),
    "ring": ((0,), 90, 39),
    "stroke": ((1, 4, 7), 238, 102),
}
NAMES = list(CLASSES)
SEED = 1
NOISE = 0.12
EXCHANGED_LABELS = 0.08
LARGEST_SHIFT = 0.05
LEARNING_RATE = 0.08
EPOCHS = 40
BATCH = 32
SIDE = 32

target = pathlib.Path(__file__).resolve().parents[2] / "media" / "sample"


def split_digits(random):
    """Gives for training and validation two arrays each: rows of the data set and class indices, in random order."""
    digits = load_digits()
    parts = ([], [])
    for index, (members, *sizes) in enumerate(CLASSES.values()):
        rows = random.permutation(numpy.flatnonzero(numpy.isin(digits.target, members)))
        for part, size, start in zip(parts, sizes, (0, sizes[0]), strict=True):
            part.extend((row, index) for row in rows[start : start + size])
    return [exchange_labels(random.permutation(part), random) for part in parts]


def exchange_labels(pairs, random):
    """Gives some rows the label of another such row."""
    rows, labels = pairs.T.copy()
    wrong = random.permutation(len(rows))[: round(EXCHANGED_LABELS * len(rows))]
    labels[wrong] = labels[numpy.roll(wrong, 1)]
    return rows, labels


def make_images(random):
    """Gives all digits as noisy grey images of SIDE x SIDE bytes: what the network sees and what is saved."""
    grey = 0.2 + 0.6 * load_digits().images / 16
    noisy = numpy.clip(grey + random.normal(0, NOISE, grey.shape), 0, 1)
    enlarge = SIDE // 8
    return numpy.round(255 * noisy).astype("uint8").repeat(enlarge, 1).repeat(enlarge, 2)


def make_network():
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Input((SIDE, SIDE, 1), name="image"),
            layers.AveragePooling2D(4, name="shrink"),
            layers.Conv2D(16, 3, padding="same", activation="relu", name="conv_1"),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="conv_2"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Flatten(name="flatten"),
            layers.Dense(64, activation="relu", name="dense"),
            layers.Dense(len(NAMES), activation="softmax", name="class"),
        ],
        name="shapes",
    )


def softmax_again(actual, predicted):
    """The mistake of the second run: `predicted` are probabilities, and this loss expects what comes before softmax."""
    return tensorflow.nn.softmax_cross_entropy_with_logits(actual, predicted)


def train(folder, loss, training, validation):
    """Trains a new network, writes its log and what it prints to a folder, and gives the network."""
    keras.utils.set_random_seed(SEED)
    augment = keras.Sequential(
        [
            keras.layers.RandomTranslation(LARGEST_SHIFT, LARGEST_SHIFT, fill_mode="nearest"),
            keras.layers.RandomRotation(LARGEST_SHIFT / 2, fill_mode="nearest"),
        ]
    )
    images, labels = training
    counts = numpy.bincount(labels)
    batches = (
        tensorflow.data.Dataset.from_tensor_slices((images, keras.utils.to_categorical(labels, len(NAMES))))
        .shuffle(len(labels), seed=SEED)
        .batch(BATCH)
        .map(lambda batch, actual: (augment(batch, training=True), actual))
    )
    network = make_network()
    steps = EPOCHS * -(-len(labels) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)
    network.compile(keras.optimizers.SGD(rate, momentum=0.9), loss, metrics=["accuracy"])
    folder.mkdir(parents=True)
    with open(folder / "console.log", "w") as console, contextlib.redirect_stdout(console):
        network.fit(
            batches,
            validation_data=(validation[0], keras.utils.to_categorical(validation[1], len(NAMES))),
            class_weight={index: len(labels) / (len(NAMES) * count) for index, count in enumerate(counts)},
            epochs=EPOCHS,
            verbose=2,
            callbacks=[keras.callbacks.CSVLogger(str(folder / "training_log.csv"))],
        )
    return network


def write_predictions(path, probabilities, labels, paths):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["image", "y_true", "y_pred", *(f"prob_{name}" for name in NAMES)])
        for image, label, scores in zip(paths, labels, probabilities, strict=True):
            writer.writerow([image, NAMES[label], NAMES[scores.argmax()], *(f"{score:.9g}" for score in scores)])


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


# What TensorFlow.js reads of a layer's configuration; Keras 3 writes more than it knows.
KEPT_SETTINGS = (
    "name trainable filters kernel_size strides padding data_format dilation_rate pool_size units activation use_bias"
).split()


def write_tensorflow_js(folder, network):
    """Writes a Sequential network in the TensorFlow.js Layers format: model.json, and the weights as float32."""
    layers = [{"class_name": "InputLayer", "config": {"name": "image", "batch_input_shape": [None, SIDE, SIDE, 1]}}]
    weights, values = [], b""
    for layer in network.layers:
        config = {key: value for key, value in layer.get_config().items() if key in KEPT_SETTINGS}
        layers.append({"class_name": type(layer).__name__, "config": config})
        for variable in layer.weights:
            array = variable.numpy().astype("<f4")
            weights.append({"name": f"{layer.name}/{variable.name}", "shape": list(array.shape), "dtype": "float32"})
            values += array.tobytes()
    folder.mkdir()
    (folder / "weights.bin").write_bytes(values)
    model = {
        "format": "layers-model",
        "generatedBy": f"keras v{keras.__version__}",
        "convertedBy": "makeSample.py",
        "modelTopology": {
            "keras_version": keras.__version__,
            "backend": "tensorflow",
            "model_config": {"class_name": "Sequential", "config": {"name": network.name, "layers": layers}},
        },
        "weightsManifest": [{"paths": ["weights.bin"], "weights": weights}],
    }
    write_json(folder / "model.json", model)
    write_json(
        folder / "preprocessing.json",
        {"size": [SIDE, SIDE], "channels": 1, "scale": 1 / 255, "classes": NAMES},
    )


def main():
    tensorflow.config.experimental.enable_op_determinism()
    random = numpy.random.default_rng(SEED)
    (training_rows, training_labels), (validation_rows, validation_labels) = split_digits(random)
    images = make_images(random)

    for name in ("images", "run1", "softmax-twice"):
        shutil.rmtree(target / name, ignore_errors=True)
    paths = [f"images/{NAMES[label]}/{row:04d}.png" for row, label in zip(validation_rows, validation_labels)]
    for row, path in zip(validation_rows, paths, strict=True):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(images[row]).save(target / path, optimize=True)

    inputs = images[..., None].astype("float32") / 255
    training = (inputs[training_rows], training_labels)
    validation = (inputs[validation_rows], validation_labels)
    counts = {
        split: dict(zip(NAMES, numpy.bincount(labels).tolist(), strict=True))
        for split, labels in (("train", training_labels), ("validation", validation_labels))
    }
    for name, loss in (("run1", "categorical_crossentropy"), ("softmax-twice", softmax_again)):
        folder = target / name
        network = train(folder, loss, training, validation)
        probabilities = network.predict(validation[0], batch_size=len(validation_labels), verbose=0)
        write_predictions(folder / "val_predictions.csv", probabilities, validation_labels, paths)
        write_json(folder / "class_counts.json", counts)
        if name == "run1":
            write_tensorflow_js(folder / "model", network)
        else:
            (folder / "console.log").unlink()


main()
