"""Writes sklearn.json: what scikit-learn says of generated tables. Run with scikit-learn 1.9 or later.

Inputs are compact integers, base64 of little-endian uint16, from which both sides compute the same doubles:
  scores  "dyadic": v / 32768; "normalised": v / sum of the row; "float32": that, rounded to float32
  weights v / weightDivisor
A value that scikit-learn reports as NaN, as an error, or with a warning as a 0 for want of data is "undefined".
Where scikit-learn has no function (geometric mean, no-information rate, errors of calibration, precision-recall gain,
index of balanced accuracy, one-vs-one areas of weighted rows) the formula stands here in numpy.
"""

import base64
import functools
import json
import pathlib
import warnings

import numpy
import scipy
import sklearn
from scipy import stats
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve
from sklearn.exceptions import UndefinedMetricWarning

UNDEFINED = "undefined"


def encode(values):
    return base64.b64encode(numpy.asarray(values, dtype="<u2").tobytes()).decode()


def scores_of(case, raw):
    if case["scores"] == "dyadic":
        return raw / 32768
    scores = raw / raw.sum(axis=1, keepdims=True)
    return scores.astype(numpy.float32).astype(float) if case["scores"] == "float32" else scores


def defined(compute):
    """The value, or UNDEFINED where it is NaN, an error or a substitute that a warning announces."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = compute()
        except ValueError as error:
            return raised(error)
    if any(issubclass(w.category, UndefinedMetricWarning) for w in caught):
        return UNDEFINED
    if any("No positive class found" in str(w.message) for w in caught):
        return UNDEFINED
    return UNDEFINED if not numpy.isfinite(value) else float(value)


def raised(error):
    raise AssertionError(f"unexpected: {error}")


def quiet(compute):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compute()


def overall(y, p, s, w, k, class_weights):
    labels = list(range(k))
    support = numpy.bincount(y, weights=w, minlength=k)
    present = support > 0
    one_class = present.sum() < 2
    recalls = quiet(lambda: sk.recall_score(y, p, labels=labels, average=None, zero_division=0, sample_weight=w))
    out = {
        "accuracy": sk.accuracy_score(y, p, sample_weight=w),
        "noInformationRate": support.max() / support.sum(),
        "balancedAccuracy": quiet(lambda: sk.balanced_accuracy_score(y, p, sample_weight=w)),
        "geometricMean": stats.gmean(recalls[present]) if recalls[present].min() > 0 else 0.0,
        # scikit-learn gives 0 for truth of one class even if all answers are right.
        "matthewsCorrelation": UNDEFINED if one_class else quiet(lambda: sk.matthews_corrcoef(y, p, sample_weight=w)),
        "cohenKappa": defined_kappa(y, p, w),
        # The classes in the order of their indices.
        "linearWeightedKappa": defined_kappa(y, p, w, weights="linear", labels=labels),
        "quadraticWeightedKappa": defined_kappa(y, p, w, weights="quadratic", labels=labels),
    }
    out["adjustedBalancedAccuracy"] = (
        UNDEFINED if one_class else quiet(lambda: sk.balanced_accuracy_score(y, p, adjusted=True, sample_weight=w))
    )
    macro = {"average": "macro", "zero_division": 0, "sample_weight": w}
    out["macroF2"] = sk.fbeta_score(y, p, beta=2, **macro)
    out["macroF05"] = sk.fbeta_score(y, p, beta=0.5, **macro)
    out["macroJaccard"] = sk.jaccard_score(y, p, **macro)
    for average in ("macro", "micro", "weighted"):
        values = quiet(
            lambda: sk.precision_recall_fscore_support(
                y, p, average=average, zero_division=0, sample_weight=w
            )
        )
        for name, value in zip(("Precision", "Recall", "F1"), values):
            out[average + name] = value
    if s is not None:
        out |= from_scores(y, s, w, k, support, class_weights)
        out |= of_calibration(y, p, s, w, k)
    return {name: value if value == UNDEFINED else float(value) for name, value in out.items()}


def defined_kappa(y, p, w, **more):
    value = quiet(lambda: sk.cohen_kappa_score(y, p, sample_weight=w, **more))
    return UNDEFINED if numpy.isnan(value) else value


def from_scores(y, s, w, k, support, class_weights):
    labels = list(range(k))
    hot = numpy.eye(k)[y]
    present = support > 0
    area = lambda average: quiet(lambda: sk.roc_auc_score(hot, s, average=average, sample_weight=w))
    loss = lambda weights, **more: quiet(
        lambda: sk.log_loss(y, y_proba=s, labels=labels, sample_weight=weights, **more)
    )
    nan_undefined = lambda value: UNDEFINED if numpy.isnan(value) else value
    out = {
        "macroAveragePrecision": quiet(lambda: sk.average_precision_score(hot, s, average="macro", sample_weight=w)),
        "macroRocAuc": nan_undefined(area("macro")),
        "weightedRocAuc": UNDEFINED if present.sum() < 2 else nan_undefined(area("weighted")),
        "logLoss": loss(w),
        "balancedLogLoss": loss(w / numpy.where(present, support, 1)[y]),
        "logLossSkill": UNDEFINED
        if present.sum() < 2
        else quiet(lambda: sk.d2_log_loss_score(y, y_proba=s, labels=labels, sample_weight=w)),
        "brierScore": quiet(lambda: sk.brier_score_loss(y, y_proba=s, labels=labels, sample_weight=w)),
        "brierSkill": UNDEFINED
        if present.sum() < 2
        else quiet(lambda: sk.d2_brier_score(y, y_proba=s, labels=labels, sample_weight=w)),
        "worstRowsLossShare": worst_share(-numpy.log(s[numpy.arange(len(y)), y].clip(2.0**-52, 1 - 2.0**-52)), w),
        **one_vs_one(y, s, w, support),
    }
    for top in (2, 3):
        out[f"top{top}Accuracy"] = (
            UNDEFINED if k <= top else sk.top_k_accuracy_score(y, s, k=top, labels=labels, sample_weight=w)
        )
    if k > 2 and present.all() and numpy.allclose(s.sum(axis=1), 1, rtol=0, atol=1e-12):
        multiclass = sk.roc_auc_score(y, s, multi_class="ovr", average="macro", sample_weight=w)
        assert abs(multiclass - out["macroRocAuc"]) < 1e-14
    if class_weights is not None:
        given = numpy.array(class_weights)[y]
        out["weightedLogLoss"] = loss(w * given)
        out["weightedLogLossPerSample"] = loss(w * given, normalize=False) / w.sum()
    return out


def worst_share(losses, w):
    """The share of the loss on the 5 % of the rows, by weight, with most of it."""
    order = numpy.argsort(-losses, kind="stable")
    ends = numpy.minimum(numpy.cumsum(w[order]), 0.05 * w.sum())
    return numpy.diff(ends, prepend=0) @ losses[order] / (w @ losses)


def one_vs_one(y, s, w, support):
    """Hand and Till, with sample weights, which scikit-learn takes in none of its one-vs-one averages."""
    present = numpy.flatnonzero(support > 0)
    if len(present) < 2:
        return {"macroOneVsOneRocAuc": UNDEFINED, "weightedOneVsOneRocAuc": UNDEFINED}
    areas, shares = [], []
    for place, a in enumerate(present):
        for b in present[place + 1 :]:
            pair = ((y == a) | (y == b)) & (w > 0)
            both = [sk.roc_auc_score(y[pair] == c, s[pair, c], sample_weight=w[pair]) for c in (a, b)]
            areas.append(numpy.mean(both))
            shares.append(support[a] + support[b])
    out = {
        "macroOneVsOneRocAuc": numpy.mean(areas),
        "weightedOneVsOneRocAuc": numpy.average(areas, weights=shares),
    }
    if s.shape[1] > 2 and (w == 1).all() and numpy.allclose(s.sum(axis=1), 1, rtol=0, atol=1e-12):
        for average in ("macro", "weighted"):
            theirs = sk.roc_auc_score(y, s, multi_class="ovo", average=average, labels=numpy.arange(s.shape[1]))
            assert abs(theirs - out[average + "OneVsOneRocAuc"]) < 1e-14
    return out


BINS = 15


def gaps(values, hits, w, bins):
    """Weight and distance of mean score and share of hits, a bin each."""
    sums = [numpy.bincount(bins, weights=part, minlength=BINS) for part in (w, w * values, w * hits)]
    held = sums[0] > 0
    weight, value, hit = (part[held] for part in sums)
    return weight, numpy.abs(value - hit) / weight


def equal_width(values, hits, w):
    """(a, b], with the edges of scikit-learn's calibration_curve."""
    edges = numpy.linspace(0, 1, BINS + 1)
    weight, distance = gaps(values, hits, w, numpy.searchsorted(edges[1:-1], values))
    if (w == 1).all() and 0 < hits.sum() < len(hits):
        shares, means = calibration_curve(hits, values, n_bins=BINS)
        assert numpy.allclose(numpy.abs(shares - means), distance, rtol=0, atol=1e-14)
    return weight, distance


