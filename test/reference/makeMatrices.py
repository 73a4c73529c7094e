"""Writes ../fixtures/classReports/<formatId>: confusion matrices and results by class as NumPy, PyTorch, pandas,
scikit-learn and json write them, each with the counts that it was made of.

confusionMatrixText, confusionMatrixCsv, confusionMatrixJson, classificationReportCsv, classificationReportJson,
classSummaryJson. Those of R are written by makeMatrices.R, those of Weka and spaCy are their own output.
"""

import contextlib
import io
import json
import pathlib
import warnings

import numpy
import pandas
import torch
from sklearn.metrics import (
    accuracy_score,
    classification_report,
    confusion_matrix,
    multilabel_confusion_matrix,
    precision_recall_fscore_support,
)

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent.parent / "fixtures" / "classReports"
names = ["bkl", "mel", "nevus", "scc", "vasc"]
pair = ["neg", "pos"]
rng = numpy.random.default_rng(2)


def answers(labels, shares, right, rows):
    actual = rng.choice(labels, rows, p=shares)
    return actual, numpy.where(rng.random(rows) < right, actual, rng.choice(labels, rows))


actual, predicted = answers(names, [0.2, 0.1, 0.6, 0.07, 0.03], 0.7, 400)
two, of_two = answers(pair, [0.85, 0.15], 0.8, 200)
five, square = confusion_matrix(actual, predicted), confusion_matrix(two, of_two)
numbers = [str(index) for index in range(5)]


def truth(labels, counts, line, **more):
    return {"labels": list(labels), "confusion": numpy.asarray(counts).tolist(), "digits": 2, "line": line, **more}


def write(name, text, reports, problems=(), **more):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf8"))
    expected = {"reports": reports, "problems": list(problems), "plain": False, **more}
    expected_path = path.with_name(f"{path.name}.expected.json")
    expected_path.write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf8")


def printed(*values):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for value in values:
            print(value)
    return out.getvalue()


def assumed(line, array=True):
    whose = "scikit-learn, TensorFlow and torchmetrics print it" if array else "scikit-learn has it"
    return (
        f"note {line}: Rows of the confusion matrix are taken for the true classes, columns for the predicted ones, as {whose}: "
        "the text does not say so. If it is the other way round, recall and precision trade places."
    )


def unnamed(line):
    return f"note {line}: The confusion matrix names no classes: they are called 0, 1, … in the order of its rows."


def elided(line):
    return (
        f'refused {line}: This confusion matrix is printed with "...": the cells between are not in the file. Not read; '
        "print it whole (NumPy: set_printoptions(threshold=sys.maxsize), pandas: to_string())."
    )


text = "confusionMatrixText"
write(
    f"{text}/numpy.txt",
    printed("Confusion Matrix:", five, "Accuracy:", accuracy_score(actual, predicted)),
    [truth(numbers, five, 1, matrix=True)],
    [assumed(1), unnamed(1)],
    rendered="numpy",
)
write(
    f"{text}/logged.log",
    f"2026-03-01 10:00:00,123 - INFO - test confusion_matrix = {square.tolist()}\n",
    [truth(["0", "1"], square, 0, matrix=True)],
    [assumed(0), unnamed(0)],
)
share = numpy.round(five / five.sum(axis=1, keepdims=True), 2)
write(
    f"{text}/without_normalization.txt",
    printed("Confusion matrix, without normalization", five, "Normalized confusion matrix", share),
    [truth(numbers, five, 1, matrix=True)],
    [assumed(1), unnamed(1)],
)
listed = "note 2: The confusion matrix names no classes: they are called by the list on line 1, in its order."
write(
    f"{text}/torch.txt",
    printed(f"Classes: {names}", "Confusion matrix", torch.tensor(five)),
    [truth(names, five, 2, matrix=True)],
    [assumed(2), listed],
)
write(f"{text}/confusion_matrix.txt", str(five), [truth(numbers, five, 0, matrix=True)], [assumed(0), unnamed(0)])
wide = confusion_matrix(rng.integers(0, 60, 2_000), rng.integers(0, 60, 2_000))
write(f"{text}/elided.txt", printed("Confusion Matrix", wide), [], [elided(1)], recognised=True)

