"""Writes intervals.json: intervals by independent code. Run with numpy and scipy.

bca: matrices with their BCa intervals of 400,000 numpy resamples, by scipy's formulas written out here; a seeded run of
     fewer resamples lies near them, so the test allows a part of the width.
rocAuc: roots of Newcombe's method 5, by scipy's root finder.
mean: Hall's interval of a mean, as the root of his cubic, for rows of losses.
student, normalCdf: quantiles and probabilities by scipy.
random: xoshiro128** in Python's integers.
"""

import json
import math
import pathlib

import numpy
import scipy
from scipy import optimize, stats
from sklearn import metrics as sk

DRAWS = 400_000


def macro_f1(cells):
    tp = numpy.einsum("...ii->...i", cells)
    both = cells.sum(-1) + cells.sum(-2)
    return (2 * tp / both).mean(-1)


def balanced(cells):
    return (numpy.einsum("...ii->...i", cells) / cells.sum(-1)).mean(-1)


def macro_precision(cells):
    return (numpy.einsum("...ii->...i", cells) / cells.sum(-2)).mean(-1)


def matthews(cells):
    n, t, p = cells.sum((-1, -2)), cells.sum(-1), cells.sum(-2)
    covariance = numpy.einsum("...ii->...", cells) * n - (t * p).sum(-1)
    return covariance / numpy.sqrt((n * n - (t * t).sum(-1)) * (n * n - (p * p).sum(-1)))


def kappa(cells):
    n = cells.sum((-1, -2))
    observed = numpy.einsum("...ii->...", cells) / n
    expected = (cells.sum(-1) * cells.sum(-2)).sum(-1) / n / n
    return (observed - expected) / (1 - expected)


STATISTICS = {
    "balancedAccuracy": balanced,
    "macroF1": macro_f1,
    "macroPrecision": macro_precision,
    "matthewsCorrelation": matthews,
    "cohenKappa": kappa,
}


def bca(cells, statistic, replicates, confidence):
    estimate = statistic(cells)
    share = ((replicates < estimate - 1e-12).mean() + (replicates <= estimate + 1e-12).mean()) / 2
    bias = stats.norm.ppf(share)
    left_out, counts = [], []
    for place in zip(*numpy.nonzero(cells)):
        less = cells.copy()
        less[place] -= 1
        left_out.append(statistic(less))
        counts.append(cells[place])
    left_out, counts = numpy.array(left_out), numpy.array(counts)
    difference = (counts * left_out).sum() / counts.sum() - left_out
    acceleration = (counts * difference**3).sum() / 6 / ((counts * difference**2).sum()) ** 1.5
    z = stats.norm.ppf([(1 - confidence) / 2, (1 + confidence) / 2])
    levels = stats.norm.cdf(bias + (bias + z) / (1 - acceleration * (bias + z)))
    return [float(v) for v in numpy.quantile(replicates, levels)]


def bca_cases():
    random = numpy.random.default_rng(20240501)
    matrices = [
        [[5, 2, 3, 3, 4], [1, 11, 3, 4, 5], [1, 1, 25, 4, 5], [0, 1, 2, 45, 5], [0, 0, 1, 3, 67]],
        [[12, 5], [9, 62]],
        [[20, 6, 4], [3, 30, 7], [1, 5, 44]],
    ]
    cases = []
    for rows in matrices:
        cells = numpy.array(rows, dtype=float)
        n = int(cells.sum())
        drawn = random.multinomial(n, (cells / n).ravel(), size=DRAWS).reshape(-1, *cells.shape).astype(float)
        drawn = drawn[(drawn.sum(-1) > 0).all(-1) & (drawn.sum(-2) > 0).all(-1)]
        for confidence in (0.9, 0.95):
            found = {name: bca(cells, of, of(drawn), confidence) for name, of in STATISTICS.items()}
            cases.append({"matrix": rows, "confidence": confidence, "intervals": found})
    # The statistics above are scikit-learn's.
    cells = numpy.array(matrices[0])
    truth = numpy.repeat(numpy.repeat(range(5), 5), cells.ravel())
    answer = numpy.repeat(numpy.tile(range(5), 5), cells.ravel())
    assert abs(macro_f1(cells) - sk.f1_score(truth, answer, average="macro")) < 1e-12
    assert abs(macro_precision(cells) - sk.precision_score(truth, answer, average="macro")) < 1e-12
    assert abs(balanced(cells) - sk.balanced_accuracy_score(truth, answer)) < 1e-12
    assert abs(matthews(cells) - sk.matthews_corrcoef(truth, answer)) < 1e-12
    assert abs(kappa(cells) - sk.cohen_kappa_score(truth, answer)) < 1e-12
    return cases