def equal_mass(values, hits, w):
    """A tie group lies where the middle of its weight does."""
    groups, group = numpy.unique(values, return_inverse=True)
    weight = numpy.bincount(group, weights=w)
    middle = numpy.cumsum(weight) - weight / 2
    bins = numpy.minimum(BINS - 1, numpy.floor(BINS * middle / weight.sum() + 1e-9).astype(int))
    return gaps(values, hits, w, bins[group])


def of_calibration(y, p, s, w, k):
    top = (s[numpy.arange(len(y)), p], p == y, w)
    mean = lambda pair: numpy.average(pair[1], weights=pair[0])
    return {
        "expectedCalibrationError": mean(equal_width(*top)),
        "equalMassCalibrationError": mean(equal_mass(*top)),
        "maximumCalibrationError": equal_width(*top)[1].max(),
        "classwiseCalibrationError": numpy.mean([mean(equal_width(s[:, i], y == i, w)) for i in range(k)]),
    }


def gain_area(truth, column, w):
    """Flach and Kull: trapezoids between the points of the curve, from its crossing of a recall gain of 0 on."""
    groups, group = numpy.unique(-column, return_inverse=True)
    tp = numpy.cumsum(numpy.bincount(group, weights=w * truth))
    fp = numpy.cumsum(numpy.bincount(group, weights=w * ~truth))
    positives, negatives = tp[-1], fp[-1]
    if positives == 0 or negatives == 0:
        return UNDEFINED
    least = positives**2 / (positives + negatives)
    place = numpy.searchsorted(tp, least, side="right")
    before = (tp[place - 1], fp[place - 1]) if place > 0 else (0.0, 0.0)
    share = (least - before[0]) / (tp[place] - before[0])
    tp = numpy.concatenate([[least], tp[place:]])
    fp = numpy.concatenate([[before[1] + share * (fp[place] - before[1])], fp[place:]])
    precision_gain = 1 - positives / negatives * fp / tp
    recall_gain = 1 - positives / negatives * (positives - tp) / tp
    return float(numpy.trapezoid(precision_gain, recall_gain))


