"""Writes precisionRecall.json: scikit-learn's precision_recall_curve of generated classes against the rest.

Scores are v / 64, so that both sides hold the same doubles and many rows tie; weights are v / 4. A class without rows
(or with rows of weight 0 only), where scikit-learn gives recall 1 with a warning, is "undefined". Points come as
scikit-learn orders them, by rising threshold, the added last point (precision 1, recall 0) included.
"""

import json
import pathlib
import warnings

import numpy
import sklearn
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.metrics import average_precision_score, precision_recall_curve


def make_case(name, number, n, share, weights=None, positives=None, steps=64):
    rng = numpy.random.default_rng(number)
    actual = (rng.random(n) < share).astype(int) if positives is None else numpy.asarray(positives)
    raw = numpy.clip(rng.integers(0, steps, n) + actual * rng.integers(0, steps // 2 + 1, n), 0, 64)
    raw_weights = None if weights is None else rng.integers(0, 9, n) if weights == "random" else numpy.asarray(weights)
    w = None if raw_weights is None else raw_weights / 4
    case = {
        "name": name,
        "actual": actual.tolist(),
        "rawScores": raw.tolist(),
        "rawWeights": None if raw_weights is None else raw_weights.tolist(),
    }
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        precision, recall, thresholds = precision_recall_curve(actual, raw / 64, sample_weight=w)
    if any(issubclass(one.category, (UndefinedMetricWarning, UserWarning)) for one in caught):
        return case | {"curve": "undefined"}
    return case | {
        "curve": {
            "thresholds": thresholds.tolist(),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "averagePrecision": float(average_precision_score(actual, raw / 64, sample_weight=w)),
        }
    }


def main():
    cases = [
        make_case("a rare class with ties", 1, 120, 0.1),
        make_case("half of the rows, few distinct scores", 2, 90, 0.5, steps=5),
        make_case("one score for all rows", 3, 20, 0.4, steps=1, positives=[0, 1, 0, 0] * 5),
        make_case("all rows of the class", 4, 15, 1.0),
        make_case("one row of the class", 5, 60, 0, positives=[0] * 37 + [1] + [0] * 22),
        make_case("no row of the class", 6, 30, 0.0),
        make_case("weights, some of them 0", 7, 150, 0.2, weights="random"),
        make_case("rows of the class of weight 0 only", 8, 8, 0, weights=[4, 4, 0, 4, 0, 4, 4, 4],
                  positives=[0, 0, 1, 0, 1, 0, 0, 0]),
        make_case("one row", 9, 1, 1.0),
    ]  # fmt: skip
    path = pathlib.Path(__file__).parent / "precisionRecall.json"
    body = ",\n".join(json.dumps(case) for case in cases)
    path.write_text('{"sklearn": "%s", "cases": [\n%s\n]}\n' % (sklearn.__version__, body))


if __name__ == "__main__":
    main()