frame = pandas.DataFrame(five, index=names, columns=names)
write(
    f"{text}/frame.txt",
    printed("Confusion Matrix:", frame),
    [truth(names, five, 2, matrix=True)],
    [assumed(2, array=False)],
    rendered="frame",
)
sides = pandas.DataFrame(square, index=["Actual neg", "Actual pos"], columns=["Predicted neg", "Predicted pos"])
write(f"{text}/axes_in_labels.txt", printed(sides), [truth(pair, square, 1, matrix=True)])
series = [pandas.Series(actual, name="Actual"), pandas.Series(predicted, name="Predicted")]
write(f"{text}/crosstab.txt", printed(pandas.crosstab(*series)), [truth(names, five, 2, matrix=True)], rendered="crosstab")
write(f"{text}/margins.txt", printed(pandas.crosstab(*series, margins=True)), [truth(names, five, 2, matrix=True)])
never = numpy.where(predicted == "vasc", "nevus", predicted)
lost = confusion_matrix(actual, never)
crossed = pandas.crosstab(actual, never, rownames=["True"], colnames=["Predicted"])
write(f"{text}/never_predicted.txt", printed(crossed, "done"), [truth(names, lost, 2, matrix=True)])
bags = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
ten, of_ten = answers(numpy.arange(10), [0.1] * 10, 0.7, 900)
clothes = confusion_matrix(ten, of_ten)
broad = pandas.DataFrame(clothes, index=bags, columns=bags)
write(
    f"{text}/wide_frame.txt",
    "Confusion Matrix:\n" + broad.to_string(line_width=80) + "\n",
    [truth(bags, clothes, 2, matrix=True)],
    [assumed(2, array=False)],
)
write(f"{text}/elided_frame.txt", printed("Confusion Matrix:", broad), [], [elided(1)], recognised=True)
drawn = [
    "confusion matrix of the test set",
    "Predicted -->   1       0       2",
    "--------------------------------------",
    "  Actual 1 |   65      47     317",
    "  Actual 0 |   46      76     308",
    "  Actual 2 |   20      59     262",
    "",
]
counts = [[65, 47, 317], [46, 76, 308], [20, 59, 262]]
write(f"{text}/drawn.txt", "\n".join(drawn), [truth(["1", "0", "2"], counts, 3, matrix=True)])

beside = printed("Confusion Matrix:", five.T, "", classification_report(actual, predicted))
write("classificationReport/other_way_round.txt", beside, [truth(names, five, 7, matrix=True)])

csv = "confusionMatrixCsv"
write(f"{csv}/confusion_matrix.csv", frame.to_csv(), [truth(names, five, 1, matrix=True)], [assumed(1, array=False)])
marked = frame.rename(index=lambda one: f"True {one}", columns=lambda one: f"Pred {one}")
write(f"{csv}/axes_in_labels.csv", marked.to_csv(), [truth(names, five, 1, matrix=True)])
write(f"{csv}/crosstab.csv", pandas.crosstab(*series, margins=True).to_csv(), [truth(names, five, 1, matrix=True)])
write(
    f"{csv}/confusion_matrix_floats.csv",
    frame.astype(float).to_csv(sep=";"),
    [truth(names, five, 1, matrix=True)],
    [assumed(1, array=False)],
)
plain = pandas.DataFrame(five).to_csv(index=False)
write(f"{csv}/confusion_matrix_columns.csv", plain, [truth(numbers, five, 1, matrix=True)], [assumed(1), unnamed(1)])
saved = io.StringIO()
numpy.savetxt(saved, five)
write(f"{csv}/confusion_matrix_savetxt.txt", saved.getvalue(), [truth(numbers, five, 0, matrix=True)], [assumed(0), unnamed(0)])