def of_class(y, p, s, w, index):
    truth, answer = y == index, p == index
    rate = lambda function, *pair: nan_as_undefined(
        quiet(lambda: function(*pair, zero_division=numpy.nan, sample_weight=w))
    )
    both = w[truth].sum() > 0 and w[~truth].sum() > 0
    out = {
        "precision": rate(sk.precision_score, truth, answer),
        "recall": rate(sk.recall_score, truth, answer),
        "f1": rate(sk.f1_score, truth, answer),
        "f2": rate(functools.partial(sk.fbeta_score, beta=2), truth, answer),
        "f05": rate(functools.partial(sk.fbeta_score, beta=0.5), truth, answer),
        "jaccard": UNDEFINED
        if w[truth | answer].sum() == 0
        else float(sk.jaccard_score(truth, answer, zero_division=0, sample_weight=w)),
        "specificity": rate(sk.recall_score, ~truth, ~answer),
        "negativePredictiveValue": rate(sk.precision_score, ~truth, ~answer),
        "youdenJ": float(sk.balanced_accuracy_score(truth, answer, adjusted=True, sample_weight=w))
        if both
        else UNDEFINED,
    }
    values = out["precision"], out["negativePredictiveValue"]
    out["markedness"] = UNDEFINED if UNDEFINED in values else sum(values) - 1
    sensitivity, others = out["recall"], out["specificity"]
    out["indexBalancedAccuracy"] = (
        (1 + 0.1 * (sensitivity - others)) * sensitivity * others if both else UNDEFINED
    )
    ratios = (UNDEFINED, UNDEFINED)
    if both:
        ratios = quiet(
            lambda: sk.class_likelihood_ratios(truth, answer, sample_weight=w, replace_undefined_by=numpy.nan)
        )
    out["positiveLikelihoodRatio"], out["negativeLikelihoodRatio"] = (
        value if value == UNDEFINED else nan_as_undefined(value) for value in ratios
    )
    if s is not None:
        column = s[:, index]
        out["precisionRecallGain"] = gain_area(truth, column, w)
        weight, distance = equal_width(column, truth, w)
        out["calibrationError"] = float(numpy.average(distance, weights=weight))
        out["averagePrecision"] = defined(lambda: sk.average_precision_score(truth, column, sample_weight=w))
        out["rocAuc"] = defined(lambda: sk.roc_auc_score(truth, column, sample_weight=w))
        out["logLoss"] = (
            float(
                quiet(
                    lambda: sk.log_loss(
                        y[truth], y_proba=s[truth], labels=list(range(s.shape[1])), sample_weight=w[truth]
                    )
                )
            )
            if truth.any()
            else UNDEFINED
        )
    return out


