"""Writes comparisons.json: two classifiers on the same rows, compared by independent code. Run with numpy, scipy,
scikit-learn and statsmodels.

mcnemar: exact p-values by statsmodels.
tango: roots of Tango's score equation, its nuisance share found by maximising the likelihood numerically.
tables: drawn tables with the point values of scikit-learn, DeLong's covariance of two areas from the definition (every
        pair of a positive and a negative row), and jackknife variances of macro F1 and macro average precision from
        leaving out each row in turn.
"""

import json
import pathlib

import numpy
from scipy import optimize, stats
from sklearn import metrics as sk
from statsmodels.stats.contingency_tables import mcnemar


def tango(only_a, only_b, rows, confidence=0.95):
    z = stats.norm.ppf((1 + confidence) / 2)
    same = rows - only_a - only_b

    def variance(delta):
        def loss(share):
            b, c, s = share + delta, share, 1 - 2 * share - delta
            terms = [(only_b, b), (only_a, c), (same, s)]
            return -sum(k * numpy.log(max(p, 1e-300)) for k, p in terms if k > 0)

        low, high = max(0, -delta), (1 - delta) / 2
        share = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x
        return (2 * share + delta - delta * delta) / rows

    difference = (only_b - only_a) / rows
    bound = lambda side: optimize.brentq(
        lambda delta: (difference - delta) / numpy.sqrt(variance(delta)) - side * z,
        *((-1 + 1e-9, difference - 1e-9) if side > 0 else (difference + 1e-9, 1 - 1e-9)),
        xtol=1e-12,
    )
    return [bound(1), bound(-1)]


def delong(positive, scores):
    """Areas and their covariance from every pair, for a list of score vectors."""
    kernels = [
        (s[positive][:, None] > s[~positive][None]) + 0.5 * (s[positive][:, None] == s[~positive][None]) for s in scores
    ]
    v10 = numpy.array([k.mean(1) for k in kernels])
    v01 = numpy.array([k.mean(0) for k in kernels])
    m, n = kernels[0].shape
    return [k.mean() for k in kernels], numpy.cov(v10) / m + numpy.cov(v01) / n


def left_out(statistic, rows):
    return numpy.array([statistic(numpy.delete(numpy.arange(rows), row)) for row in range(rows)])


def case(seed, counts, gains, decimals):
    random = numpy.random.default_rng(seed)
    actual = numpy.repeat(numpy.arange(len(counts)), counts)
    random.shuffle(actual)
    rows, size = len(actual), len(counts)
    shared = random.normal(size=(rows, size))
    scores = []
    for gain in gains:
        logits = gain * numpy.eye(size)[actual] + 0.8 * shared + 0.6 * random.normal(size=(rows, size))
        chances = numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True)
        scores.append(numpy.round(chances, decimals))
    predicted = [s.argmax(1) for s in scores]
    right = [p == actual for p in predicted]
    expected = {}
    for name, one in [
        ("accuracy", lambda w, i: sk.accuracy_score(actual[i], predicted[w][i])),
        ("balancedAccuracy", lambda w, i: sk.balanced_accuracy_score(actual[i], predicted[w][i])),
        ("macroF1", lambda w, i: sk.f1_score(actual[i], predicted[w][i], average="macro")),
        (
            "macroAveragePrecision",
            lambda w, i: numpy.mean(
                [sk.average_precision_score(actual[i] == k, scores[w][i, k]) for k in range(size)]
            ),
        ),
        (
            "macroRocAuc",
            lambda w, i: numpy.mean([sk.roc_auc_score(actual[i] == k, scores[w][i, k]) for k in range(size)]),
        ),
        (
            "logLoss",
            lambda w, i: -numpy.log(numpy.clip(scores[w][i, actual[i]], 2**-52, 1 - 2**-52)).mean(),
        ),
    ]:
        everything = numpy.arange(rows)
        difference = lambda i: one(1, i) - one(0, i)
        change = difference(everything) - left_out(difference, rows)
        expected[name] = {
            "a": float(one(0, everything)),
            "b": float(one(1, everything)),
            "jackknifeVariance": float((change**2).sum()),
        }
    classes = []
    for k in range(size):
        inside = actual == k
        only_a, only_b = int((right[0] & ~right[1])[inside].sum()), int((right[1] & ~right[0])[inside].sum())
        areas, covariance = delong(inside, [s[:, k] for s in scores])
        classes.append(
            {
                "onlyA": only_a,
                "onlyB": only_b,
                "p": float(mcnemar([[0, only_a], [only_b, 0]], exact=True).pvalue) if only_a + only_b else 1.0,
                "areas": [float(area) for area in areas],
                "variance": float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]),
            }
        )
    only_a, only_b = int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())
    return {
        "actual": actual.tolist(),
        "predicted": [p.tolist() for p in predicted],
        "scores": [s.ravel().tolist() for s in scores],
        "p": float(mcnemar([[0, only_a], [only_b, 0]], exact=True).pvalue),
        "metrics": expected,
        "classes": classes,
    }


counts = [(6, 9), (0, 5), (1, 12), (30, 30), (17, 40), (100, 150)]
tables = [(0, 5, 17), (6, 9, 205), (3, 15, 205), (1, 2, 36), (40, 12, 71)]
result = {
    "mcnemar": [
        {"onlyA": a, "onlyB": b, "p": float(mcnemar([[0, a], [b, 0]], exact=True).pvalue)} for a, b in counts
    ],
    "tango": [{"onlyA": a, "onlyB": b, "rows": n, "interval": tango(a, b, n)} for a, b, n in tables],
    "tables": [
        case(1, [17, 27, 36, 54, 71], (0.8, 1.2), 3),
        case(2, [9, 20, 31], (1.5, 0.9), 1),
        case(3, [40, 8, 13, 22], (2.0, 2.0), 6),
    ],
}
pathlib.Path(__file__).with_name("comparisons.json").write_text(json.dumps(result) + "\n")
