"""Writes ../fixtures/classReports: texts of scikit-learn's classification_report, and the truth that each rounds.

The truth is a confusion matrix (row = actual), so that every range that a reader gives can be held against it.
"""

import json
import pathlib
import warnings

import numpy
from sklearn.metrics import classification_report

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent.parent / "fixtures" / "classReports"


def rows(matrix):
    matrix = numpy.asarray(matrix)
    actual = numpy.repeat(numpy.arange(len(matrix)), matrix.sum(axis=1))
    predicted = numpy.concatenate([numpy.repeat(numpy.arange(len(matrix)), row) for row in matrix])
    return actual, predicted


def truth(names, counts, digits=2, **more):
    return {"labels": list(names), "confusion": numpy.asarray(counts).tolist(), "digits": digits, **more}


def write(name, text, reports, problems=(), plain=False):
    (folder / name).write_bytes(text.encode("utf8"))
    expected = {"reports": reports, "problems": list(problems), "plain": plain}
    path = folder / f"{name}.expected.json"
    path.write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf8")


def report(names, matrix, digits=2, **more):
    actual, predicted = rows(matrix)
    labels = list(range(len(names)))
    return classification_report(actual, predicted, labels=labels, target_names=names, digits=digits, **more)


wide = "note 0: The printed digits leave several numbers of found rows possible. Print the report with digits={digits} to know them."
partial = "note {line}: The report gives no accuracy, so it may leave out classes: balanced accuracy is that of the classes it lists."

hidden = [[49890, 10], [81, 19]]
names = ["Normal (0)", "Fraud (1)"]
text = "Fraud detection\n===============\n\n" + report(names, hidden)
write("classification_report.txt", text, [truth(names, hidden, line=3)])

small = [[30, 2, 1], [5, 12, 3], [4, 0, 0]]
for digits in (2, 3, 4):
    labels = ["benign nevus", "2 melanoma 3", "Wärme-Läsion 火"]
    write(f"digits{digits}.txt", report(labels, small, digits), [truth(labels, small, digits, line=0)], plain=True)

never = [[250, 32, 0], [0, 282, 0], [180, 102, 0]]
labels = ["a", "b", "Testing"]
write("never.txt", report(labels, never), [truth(labels, never, line=0)], [wide.format(digits=3)], plain=True)
text = report(labels, never, zero_division=numpy.nan)
write("zero_division_nan.txt", text, [truth(labels, never, line=0)], [wide.format(digits=3)])
text = report(labels, never, zero_division=1)
write("zero_division_one.txt", text, [truth(labels, never, line=0)], [wide.format(digits=3)])

large = [[70000, 311, 12], [900, 40000, 7], [55, 60, 170]]
labels = ["0", "1", "2"]
write("large.txt", report(labels, large), [truth(labels, large, line=0)], [wide.format(digits=5)], plain=True)

rng = numpy.random.default_rng(7)
many = rng.integers(0, 2, (100, 100)) + numpy.diag(rng.integers(0, 60, 100))
labels = [f"class number {index}" for index in range(100)]
write("hundred.txt", report(labels, many), [truth(labels, many, line=0)], [wide.format(digits=3)], plain=True)

actual, predicted = rows(small)
labels = ["b", "c"]
text = classification_report(actual, predicted, labels=[1, 2], target_names=labels)
part = truth(labels, [[12, 3], [0, 0]], line=0, support=[20, 4], predicted=[14, 4], partial=True)
write("some_labels.txt", text, [part], [partial.format(line=0)])

weights = numpy.linspace(0.5, 2, len(actual))
text = classification_report(actual, predicted, sample_weight=weights)
weighted = "note 0: The supports are sums of weights and no numbers of rows: no intervals, and no findings from them."
write("sample_weight.txt", text, [truth(["0", "1", "2"], small, line=0, weighted=True)], [weighted])

labels = ["cat", "dog"]
pair = [[8, 2], [1, 27]]
text = report(labels, pair)
write("windows.txt", text.replace("\n", "\r\n"), [truth(labels, pair, line=0)])
prefix = "2026-03-01 10:00:0{second},123 - INFO - "
lines = [prefix.format(second=index % 10) + line for index, line in enumerate(text.splitlines())]
write("each_line.log", "\n".join(lines) + "\n", [truth(labels, pair, line=0)])
write("first_line.log", prefix.format(second=0) + text, [truth(labels, pair, line=0)])
two = f"Logistic regression\n{text}\nForest\n{report(labels, [[10, 0], [0, 28]])}"
write("models.txt", two, [truth(labels, pair, line=1), truth(labels, [[10, 0], [0, 28]], line=11)])

dumped = json.dumps(report(labels, pair, output_dict=True), indent=1)
write("output_dict.json", dumped, [truth(labels, pair, line=0)])
rounded = report(["0", "1", "2"], never, output_dict=True)
rounded = {
    key: round(value, 2) if key == "accuracy" else {name: round(number, 2) for name, number in value.items()}
    for key, value in rounded.items()
}
dumped = json.dumps(rounded)
write("rounded.json", dumped, [truth(["0", "1", "2"], never, line=0)], [wide.format(digits=3)])
weighted_dict = classification_report(actual, predicted, sample_weight=weights, output_dict=True)
write("weighted.json", json.dumps(weighted_dict), [truth(["0", "1", "2"], small, line=0, weighted=True)], [weighted])

many_labels = classification_report(rng.integers(0, 2, (40, 3)), rng.integers(0, 2, (40, 3)))
multi = 'refused 0: This report is of a multi-label task ("samples avg"): its rows have several classes or none. Not read.'
write("multi_label.txt", many_labels, [], [multi])
missing = "\n".join(line for line in text.splitlines() if "cat" not in line)
missed = (
    "refused 0: The supports of this report sum to 28, its line of the accuracy says 38: a class is missing. "
    "Not read; print the report again."
)
write("line_missing.txt", missing, [], [missed])

matrices = "\n".join(
    [
        "Model A",
        str(numpy.array(never)),
        report(["a", "b", "Testing"], never),
        "",
        report(["cat", "dog"], [[8, 2], [1, 27]]),
        "Confusion matrix: " + str([[8, 2], [1, 27]]),
        "Other numbers: [[1, 2], [3, 4]] [[0.5 0.5]",
        "",
    ]
)
write(
    "matrices.txt",
    matrices,
    [
        truth(["a", "b", "Testing"], never, line=4, matrix=True),
        truth(["cat", "dog"], [[8, 2], [1, 27]], line=15, matrix=True),
    ],
)

numpy.set_printoptions(threshold=100_000, linewidth=75)
text = report(labels_of_many := [f"class number {index}" for index in range(100)], many) + "\n" + str(many) + "\n"
write("matrix_of_hundred.txt", text, [truth(labels_of_many, many, line=0, matrix=True)])

other = str(numpy.array([[30, 2, 1], [5, 12, 3], [0, 4, 0]]))
text = report(["x", "y", "z"], small) + "\n" + other + "\n" + "[[30 ... 1]\n [5 ... 3]]\n"
write("matrix_of_another.txt", text, [truth(["x", "y", "z"], small, line=0)])