def auc_case(area, m, n, confidence):
    z = stats.norm.ppf((1 + confidence) / 2)
    pairs = (m + n) / 2 - 1

    def distance(t):
        variance = t * (1 - t) * (1 + pairs * (1 - t) / (2 - t) + pairs * t / (1 + t)) / (m * n)
        return (area - t) ** 2 - z * z * variance

    low = 0.0 if area == 0 else optimize.brentq(distance, 1e-15, area - 1e-12, xtol=1e-15)
    high = 1.0 if area == 1 else optimize.brentq(distance, area + 1e-12, 1 - 1e-15, xtol=1e-15)
    return [area, m, n, confidence, low, high]


def mean_case(values, confidence):
    values = numpy.array(values)
    n = len(values)
    error = values.std(ddof=1) / math.sqrt(n)
    skew = stats.skew(values)
    t = stats.t.ppf((1 + confidence) / 2, n - 1)

    def cubic(x, target):
        return x + skew * x**2 / 3 / n**0.5 + skew**2 * x**3 / 27 / n + skew / 6 / n**0.5 - target

    roots = [optimize.brentq(cubic, -1e4, 1e4, args=(target,), xtol=1e-13) for target in (t, -t)]
    return {"values": values.tolist(), "confidence": confidence, "interval": [values.mean() - r * error for r in roots]}


def seeded_bits(seed, count):
    """xoshiro128** on the state that splitmix32 makes of a seed, in Python's own integers."""
    mask = 0xFFFFFFFF
    mixed = (seed & mask) ^ ((seed >> 32) * 0x85EBCA6B & mask)
    state = []
    for _ in range(4):
        mixed = (mixed + 0x9E3779B9) & mask
        z = (mixed ^ mixed >> 16) * 0x21F0AAAD & mask
        z = (z ^ z >> 15) * 0x735A2D97 & mask
        state.append(z ^ z >> 15)
    values = []
    for _ in range(count):
        product = state[1] * 5 & mask
        values.append((product << 7 | product >> 25) * 9 & mask)
        shifted = state[1] << 9 & mask
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = (state[3] << 11 | state[3] >> 21) & mask
    return values


def main():
    random = numpy.random.default_rng(7)
    samples = [random.exponential(1, 40), random.lognormal(-1, 1.5, 25), random.normal(2, 0.1, 12)]
    document = {
        "versions": {module.__name__: module.__version__ for module in (numpy, scipy)},
        "bca": bca_cases(),
        "rocAuc": [
            auc_case(area, m, n, c)
            for area in (0.0, 0.31, 0.5, 14 / 15, 0.999, 1.0)
            for m, n in ((1, 4), (3, 5), (17, 184), (71, 130))
            for c in (0.9, 0.95)
        ],
        "mean": [mean_case(numpy.round(sample, 6), c) for sample in samples for c in (0.9, 0.95)],
        "student": [[p, d, float(stats.t.isf(p / 2, d))] for p in (0.01, 0.05, 0.1, 0.32)
                    for d in (2, 2.5, 3, 4, 5.5, 16, 200, 1e6)],  # fmt: skip
        "random": [[seed, seeded_bits(seed, 6)] for seed in (0, 1, 2**32 + 5, 999_999_999_999_999)],
        "normalCdf": [[z, float(stats.norm.cdf(z))] for z in (-7.5, -4, -1.96, -0.3, 0, 0.001, 1, 2.5, 6)],
    }
    path = pathlib.Path(__file__).parent / "intervals.json"
    path.write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
