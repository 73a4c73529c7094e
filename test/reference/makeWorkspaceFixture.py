"""Makes test/fixtures/workspace/, the small project that tests of the command line and of VS Code open.

It holds one real training run on imbalanced images of handwritten digits.

The images are scikit-learn's bundled digits (8x8 pixels). Five digits are kept in unequal numbers, 30 % of each is
held back for validation, and a linear softmax classifier (SGD, no class weights) is trained for 40 epochs. After each
epoch its loss and accuracy are logged as Keras' CSVLogger writes them; after the last, the validation predictions
are written with their probabilities. Nothing is changed by hand afterwards.

Run: python3 test/reference/makeWorkspaceFixture.py (numpy, scikit-learn)
"""

import csv
import json
import pathlib

import numpy
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, log_loss

NAMES = {1: "one", 3: "three", 5: "five", 8: "eight", 9: "nine"}
KEEP = {1: 180, 3: 150, 5: 120, 8: 45, 9: 40}
SEED = 7

target = pathlib.Path(__file__).resolve().parents[2] / "test" / "fixtures" / "workspace"
random = numpy.random.default_rng(SEED)
digits = load_digits()
train_rows, validation_rows = [], []
for digit, keep in KEEP.items():
    rows = random.permutation(numpy.flatnonzero(digits.target == digit))[:keep]
    cut = round(0.3 * len(rows))
    validation_rows.extend(rows[:cut])
    train_rows.extend(rows[cut:])
train_rows = random.permutation(train_rows)
validation_rows = numpy.array(validation_rows)
# Small blurred pictures: half of the pixels are dropped and noise is added, so that rare classes are hard to tell.
pixels = (digits.images[:, ::2, ::2] / 16 + random.normal(0, 0.25, (len(digits.images), 4, 4))).reshape(-1, 16)
names = numpy.array([NAMES.get(digit, "") for digit in digits.target])
classes = numpy.array(sorted(NAMES.values()))

model = SGDClassifier(loss="log_loss", alpha=1e-3, learning_rate="constant", eta0=0.002, random_state=SEED)
log = []
for epoch in range(40):
    order = random.permutation(train_rows)
    model.partial_fit(pixels[order], names[order], classes=classes)
    row = {"epoch": epoch}
    for prefix, rows in (("", train_rows), ("val_", validation_rows)):
        scores = numpy.clip(model.predict_proba(pixels[rows]), 1e-7, 1)
        scores /= scores.sum(1, keepdims=True)
        row[prefix + "accuracy"] = accuracy_score(names[rows], classes[scores.argmax(1)])
        row[prefix + "loss"] = log_loss(names[rows], scores, labels=classes)
    log.append(row)

with open(target / "training.log", "w", newline="") as file:
    writer = csv.DictWriter(file, ["epoch", "accuracy", "loss", "val_accuracy", "val_loss"])
    writer.writeheader()
    writer.writerows(log)

scores = model.predict_proba(pixels[validation_rows])
with open(target / "val_predictions.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["image", "y_true", "y_pred", *(f"prob_{name}" for name in classes)])
    for row, probabilities in zip(validation_rows, scores, strict=True):
        picked = classes[probabilities.argmax()]
        writer.writerow([f"digit_{row:04d}", names[row], picked, *map(repr, map(float, probabilities))])

counts = {
    split: {str(name): int((names[rows] == name).sum()) for name in classes}
    for split, rows in (("train", train_rows), ("validation", validation_rows))
}
(target / "class_counts.json").write_text(json.dumps(counts, indent=2) + "\n")
last = log[-1]
print(counts, last)
for name in classes:
    rows = names[validation_rows] == name
    print(name, (classes[scores.argmax(1)][rows] == name).sum(), rows.sum())