of_r = '"","neg","pos"\n"neg",24,1\n"pos",0,28\n'
not_said = (
    "refused: This confusion matrix does not say whether its rows are the true or the predicted classes, and tables of R are "
    "written both ways. Not read; write as.data.frame(table(actual = …, predicted = …))."
)
write(f"{csv}/confusion_matrix_of_r.csv", of_r, [], [not_said], recognised=True)

report = classification_report(actual, predicted, output_dict=True)
csv = "classificationReportCsv"
write(f"{csv}/transposed.csv", pandas.DataFrame(report).T.to_csv(), [truth(names, five, 0)], rendered="reportCsv")
write(f"{csv}/by_column.csv", pandas.DataFrame(report).to_csv(), [truth(names, five, 0)])
rounded = pandas.DataFrame(report).T.round(3).reset_index(names="class").to_csv(sep=";", index=False)
write(f"{csv}/rounded.csv", rounded, [truth(names, five, 0, )])
no_names = "note 0: The report names no classes: they are called 0, 1, … in the order of its rows."
write(f"{csv}/no_index.csv", pandas.DataFrame(report).T.to_csv(index=False), [truth(numbers, five, 0)], [no_names])

dumped = {"model": "forest", "accuracy": report["accuracy"], "classification_report": report, "confusion_matrix": five.tolist()}
write("classificationReportJson/nested.json", json.dumps(dumped, indent=1), [truth(names, five, 3, matrix=True)])
other = classification_report(actual, predicted[::-1], output_dict=True)
models = {"forest": {"report": report, "cm": five.tolist()}, "svm": {"report": other}}
write(
    "classificationReportJson/models.json",
    json.dumps(models, indent=1),
    [truth(names, five, 2, matrix=True), truth(names, confusion_matrix(actual, predicted[::-1]), 86)],
    [
        'note 2: Result 1 of this file stands under "forest", "report".',
        'note 86: Result 2 of this file stands under "svm", "report".',
    ],
)
learned = classification_report(actual, actual, output_dict=True)
write(
    "classificationReportJson/train_and_test.json",
    json.dumps({"train": {"report": learned}, "test": {"report": report}}, indent=1),
    [truth(names, five, 49)],
    ['note 1: What stands under "train" is of rows that were trained on: left out.'],
)
beside = {**report, "model": "forest", "params": {"trees": 100}}
write("classificationReportJson/among_others.json", json.dumps(beside), [truth(names, five, 0)])

precision, recall, f1, support = precision_recall_fscore_support(actual, predicted)
right = accuracy_score(actual, predicted)
folder_of = "classSummaryJson"
counted = {
    name: {"support": int(support[at]), "correct": int(five[at, at]), "accuracy": recall[at], "wrong": int(support[at] - five[at, at])}
    for at, name in enumerate(names)
}
no_precision = {"total": 400, "accuracy": right, "labels": names, "per_class": counted}
write(f"{folder_of}/correct.json", json.dumps(no_precision, indent=2), [truth(names, five, 10)])
only_total = {"n": 400, "per_class": {name: {"total": int(support[at]), "correct": int(five[at, at])} for at, name in enumerate(names)}}
write(f"{folder_of}/total.json", json.dumps(only_total), [truth(names, five, 0)])
rates = {
    name: {"precision": round(precision[at], 4), "recall": round(recall[at], 4), "f1_score": round(f1[at], 4), "support": int(support[at])}
    for at, name in enumerate(names)
}
with_matrix = {"accuracy": round(right, 4), "macro_f1": round(f1.mean(), 4), "class_metrics": rates, "confusion_matrix": five.tolist()}
write(f"{folder_of}/rates_and_matrix.json", json.dumps(with_matrix, indent=1), [truth(names, five, 3, matrix=True)])
percent = {
    "overall_accuracy": 100 * right,
    "by_class": {name: {"samples": int(support[at]), "accuracy": 100 * recall[at]} for at, name in enumerate(names)},
}
write(f"{folder_of}/percent.json", json.dumps(percent, indent=1), [truth(names, five, 2)])
partial = "note {line}: The report gives no accuracy, so it may leave out classes: balanced accuracy is that of the classes it lists."
open_end = {"per_class": {name: {"support": int(support[at]), "recall": recall[at]} for at, name in enumerate(names)}}
write(
    f"{folder_of}/no_accuracy.json",
    json.dumps(open_end),
    [truth(names, five, 0, partial=True)],
    [partial.format(line=0)],
)
no_support = {
    "macro_recall": recall.mean(),
    "per_class_metrics": {name: {"precision": precision[at], "recall": recall[at], "f1": f1[at]} for at, name in enumerate(names)},
}
of_classes = {"labels": names, "recall": recall.tolist(), "precision": precision.tolist(), "f1": f1.tolist(), "line": 2}
write(f"{folder_of}/no_support.json", json.dumps(no_support, indent=1), [], rates=[of_classes])

