"""Writes decisions.json: thresholds, least-cost answers and metrics under other class shares, by scikit-learn and numpy.

Scores are whole 1024ths, so that both sides compute with the same doubles. Best values of a threshold are those of all
distinct scores and of answering nothing, each scored by scikit-learn.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn import metrics as sk


def best(y, s, w, score):
    cuts = [*numpy.unique(s), numpy.inf]
    return float(max(score((s >= cut).astype(int)) for cut in cuts))


def binary(rng, rows, share, grain, weighted):
    y = (rng.random(rows) < share).astype(int)
    s = numpy.clip(numpy.round(1 / (1 + numpy.exp(-rng.normal(2.2 * y - 1.6, 1.2))) * grain), 0, grain) / grain
    w = rng.integers(0, 4, rows) if weighted else numpy.ones(rows, int)
    costs = [[0, 1], [5, 0.5]]
    kw = {"sample_weight": w}

    def cost(p):
        return -numpy.average(numpy.array(costs)[y, p], weights=w)

    def recall_at(least):
        precision, recall, _ = sk.precision_recall_curve(y, s, **kw)
        return float(recall[:-1][precision[:-1] >= least].max())

    def precision_at(least):
        precision, recall, _ = sk.precision_recall_curve(y, s, **kw)
        return float(precision[:-1][recall[:-1] >= least].max())

    present = (s > 0.5).astype(int)
    scores = {
        "f1": lambda p: sk.f1_score(y, p, zero_division=0, **kw),
        "f2": lambda p: sk.fbeta_score(y, p, beta=2, zero_division=0, **kw),
        "balancedAccuracy": lambda p: sk.balanced_accuracy_score(y, p, **kw),
        "youdenJ": lambda p: sk.balanced_accuracy_score(y, p, adjusted=True, **kw),
        "cost": cost,
    }
    return {
        "actual": y.tolist(),
        "scores": (s * 1024).astype(int).tolist(),
        **({"weights": w.tolist()} if weighted else {}),
        "costs": costs,
        "present": {name: float(score(present)) for name, score in scores.items()},
        "best": {
            **{name: best(y, s, w, score) for name, score in scores.items()},
            "recall@precision=0.6": recall_at(0.6),
            "precision@recall=0.7": precision_at(0.7),
        },
    }


def first_best(values, order):
    """The first index of the best value, ties within rounding counting as one."""
    rounded = numpy.round(values, 12)
    return order(rounded, axis=1)


def values(y, p, k, w, costs):
    labels = list(range(k))
    return {
        "accuracy": sk.accuracy_score(y, p, sample_weight=w),
        "balancedAccuracy": sk.balanced_accuracy_score(y, p),
        "cost": float(numpy.average(numpy.array(costs)[y, p], weights=w)),
        "precisions": [
            None if not (p == label).any() else v
            for label, v in enumerate(
                sk.precision_score(y, p, labels=labels, average=None, zero_division=0, sample_weight=w)
            )
        ],
        "matrix": (sk.confusion_matrix(y, p, labels=labels, sample_weight=w) / w.sum()).tolist(),
    }


def multiclass(rng, counts):
    k = len(counts)
    y = numpy.repeat(numpy.arange(k), counts)
    y = y[rng.permutation(len(y))]
    shares = numpy.array(counts) / sum(counts)
    z = rng.normal(0, 1, (len(y), k)) + numpy.log(shares)
    z[numpy.arange(len(y)), y] += 1.6
    p = numpy.exp(z) / numpy.exp(z).sum(axis=1, keepdims=True)
    units = numpy.floor(p * 1024).astype(int)
    units[numpy.arange(len(y)), units.argmax(axis=1)] += 1024 - units.sum(axis=1)
    p = units / 1024
    deployment = rng.dirichlet(numpy.ones(k) * 3)
    costs = (1 - numpy.eye(k)).tolist()
    costs[k - 1][0] = 8
    costs[0][0] = 0.25
    weight = deployment[y] / shares[y]
    adjusted = p * deployment / shares
    adjusted /= adjusted.sum(axis=1, keepdims=True)
    here = numpy.ones(len(y))
    present = p.argmax(axis=1)
    return {
        "actual": y.tolist(),
        "scores": units.tolist(),
        "deployment": deployment.tolist(),
        "costs": costs,
        "present": values(y, present, k, here, costs),
        "prior": values(y, first_best(p / shares, numpy.argmax), k, here, costs),
        "cost": values(y, first_best(p @ numpy.array(costs), numpy.argmin), k, here, costs),
        "presentDeployed": values(y, present, k, weight, costs),
        "deployment_": values(y, first_best(adjusted, numpy.argmax), k, weight, costs),
        "costDeployed": values(y, first_best(adjusted @ numpy.array(costs), numpy.argmin), k, weight, costs),
    }


rng = numpy.random.default_rng(20)
document = {
    "made by": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "binary": [
        binary(rng, 400, 0.2, 1024, False),
        binary(rng, 300, 0.3, 16, False),
        binary(rng, 300, 0.25, 1024, True),
    ],
    "multiclass": [multiclass(rng, [120, 40, 30]), multiclass(rng, [60, 50, 40, 30, 25])],
}
path = pathlib.Path(__file__).with_name("decisions.json")
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
