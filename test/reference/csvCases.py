"""Cases for the CSV scanner, read by Python's csv module. Writes csvCases.json beside this file.

Intended differences, applied here: cells are trimmed of blanks and tabs; rows without any text are left out; blanks
before an opening quote are skipped (skipinitialspace); a row whose quote is never closed is not given.
"""

import csv
import io
import json
import pathlib
import random

random.seed(20250101)


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    stream = io.StringIO(text, newline="")
    return [row for row in csv.reader(stream, delimiter=delimiter, skipinitialspace=True)]


def case(text: str, delimiter: str) -> dict:
    rows = rows_of(text, delimiter)
    # A quote left open swallows whatever follows.
    open_quote = rows_of(text + "\nend", delimiter)[-1:] != [["end"]]
    if open_quote:
        rows = rows[:-1]
    rows = [[cell.strip(" \t") for cell in row] for row in rows if row]
    return {"delimiter": delimiter, "text": text, "rows": rows, "openQuote": open_quote}


def cell(delimiter: str) -> str:
    kind = random.randrange(6)
    if kind == 0:
        return ""
    if kind == 1:
        return random.choice(["0.5", "cat", "Bär", "日本", "-1e-3", "a b", 'say "x"'])
    inner = "".join(random.choice(["a", "é", '""', "\n", "\r\n", "\r", " ", delimiter, "'"]) for _ in range(random.randrange(6)))
    return f'"{inner}"' + random.choice(["", "", "", " ", "tail"])


def table(delimiter: str) -> str:
    end = random.choice(["\n", "\r\n", "\r", "\r\r\n"])
    lines = [
        delimiter.join(random.choice(["", "", " "]) + cell(delimiter) for _ in range(random.randrange(1, 5)))
        for _ in range(random.randrange(1, 5))
    ]
    return end.join(line if line.strip() else "x" for line in lines) + random.choice(["", end])


def noise(delimiter: str) -> str:
    text = "".join(random.choice(['"', '"', delimiter, "\n", "\r", "a", "b", "é"]) for _ in range(random.randrange(14)))
    return text


cases = [case(make(delimiter), delimiter) for delimiter in (",", ";", "\t") for make in (table, noise) for _ in range(250)]
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text("[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in cases) + "\n]\n", encoding="utf-8")
