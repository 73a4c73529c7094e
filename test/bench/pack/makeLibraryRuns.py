"""Writes libraries.jsonl.gz: trainings of scikit-learn, LightGBM and PyTorch with their truth on held-out rows.

Run with scikit-learn 1.9, LightGBM 4.7 and PyTorch 2.13: python makeLibraryRuns.py [file]
The format is BenchRun of benchRun.ts. Data: the digits that scikit-learn ships, and its make_classification.
"""

import gzip
import json
import sys
import warnings
from pathlib import Path

import lightgbm
import numpy as np
import torch
from sklearn.datasets import load_digits, make_classification
from sklearn.linear_model import SGDClassifier
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
BATCH = 32


def digits(rng, classes, train, validation, ratio=1.0):
    """Rows of the first digits; a ratio above 1 makes later classes rarer in all splits alike."""
    x, y = load_digits(return_X_y=True)
    keep = y < classes
    x, y = x[keep] / 16.0, y[keep]
    share = ratio ** (-np.arange(classes) / max(1, classes - 1))
    order = rng.permutation(len(y))
    order = order[rng.random(len(y)) < share[y[order]]]
    x, y = x[order], y[order]
    return split(x, y, min(train, len(y) // 3), min(validation, len(y) // 4))


def synthetic(rng, classes, train, validation, ratio=1.0, apart=1.5, noise=0.02):
    """scikit-learn's hypercube clusters, with 4,000 rows for the truth."""
    share = ratio ** (-np.arange(classes) / max(1, classes - 1))
    x, y = make_classification(
        n_samples=train + validation + 4000,
        n_features=20,
        n_informative=10,
        n_redundant=4,
        n_classes=classes,
        n_clusters_per_class=2,
        weights=list(share / share.sum()),
        class_sep=apart,
        flip_y=noise,
        random_state=int(rng.integers(2**31)),
    )
    return split(x / x.std(axis=0), y, train, validation)


def split(x, y, train, validation):
    cut = train + validation
    return (x[:train], y[:train]), (x[train:cut], y[train:cut]), (x[cut:], y[cut:])


def measure(p, y, weights=None):
    """Loss, accuracy and mean confidence."""
    losses = -np.log(np.clip(p[np.arange(len(y)), y], 1e-15, 1))
    return tuple(float(np.average(values, weights=weights)) for values in (losses, p.argmax(1) == y, p.max(1)))


def batch_means(p, y):
    starts = range(0, len(y), BATCH)
    losses, accuracies, _ = zip(*[measure(p[s : s + BATCH], y[s : s + BATCH]) for s in starts])
    return float(np.mean(losses)), float(np.mean(accuracies))


def float32(values):
    return [float(f"{np.float32(v):.9g}") for v in values]


def rounded(values):
    return [None if not np.isfinite(v) else round(float(v), 6) for v in values]


class Log:
    """Collects what a training logs, and its truth."""

    def __init__(self, validation, test):
        self.validation, self.test = validation, test
        classes = int(max(validation[1].max(), test[1].max())) + 1
        shares = [np.bincount(part[1], minlength=classes) / len(part[1]) for part in (validation, test)]
        # What a test row stands for at the class shares of the validation set.
        self.weights = (shares[0] / np.maximum(shares[1], 1e-9))[test[1]]
        self.epochs = []

    def add(self, loss, accuracy, predict):
        p = predict(self.validation[0])
        q = predict(self.test[0])
        y = self.validation[1]
        self.epochs.append((loss, accuracy, *measure(p, y)[:2], *batch_means(p, y), *measure(q, self.test[1], self.weights)))
        self.last = p, q

    def stalled(self, patience):
        losses = [epoch[2] for epoch in self.epochs]
        return len(losses) - 1 - int(np.argmin(losses)) >= patience

    def run(self, name, maker, intent, seed, train_labels, train_accuracy, classes):
        loss, accuracy, val_loss, val_accuracy, mean_loss, mean_accuracy, true_loss, true_accuracy, confidence = zip(
            *self.epochs
        )
        p, q = self.last
        y, actual = self.validation[1], self.test[1]
        answers = q.argmax(1)
        of = [actual == label for label in range(classes)]
        return {
            "id": f"{name}-{seed}",
            "recipe": name,
            "maker": maker,
            "intent": intent,
            "facts": {"trainLoss": "plain", "validationLoss": "plain", "validation": "sample", "accuracy": "rows"},
            "trainCounts": np.bincount(train_labels, minlength=classes).tolist(),
            "validationCounts": np.bincount(y, minlength=classes).tolist(),
            "log": {
                "loss": float32(loss),
                "accuracy": float32(accuracy),
                "validationLoss": float32(val_loss),
                "validationAccuracy": float32(val_accuracy),
            },
            "batchMeans": {"loss": float32(mean_loss), "accuracy": [round(v, 9) for v in mean_accuracy]},
            "truth": {
                "loss": rounded(true_loss),
                "crossEntropy": rounded(true_loss),
                "accuracy": rounded(true_accuracy),
                "confidence": rounded(confidence),
            },
            "end": {
                "recalls": rounded([np.mean(answers[rows] == label) for label, rows in enumerate(of)]),
                "predictedShares": rounded(np.bincount(answers, self.weights, classes) / self.weights.sum()),
                "meanScores": rounded(np.average(q, axis=0, weights=self.weights)),
                "trainAccuracy": round(train_accuracy, 6),
            },
            "rows": {
                "actual": y.tolist(),
                "predicted": p.argmax(1).tolist(),
                "scores": np.rint(1e6 * p).astype(int).ravel().tolist(),
            },
        }


def sklearn_run(name, intent, seed, data, model, epochs, patience):
    train, validation, test = data
    classes = int(max(part[1].max() for part in data)) + 1
    log = Log(validation, test)
    for _ in range(epochs):
        model.partial_fit(*train, classes=np.arange(classes))
        p = model.predict_proba(train[0])
        log.add(*measure(p, train[1])[:2], model.predict_proba)
        if patience and log.stalled(patience):
            break
    accuracy = float(np.mean(model.predict(train[0]) == train[1]))
    return log.run(name, "scikit-learn", intent, seed, train[1], accuracy, classes)


def lightgbm_run(name, intent, seed, data, params, rounds, patience):
    """The log after each round; the probabilities of the first rounds of a model are those of the model of that round."""
    train, validation, test = data
    classes = int(max(part[1].max() for part in data)) + 1
    params = {"objective": "multiclass", "num_class": classes, "verbose": -1, "num_threads": 1, "seed": seed, **params}
    model = lightgbm.train(params, lightgbm.Dataset(*train), rounds)
    log = Log(validation, test)
    for used in range(1, rounds + 1):
        predict = lambda x: model.predict(x, num_iteration=used)
        log.add(*measure(predict(train[0]), train[1])[:2], predict)
        if patience and log.stalled(patience):
            break
    accuracy = log.epochs[-1][1]
    return log.run(name, "LightGBM", intent, seed, train[1], accuracy, classes)


def torch_run(name, intent, seed, data, dropout, rate, epochs, patience, decay=1e-3, noise=0.1):
    torch.manual_seed(seed)
    train, validation, test = data
    classes = int(max(part[1].max() for part in data)) + 1
    layers = torch.nn
    model = layers.Sequential(
        layers.Conv2d(1, 12, 3, padding=1),
        layers.ReLU(),
        layers.MaxPool2d(2),
        layers.Conv2d(12, 16, 3, padding=1),
        layers.ReLU(),
        layers.Flatten(),
        layers.Dropout(dropout),
        layers.Linear(256, classes),
    )
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    criterion = layers.CrossEntropyLoss()
    images = lambda x: torch.tensor(x, dtype=torch.float32).reshape(-1, 1, 8, 8)

    def predict(x):
        model.eval()
        with torch.no_grad():
            return torch.softmax(model(images(x)), 1).double().numpy()

    x, y = images(train[0]), torch.tensor(train[1])
    log = Log(validation, test)
    for _ in range(epochs):
        model.train()
        loss = correct = 0.0
        for batch in torch.randperm(len(y)).split(BATCH):
            out = model(x[batch] + noise * torch.randn_like(x[batch]))
            value = criterion(out, y[batch])
            optimiser.zero_grad()
            value.backward()
            optimiser.step()
            loss += value.item() * len(batch)
            correct += (out.argmax(1) == y[batch]).sum().item()
        log.add(loss / len(y), correct / len(y), predict)
        if patience and log.stalled(patience):
            break
    accuracy = float(np.mean(predict(train[0]).argmax(1) == train[1]))
    return log.run(name, "PyTorch", intent, seed, train[1], accuracy, classes)


def network(seed, rng):
    return MLPClassifier(
        hidden_layer_sizes=(int(rng.choice([16, 32])),),
        alpha=1e-3,
        learning_rate_init=float(rng.uniform(5e-4, 2e-3)),
        batch_size=32,
        random_state=seed,
    )


def make_runs():
    for seed in range(26):
        rng = np.random.default_rng(1000 + seed)
        data = digits(rng, int(rng.choice([3, 5, 10])), 600, 200, float(rng.choice([1, 1, 3])))
        yield sklearn_run("digits, MLPClassifier", "healthy", seed, data, network(seed, rng), 40, 4)
    for seed in range(22):
        rng = np.random.default_rng(2000 + seed)
        data = synthetic(rng, int(rng.choice([2, 3, 4])), 800, 250, float(rng.choice([1, 2])))
        yield sklearn_run("clusters, MLPClassifier", "healthy", seed, data, network(seed, rng), 40, 4)
    for seed in range(10):
        rng = np.random.default_rng(3000 + seed)
        data = synthetic(rng, int(rng.choice([2, 3])), 800, 250, apart=2.0)
        model = SGDClassifier(loss="log_loss", alpha=0.01, learning_rate="invscaling", eta0=0.01, random_state=seed)
        yield sklearn_run("clusters, SGDClassifier", "healthy", seed, data, model, 25, 0)
    for seed in range(22):
        rng = np.random.default_rng(4000 + seed)
        data = synthetic(rng, int(rng.choice([2, 3, 5])), 1200, 300, float(rng.choice([1, 3])), apart=2.0)
        params = {"learning_rate": 0.1, "num_leaves": 7, "min_data_in_leaf": 20}
        yield lightgbm_run("clusters, LightGBM", "healthy", seed, data, params, 120, 5)
    for seed in range(26):
        rng = np.random.default_rng(5000 + seed)
        data = digits(rng, int(rng.choice([2, 5, 10])), 600, 220, float(rng.choice([1, 4])))
        rate = float(rng.uniform(5e-4, 2e-3))
        yield torch_run("digits, convolutions", "healthy", seed, data, 0.3, rate, 40, 4)
    for seed in range(8):
        rng = np.random.default_rng(6000 + seed)
        data = synthetic(rng, 3, 300, 200, apart=0.8, noise=0.15)
        model = MLPClassifier(hidden_layer_sizes=(64,), alpha=0, learning_rate_init=5e-3, random_state=seed)
        yield sklearn_run("clusters, over-trained MLPClassifier", "faulty", seed, data, model, 60, 0)
    for seed in range(8):
        rng = np.random.default_rng(7000 + seed)
        data = synthetic(rng, 2, 400, 200, 4, apart=0.7, noise=0.1)
        params = {"learning_rate": 0.3, "num_leaves": 31, "min_data_in_leaf": 3}
        yield lightgbm_run("clusters, over-trained LightGBM", "faulty", seed, data, params, 80, 0)
    for seed in range(8):
        rng = np.random.default_rng(8000 + seed)
        data = synthetic(rng, 4, 600, 250, 60, apart=0.8)
        yield sklearn_run("clusters, rare classes", "faulty", seed, data, network(seed, rng), 30, 4)


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("libraries.jsonl.gz")
    lines = []
    for run in make_runs():
        lines.append(json.dumps(run, separators=(",", ":"), allow_nan=False))
        print(run["id"], len(run["log"]["loss"]), run["truth"]["accuracy"][-1], run["truth"]["loss"][-1], flush=True)
    with open(path, "wb") as file:
        file.write(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


main()
