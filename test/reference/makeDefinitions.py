"""Values of common metrics as scikit-learn, torchmetrics and Keras give them. Writes definitions.json beside this file.

Needs numpy, scikit-learn, torch, torchmetrics and keras (with the torch backend).
"""

import json
import os
import pathlib
import warnings

os.environ["KERAS_BACKEND"] = "torch"
warnings.simplefilter("ignore")

import keras
import numpy as np
import sklearn
import sklearn.metrics as sk
import torch
import torchmetrics
import torchmetrics.classification as tm


def case(name: str, seed: int, counts: list[int], sharpness: float, absent: bool = False) -> dict:
    random = np.random.default_rng(seed)
    classes = len(counts)
    actual = np.repeat(np.arange(classes), counts)
    random.shuffle(actual)
    logits = random.normal(size=(len(actual), classes)) + sharpness * np.eye(classes)[actual]
    if absent:
        logits[:, -1] -= 30
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    scores = scores.astype(np.float32).astype(np.float64)
    predicted = scores.argmax(axis=1)
    one_hot = np.eye(classes)[actual]
    weights = np.linspace(0.5, 3, classes)

    probabilities = torch.tensor(scores)
    truth = torch.tensor(actual)
    answers = torch.tensor(predicted)
    single = torch.tensor(scores, dtype=torch.float32)
    values = {
        "accuracy": sk.accuracy_score(actual, predicted),
        "balancedAccuracy": sk.balanced_accuracy_score(actual, predicted),
        "adjustedBalancedAccuracy": sk.balanced_accuracy_score(actual, predicted, adjusted=True),
        "macroRecall": sk.recall_score(actual, predicted, average="macro"),
        "meanOfRecallAndSpecificity": np.mean(
            [sk.balanced_accuracy_score(actual == k, predicted == k) for k in range(classes)]
        ),
        "elementwiseAccuracy": (np.eye(classes)[predicted] == one_hot).mean(),
        "elementwiseScoreAccuracy": ((scores > 0.5) == one_hot).mean(),
        "exactMatch": sk.accuracy_score(one_hot, scores > 0.5),
        "highestScoreAccuracy": sk.accuracy_score(actual, predicted),
        "top2Accuracy": sk.top_k_accuracy_score(actual, scores, k=2) if classes > 2 else 1.0,
        "macroF1": sk.f1_score(actual, predicted, average="macro"),
        "weightedF1": sk.f1_score(actual, predicted, average="weighted"),
        "macroPrecision": sk.precision_score(actual, predicted, average="macro", zero_division=0),
        "definedMacroPrecision": sk.precision_score(actual, predicted, average="macro", zero_division=np.nan),
        "weightedPrecision": sk.precision_score(actual, predicted, average="weighted", zero_division=0),
        "matthewsCorrelation": sk.matthews_corrcoef(actual, predicted),
        "cohenKappa": sk.cohen_kappa_score(actual, predicted),
        "logLoss": sk.log_loss(actual, scores, labels=range(classes)),
        "weightedLogLoss": sk.log_loss(actual, scores, sample_weight=weights[actual], labels=range(classes)),
        "balancedLogLoss": sk.log_loss(
            actual, scores, sample_weight=1 / np.bincount(actual)[actual], labels=range(classes)
        ),
        "brierSum": ((scores - one_hot) ** 2).sum(axis=1).mean(),
        "brierHalf": ((scores - one_hot) ** 2).sum(axis=1).mean() / 2,
        "brierMean": sk.mean_squared_error(one_hot, scores),
        "macroRocAuc": sk.roc_auc_score(one_hot, scores, average="macro"),
        "weightedRocAuc": sk.roc_auc_score(one_hot, scores, average="weighted"),
        "microRocAuc": sk.roc_auc_score(one_hot, scores, average="micro"),
        "macroAveragePrecision": sk.average_precision_score(one_hot, scores, average="macro"),
        "weightedAveragePrecision": sk.average_precision_score(one_hot, scores, average="weighted"),
        "microAveragePrecision": sk.average_precision_score(one_hot, scores, average="micro"),
        "macroPrecisionRecallArea": np.mean(
            [
                sk.auc(*sk.precision_recall_curve(actual == k, scores[:, k])[1::-1])
                for k in range(classes)
            ]
        ),
    }
    if classes > 2:
        for average, key in (("macro", "macroOneVsOneRocAuc"), ("weighted", "weightedOneVsOneRocAuc")):
            values[key] = sk.roc_auc_score(
                actual, scores / scores.sum(axis=1, keepdims=True), multi_class="ovo", average=average
            )
    for k in range(classes):
        values[f"recall:{k}"] = sk.recall_score(actual == k, predicted == k)
        values[f"f1:{k}"] = sk.f1_score(actual == k, predicted == k)
        values[f"rocAuc:{k}"] = sk.roc_auc_score(actual == k, scores[:, k])
        values[f"averagePrecision:{k}"] = sk.average_precision_score(actual == k, scores[:, k])

    # In float32: a looser comparison.
    single_values = {
        "macroRecall": tm.MulticlassAccuracy(num_classes=classes)(answers, truth),
        "macroSpecificity": tm.MulticlassSpecificity(num_classes=classes)(answers, truth),
        "torchmetricsCalibrationError15": tm.MulticlassCalibrationError(num_classes=classes, n_bins=15)(single, truth),
        "torchmetricsCalibrationError10": tm.MulticlassCalibrationError(num_classes=classes, n_bins=10)(single, truth),
        "twiceSoftmaxLoss": torch.nn.CrossEntropyLoss()(probabilities, truth),
        "weightedLogLoss": torch.nn.CrossEntropyLoss(weight=torch.tensor(weights))(probabilities.log(), truth),
        "summedLogLoss": torch.nn.CrossEntropyLoss(reduction="sum")(probabilities.log(), truth),
        "elementwiseScoreAccuracy": keras.metrics.BinaryAccuracy()(one_hot, scores),
        "thresholdRecall": keras.metrics.Recall()(one_hot, scores),
        "thresholdPrecision": keras.metrics.Precision()(one_hot, scores),
        "kerasLogLoss": keras.losses.CategoricalCrossentropy()(one_hot, scores),
        "kerasWeightedLogLoss": keras.losses.CategoricalCrossentropy()(one_hot, scores, sample_weight=weights[actual]),
        "binaryCrossEntropy": keras.losses.BinaryCrossentropy()(one_hot, scores),
        "brierMean": keras.losses.MeanSquaredError()(one_hot, scores),
        "binnedMicroRocAuc": keras.metrics.AUC()(one_hot, scores),
        "macroF1OfOutputs": keras.metrics.F1Score(average="macro")(one_hot, scores),
    }
    return {
        "name": name,
        "actual": actual.tolist(),
        "scores": scores.tolist(),
        "classWeights": weights.tolist(),
        "values": {key: float(value) for key, value in values.items()},
        "float32": {key: float(value) for key, value in single_values.items()},
    }


cases = [
    case("five classes", 1, [4, 6, 9, 13, 18], 1.2),
    case("two classes", 2, [40, 10], 1.0),
    case("a class that is never predicted", 3, [20, 12, 5], 2.0, absent=True),
]
document = {
    "versions": {
        "scikit-learn": sklearn.__version__,
        "torchmetrics": torchmetrics.__version__,
        "keras": keras.__version__,
    },
    "cases": cases,
}
path = pathlib.Path(__file__).with_name("definitions.json")
path.write_text(json.dumps(document) + "\n")
