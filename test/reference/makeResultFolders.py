"""Writes ../fixtures/resultFolders: what a script leaves of two models in a folder each, the same results in four files.

Run: pip install scikit-learn pandas, then python3 test/reference/makeResultFolders.py. Written with scikit-learn 1.9
and pandas 3.0.
"""

import json
import pathlib

import pandas
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix, f1_score
from sklearn.model_selection import train_test_split

ROOT = pathlib.Path(__file__).parent.parent / "fixtures/resultFolders"

rows, classes = make_classification(900, 12, n_informative=5, weights=[0.88], class_sep=0.7, random_state=0)
train, test, trained, actual = train_test_split(rows, classes, test_size=0.2, random_state=1, stratify=classes)
for name, model in {"forest": RandomForestClassifier(random_state=0), "logistic": LogisticRegression()}.items():
    folder = ROOT / name
    folder.mkdir(parents=True, exist_ok=True)
    model.fit(train, trained)
    predicted = model.predict(test)
    table = pandas.DataFrame({"y_test": actual, "y_pred": predicted, "y_proba": model.predict_proba(test)[:, 1]})
    table.to_csv(folder / "test_predictions.csv", index=False, float_format="%.4f", lineterminator="\n")
    (folder / "classification_report.txt").write_text(classification_report(actual, predicted))
    matrix = pandas.DataFrame(confusion_matrix(actual, predicted), ["Actual 0", "Actual 1"], ["Pred 0", "Pred 1"])
    matrix.to_csv(folder / "confusion_matrix.csv", lineterminator="\n")
    values = {"accuracy": accuracy_score(actual, predicted), "f1": f1_score(actual, predicted)}
    (folder / "metrics.json").write_text(json.dumps(values, indent=2))
