"""Trains tiny models with Keras and keeps what it writes: the logs in test/fixtures/logs whose names begin with `real`.

pip install tensorflow-cpu keras; python test/reference/makeKerasLogs.py test/fixtures/logs
Run with Keras 3.15.1 and TensorFlow 2.21 (CPU). The data are random points around five centres, imbalanced as
71/54/36/27/17. Trainings differ from run to run in the last digits and in the times printed: a fixture that is made
anew needs a new expected file.
"""

import contextlib
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras  # noqa: E402
import numpy as np  # noqa: E402

counts = [71, 54, 36, 27, 17]
out = pathlib.Path(sys.argv[1])


def rows(seed):
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(len(counts), 8)) * 0.9
    y = np.repeat(np.arange(len(counts)), counts)
    x = centres[y] + rng.normal(size=(len(y), 8))
    order = rng.permutation(len(y))
    return x[order].astype("float32"), y[order]


def model(rate=0.01, metrics=("accuracy",)):
    keras.utils.set_random_seed(3)
    net = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(5, "softmax")])
    net.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=list(metrics))
    return net


train, validation, test = rows(1), rows(2), rows(3)


def fit(net, **arguments):
    arguments = {"verbose": 0, "validation_data": validation, "epochs": 4, **arguments}
    return net.fit(*train, batch_size=32, **arguments)


def csv(folder, name, **arguments):
    path = out / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return keras.callbacks.CSVLogger(str(path), **arguments)


@contextlib.contextmanager
def printed(name):
    path = out / "kerasText" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file, contextlib.redirect_stdout(file):
        yield


# Tables
fit(model(), callbacks=[csv("kerasCsvLogger", "realPlain.csv")])
fit(model(), callbacks=[csv("kerasCsvLogger", "realSemicolon.log", separator=";")])
fit(model(), validation_freq=2, callbacks=[csv("kerasCsvLogger", "realEverySecondEpoch.csv")])
fit(model(), validation_data=None, callbacks=[csv("kerasCsvLogger", "realNoValidation.csv")])
fit(model(1e30), epochs=3, callbacks=[csv("kerasCsvLogger", "realNotANumber.csv")])

appended = csv("kerasCsvLogger", "realAppended.csv", append=True)
net = model()
fit(net, epochs=3, callbacks=[appended])
fit(net, epochs=5, initial_epoch=3, callbacks=[appended])
fit(model(), epochs=2, callbacks=[appended])

ragged = csv("kerasCsvLogger", "realAppendedOtherMetrics.csv", append=True)
fit(model(), epochs=2, callbacks=[ragged])
top = keras.metrics.SparseTopKCategoricalAccuracy(k=2, name="top2")
fit(model(metrics=("accuracy", top)), epochs=2, callbacks=[ragged])

schedule = keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, min_delta=10.0)
fit(model(), epochs=3, callbacks=[schedule, csv("kerasCsvLogger", "realLearningRate.tsv", separator="\t")])

# Text
checkpoint = str(pathlib.Path("/tmp") / "checkpoint.keras")
with printed("realBars.log"):
    net = model()
    fit(net, verbose=1, epochs=3)
    net.evaluate(*test, verbose=1)
    net.predict(test[0], verbose=1)
with printed("realBarsCallbacks.log"):
    callbacks = [
        keras.callbacks.ModelCheckpoint(checkpoint, verbose=1, save_best_only=True),
        keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, min_delta=10.0, verbose=1),
        keras.callbacks.EarlyStopping(patience=3, min_delta=10.0, restore_best_weights=True, verbose=1),
    ]
    fit(model(), verbose=1, epochs=6, callbacks=callbacks)
with printed("realBarsNoValidation.log"):
    net = model()
    fit(net, verbose=1, epochs=2, validation_data=None)
    net.evaluate(*test, verbose=1)
with printed("realBarsUnknown.log"):
    def batches():
        for start in range(0, len(train[1]), 32):
            yield train[0][start : start + 32], train[1][start : start + 32]

    # Repeated, so that the second epoch has rows as well; the number of steps is unknown before the first has ended.
    import tensorflow as tf

    signature = (tf.TensorSpec((None, 8)), tf.TensorSpec((None,), tf.int64))
    data = tf.data.Dataset.from_generator(batches, output_signature=signature)
    model().fit(data, epochs=2, verbose=1, validation_data=validation)
with printed("realLines.log"):
    print("Found 205 files belonging to 5 classes.")
    print("Classes: ['ash', 'beech', 'elm', 'oak', 'yew']")
    net = model()
    fit(net, verbose=2, epochs=3)
    net.evaluate(*test, verbose=2)
    fit(net, verbose=2, epochs=5, initial_epoch=3)
    fit(model(), verbose=2, epochs=4, validation_freq=2)
with printed("realOneEpoch.log"):
    fit(model(), verbose=2, epochs=1)
with printed("realLinesCallbacks.log"):
    callbacks = [keras.callbacks.ModelCheckpoint(checkpoint, verbose=1, save_best_only=True)]
    fit(model(), verbose=2, epochs=3, callbacks=callbacks)
with printed("realNotANumber.log"):
    fit(model(1e30), verbose=2, epochs=3, callbacks=[keras.callbacks.TerminateOnNaN()])
with printed("realCounts.log"):
    keras.utils.set_random_seed(3)
    net = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, "sigmoid")])
    metrics = [
        "accuracy",
        keras.metrics.TruePositives(name="tp"),
        keras.metrics.FalsePositives(name="fp"),
        keras.metrics.TrueNegatives(name="tn"),
        keras.metrics.FalseNegatives(name="fn"),
        keras.metrics.Precision(name="precision"),
        keras.metrics.Recall(name="recall"),
        keras.metrics.AUC(name="prc", curve="PR"),
    ]
    net.compile("adam", "binary_crossentropy", metrics=metrics)
    rare = lambda data: (data[0], (data[1] == 4).astype("float32"))  # noqa: E731
    net.fit(*rare(train), validation_data=rare(validation), epochs=3, verbose=2, batch_size=32)