def nan_as_undefined(value):
    return UNDEFINED if numpy.isnan(value) else float(value)


def make_case(number, k, n, **how):
    """One table. `how`: scores, weights, absent (never actual), unpredicted, only (one actual class), ties, saturated,
    loose (predictions apart from the scores), constant, positive, class_weights."""
    rng = numpy.random.default_rng(number)
    shares = rng.dirichlet(numpy.full(k, 0.8)) + 0.01
    shares[list(how.get("absent", []))] = 0
    if "only" in how:
        shares = numpy.eye(k)[how["only"]]
    y = rng.choice(k, size=n, p=shares / shares.sum())
    case = {"classes": k, "rows": n, "actual": encode(y), "positive": how.get("positive")}
    s = None
    if how.get("scores"):
        case["scores"] = how["scores"]
        raw = raw_scores(rng, y, k, how)
        case["rawScores"] = encode(raw)
        s = scores_of(case, raw.astype(float))
    if s is None or how.get("loose"):
        p = numpy.where(rng.random(n) < 0.6, y, rng.integers(k, size=n))
    else:
        p = s.argmax(axis=1)
    for never in how.get("unpredicted", []):
        p = numpy.where(p == never, (never + 1) % k, p)
    if "constant" in how:
        p = numpy.full(n, how["constant"])
    case["predicted"] = encode(p)
    w = numpy.ones(n)
    if how.get("weights"):
        divisor = 1 if how["weights"] == "frequency" else 1000
        raw_weights = rng.integers(1, 9 if divisor == 1 else 5000, size=n)
        if how.get("zeros"):
            raw_weights = numpy.where(rng.random(n) < 0.2, 0, raw_weights)
        case |= {"weights": how["weights"], "weightDivisor": divisor, "rawWeights": encode(raw_weights)}
        w = raw_weights / divisor
    class_weights = [round(float(v), 3) for v in rng.uniform(0.2, 5, size=k)] if how.get("class_weights") else None
    case["classWeights"] = class_weights
    case["overall"] = overall(y, p, s, w, k, class_weights)
    case["perClass"] = [of_class(y, p, s, w, index) for index in range(k)]
    return case


