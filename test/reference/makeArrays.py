"""Writes arrays as NumPy saves them to test/fixtures/arrays, and beside each what NumPy reads from it.

Python 3.11, numpy 2.4: python test/reference/makeArrays.py
"""
import json
import math
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "arrays"
rng = np.random.default_rng(5)


def plain(value):
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str):
        return value
    value = float(value)
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else str(value)


def described(array):
    return {"shape": list(array.shape), "values": [plain(value) for value in array.reshape(-1).tolist()]}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(text) + "\n", encoding="utf-8")


def save(name, array):
    path = FOLDER / "numpyArray" / f"{name}.npy"
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, array)
    write(pathlib.Path(f"{path}.expected.json"), {"": described(np.load(path))})


labels = rng.integers(0, 4, 12)
for dtype in ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]:
    save(f"labels_{dtype}", labels.astype(dtype))
for dtype in ["float16", "float32", "float64"]:
    save(f"scores_{dtype}", rng.normal(size=(5, 3)).astype(dtype))
save("big_endian", labels.astype(">i4"))
save("columns_first", np.asfortranarray(rng.normal(size=(4, 3)).round(3)))
save("names", np.array(["cat", "Hündchen", "\U0001f600", ""]))
save("names_of_bytes", np.array([b"cat", b"dog", b""]))
save("names_columns_first", np.asfortranarray(np.array([["a", "b"], ["c", "d"], ["e", "f"]])))
save("not_finite", np.array([0.5, np.nan, np.inf, -np.inf]))
save("images", np.zeros((2, 2, 2, 1), dtype="uint8"))
save("no_rows", np.zeros((0, 3)))
save("one_number", np.array(7.0))

truth = rng.integers(0, 3, 40)
probabilities = rng.dirichlet([1, 1, 1], 40).astype("float32")
archive = FOLDER / "numpyArchive"
archive.mkdir(parents=True, exist_ok=True)
contents = {
    "plain": {"y_true": truth, "y_prob": probabilities},
    "labels_only": {"labels": np.array(["b", "a", "b"]), "preds": np.array(["a", "a", "b"])},
    "one_array": {"arr_0": probabilities},
}
for name, arrays in contents.items():
    np.savez(archive / f"{name}.npz", **arrays)
np.savez_compressed(archive / "compressed.npz", y_true=truth, y_pred=probabilities.argmax(1), ids=np.arange(40))
np.savez_compressed(archive / "zeros.npz", y_true=np.zeros(500, "int64"), y_pred=np.zeros(500, "int64"))
for path in archive.glob("*.npz"):
    with np.load(path) as loaded:
        write(pathlib.Path(f"{path}.expected.json"), {key: described(loaded[key]) for key in loaded.files})
