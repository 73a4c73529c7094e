"""Writes ../fixtures/predictions/pandasLines.jsonl: predictions as pandas writes JSON lines, and what they must give.

Run: pip install pandas scikit-learn, then python3 test/reference/makePredictionLines.py. Written with pandas 3.0 and
scikit-learn 1.9.
"""

import json
import pathlib

import numpy
import pandas
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix

FILE = pathlib.Path(__file__).parent.parent / "fixtures/predictions/pandasLines.jsonl"

names = numpy.array(["common", "rare", "rarest"])
rows, classes = make_classification(90, 6, n_informative=4, n_classes=3, weights=[0.7, 0.2, 0.1], random_state=4)
model = LogisticRegression(max_iter=500).fit(rows[:60], classes[:60])
probabilities = model.predict_proba(rows[60:]).round(4)
frame = pandas.DataFrame({"row": range(60, 90), "y_true": names[classes[60:]], "y_pred": names[model.predict(rows[60:])]})
for index, name in enumerate(names):
    frame[f"prob_{name}"] = probabilities[:, index]
frame.to_json(FILE, orient="records", lines=True)
scores = [f"prob_{name}" for name in names]
expected = {
    "format": "predictionJsonLines",
    "labels": names.tolist(),
    "confusion": confusion_matrix(frame.y_true, frame.y_pred, labels=names).tolist(),
    "rows": len(frame),
    "columns": {"actual": "y_true", "predicted": "y_pred", "id": "row", "scores": scores},
    "scoreSums": [float(frame[column].sum()) for column in scores],
    "problems": [],
}
FILE.with_name(FILE.name + ".expected.json").write_text(json.dumps(expected, indent=1) + "\n")
