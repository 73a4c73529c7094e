"""Writes one table of predictions as Parquet in many ways, and as CSV, to test/fixtures/parquet.

Python 3.11, pandas 3.0, pyarrow 25, polars 1.44: python test/reference/makeParquet.py
"""
import pathlib

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "parquet"
FOLDER.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(11)
names = np.array(["cat", "dog", "Füchsin"])
truth = names[rng.integers(0, 3, 60)]
scores = rng.dirichlet([1, 1, 1], 60).round(6)
table = pd.DataFrame({"id": [f"img_{row}.png" for row in range(60)], "y_true": truth})
table["y_pred"] = names[scores.argmax(1)]
for column, name in enumerate(names):
    table[f"prob_{name}"] = scores[:, column]
table.to_csv(FOLDER / "table.csv", index=False)

for codec in ["snappy", "gzip", "zstd", "brotli", "lz4", None]:
    table.to_parquet(FOLDER / f"pandas_{codec}.parquet", compression=codec)
indexed = table.set_index("id")
indexed.to_parquet(FOLDER / "pandas_index.parquet")
table.astype({"y_true": "category", "y_pred": "category"}).to_parquet(FOLDER / "pandas_category.parquet")
pl.from_pandas(table).write_parquet(FOLDER / "polars.parquet")
arrow = pa.Table.from_pandas(table, preserve_index=False)
pq.write_table(arrow, FOLDER / "plain_pages.parquet", use_dictionary=False, data_page_version="2.0", row_group_size=25)
pq.write_table(arrow, FOLDER / "byte_stream_split.parquet", use_dictionary=["y_true"], use_byte_stream_split=["prob_cat"])
picture = pa.array([b"\x89PNG" + bytes(20)] * 60, pa.binary())
pq.write_table(arrow.append_column("image", picture), FOLDER / "with_pictures.parquet")

# Other tables: what is said of them stands in the test.
lists = pd.DataFrame({"label": [0, 1, 2, 1], "probs": [list(row) for row in scores[:4].astype("float32")]})
lists.to_parquet(FOLDER / "lists.parquet")
numbers = pd.DataFrame({"y_true": [0, 1, None, 1], "y_pred": [0, 1, 1, 0], "sample_weight": [1.0, 2.0, 1.0, 0.5]})
numbers.astype({"y_true": "Int64"}).to_parquet(FOLDER / "missing.parquet")
truths = pd.DataFrame({"actual": [True, False, True], "predicted": [True, True, True]})
truths.to_parquet(FOLDER / "truths.parquet")
pd.DataFrame({"x": [0.5, 1.5], "text": ["a", "b"]}).to_parquet(FOLDER / "data.parquet")
pd.DataFrame({"y_true": pd.Series([], dtype=str), "y_pred": pd.Series([], dtype=str)}).to_parquet(FOLDER / "empty.parquet")