as_json = "confusionMatrixJson"
labelled = {"accuracy": right, "classes": names, "confusion_matrix": five.tolist()}
write(
    f"{as_json}/metrics.json",
    json.dumps(labelled, indent=1),
    [truth(names, five, 9, matrix=True)],
    [assumed(9)],
)
(tn, fp), (fn, tp) = square.tolist()
four = {"model": "lr", "confusion_matrix": {"tn": tn, "fp": fp, "fn": fn, "tp": tp}}
write(f"{as_json}/four.json", json.dumps(four), [truth(["negative", "positive"], square, 0, matrix=True)])
by_name = {name: dict(zip(names, row)) for name, row in zip(names, five.tolist())}
stale = {"accuracy": 0.93, "confusion": by_name}
not_its = "note 0: The accuracy beside the confusion matrix, 0.93, is not that of its counts: it is of other rows or of another model."
write(
    f"{as_json}/by_name.json",
    json.dumps(stale),
    [truth(names, five, 0, matrix=True)],
    [assumed(0), not_its],
)

others = folder / "notRecognised"
stack = multilabel_confusion_matrix(rng.integers(0, 2, (30, 3)), rng.integers(0, 2, (30, 3)))
(others / "multilabel_stack.txt").write_text(printed("Confusion matrix of each label", stack))
matrices = printed(
    "Adjacency matrix:",
    rng.integers(0, 2, (4, 4)),
    "Kernel",
    rng.integers(0, 9, (3, 3)),
    "Correlation matrix",
    pandas.DataFrame(rng.random((3, 9))).T.corr().head(3),
    "Normalized confusion matrix",
    share,
)
(others / "other_matrices.txt").write_text(matrices)
flows = pandas.DataFrame(rng.integers(0, 90, (3, 3)), index=list("abc"), columns=list("abc"))
(others / "flows.csv").write_text(flows.to_csv(index_label="source\\target"))
(others / "by_model.csv").write_text("model,precision,recall,f1-score\nforest,0.9,0.8,0.85\nsvm,0.8,0.8,0.8\n")
(others / "by_model.json").write_text(json.dumps({"models": {"a": {"precision": 0.9, "recall": 0.8, "f1": 0.85}, "b": {"precision": 0.8, "recall": 0.8, "f1": 0.8}}}))
subjects = {"accuracy": 0.37, "by_subject": {"law": {"total": 200, "correct": 56}, "maths": {"total": 100, "correct": 55}}}
(others / "by_subject.json").write_text(json.dumps(subjects))
against_rest = {
    name: {"support": int(support[at]), "accuracy": (400 - five[at].sum() - five[:, at].sum() + 2 * five[at, at]) / 400}
    for at, name in enumerate(names)
}
(others / "against_the_rest.json").write_text(json.dumps({"accuracy": right, "per_class": against_rest}))
boxes = {name: {"precision": 0.5, "recall": 0.6, "map50": 0.5} for name in ("car", "bus")}
(others / "detection.json").write_text(json.dumps({"per_class": boxes}))