def raw_scores(rng, y, k, how):
    if how.get("saturated"):
        answer = numpy.where(rng.random(len(y)) < 0.7, y, rng.integers(k, size=len(y)))
        return numpy.eye(k, dtype=int)[answer] * 32768
    strength = rng.gamma(0.7, size=(len(y), k)) + 0.05
    strength[numpy.arange(len(y)), y] += rng.gamma(1.0, size=len(y))
    shares = strength / strength.sum(axis=1, keepdims=True)
    if how["scores"] != "dyadic":
        return numpy.floor(shares * 60000).astype(int) + 1
    steps = how.get("ties", 32768)
    raw = numpy.floor(shares * steps).astype(int)
    raw[:, -1] += steps - raw.sum(axis=1)
    return raw * (32768 // steps)


def plan():
    kinds = ("dyadic", "normalised", "float32")
    for i, k in enumerate((2, 3, 4, 5, 7, 10, 15, 20, 30)):
        yield k, 40 * k, {"scores": kinds[i % 3], "class_weights": True}
        yield k, 25 * k, {"scores": kinds[(i + 1) % 3], "weights": "frequency", "class_weights": True}
        yield k, 31 * k, {"scores": kinds[(i + 2) % 3], "weights": "importance", "zeros": i % 2 == 1}
    for k in (2, 3, 6):
        yield k, 90, {}
        yield k, 90, {"weights": "importance"}
        yield k, 120, {"scores": "dyadic", "ties": 8}
        yield k, 120, {"scores": "dyadic", "ties": 4, "weights": "importance"}
        yield k, 80, {"scores": "dyadic", "saturated": True, "class_weights": True}
        yield k, 50, {"scores": "normalised", "only": k - 1}
        yield k, 50, {"scores": "normalised", "only": 0, "constant": 0}
        yield k, 50, {"only": 0, "constant": 1}
        yield k, 70, {"scores": "normalised", "constant": 1, "weights": "frequency"}
        yield k, 70, {"scores": "normalised", "loose": True, "unpredicted": [0]}
        yield k, 1, {"scores": "normalised"}
        yield k, 2, {"scores": "float32"}
    for k in (3, 5, 8):
        yield k, 100, {"scores": "normalised", "absent": [1]}
        yield k, 100, {"scores": "float32", "absent": [0, 2], "unpredicted": [0], "loose": True}
        yield k, 100, {"scores": "normalised", "absent": [k - 1], "weights": "importance", "class_weights": True}
        yield k, 100, {"absent": [1], "unpredicted": [0, 1]}
    for positive in (0, 1):
        yield 2, 200, {"scores": "normalised", "positive": positive}
        yield 2, 200, {"scores": "float32", "positive": positive, "weights": "importance", "loose": True}
        yield 2, 60, {"positive": positive, "unpredicted": [positive]}
    yield 5, 5000, {"scores": "float32", "class_weights": True}
    yield 3, 5000, {"scores": "normalised", "weights": "importance"}
    yield 30, 1500, {"scores": "dyadic", "ties": 512, "absent": [4, 17], "unpredicted": [9], "loose": True}


def functions():
    """Quantiles, binomial and chi-square tails and Wilson intervals from scipy, at chosen and at hard arguments."""
    quantile = [p for e in range(1, 301, 23) for p in (10.0**-e, 0.5 * 10.0**-e)]
    quantile += [i / 64 for i in range(1, 64)] + [0.075, 0.925, 0.0749, 0.9251, 0.025, 0.975]
    tails = [(0, 10, 0.5), (10, 10, 0.3), (5, 10, 0.5), (99, 100, 0.99), (153, 201, 71 / 201), (3, 17, 0.2)]
    tails += [(k, n, p) for n in (1, 2, 15, 16, 17, 200, 5000, 100000) for p in (0.001, 0.2, 0.5, 0.93)
              for k in sorted({1, n // 10, n // 3, n // 2, int(n * p), int(n * p) + 1, n - 1})]  # fmt: skip
    wilson = [(k, n, c) for n in (1, 5, 17, 71, 201, 100000) for k in sorted({0, 1, n // 3, n - 1, n})
              for c in (0.5, 0.9, 0.95, 0.999)]  # fmt: skip
    squares = [(x, k) for k in (1, 2, 3, 4, 7, 10, 31, 100, 999) for x in (1e-6, 0.1, 1, k / 2, k, 2 * k, 10.83, 60, 3000)]
    return {
        "normalQuantile": [[p, float(stats.norm.ppf(p))] for p in quantile],
        "binomialTails": [
            [k, n, p, float(stats.binom.sf(k - 1, n, p)), float(stats.binom.cdf(k, n, p))] for k, n, p in tails
        ],
        "wilson": [
            [k, n, c, *(float(v) for v in stats.binomtest(k, n).proportion_ci(c, method="wilson"))]
            for k, n, c in wilson
        ],
        "chiSquareTail": [[x, k, float(stats.chi2.sf(x, k))] for x, k in squares],
    }


def main():
    cases = [make_case(number, k, n, **how) for number, (k, n, how) in enumerate(plan())]
    versions = {module.__name__: module.__version__ for module in (sklearn, numpy, scipy)}
    folder = pathlib.Path(__file__).parent
    with open(folder / "sklearn.json", "w") as file:
        file.write(json.dumps({"versions": versions})[:-1] + ', "cases": [\n')
        file.write(",\n".join(json.dumps(case) for case in cases) + "\n]}\n")
    with open(folder / "scipy.json", "w") as file:
        file.write(json.dumps({"versions": versions, **functions()}) + "\n")
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
