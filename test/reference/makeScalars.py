"""Writes what TensorBoard's own reader finds in the events files of test/fixtures/scalars, beside each.

Python 3.11, tensorboard 2.20: python test/reference/makeScalars.py
"""
import json
import math
import pathlib

from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
from tensorboard.compat.proto import event_pb2
from tensorboard.util import tensor_util

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures" / "scalars" / "tensorboardEvents"


def named(value):
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def describe(path):
    series, scalars = {}, set()
    began = resumed = None
    for record, raw in enumerate(RawEventFileLoader(str(path)).Load()):
        event = event_pb2.Event.FromString(raw)
        began = event.wall_time if began is None else began
        if event.session_log.status == 1 and event.step > 0 and not series:
            resumed = event.step
        for value in event.summary.value:
            if value.HasField("simple_value"):
                scalars.add(value.tag)
                number = value.simple_value
            elif value.metadata.plugin_data.plugin_name == "scalars" or value.tag in scalars:
                scalars.add(value.tag)
                number = tensor_util.make_ndarray(value.tensor).item()
            else:
                continue
            series.setdefault(value.tag, []).append([event.step, named(number), record])
    expected = {"began": began, "series": series, "problems": []}
    if resumed is not None:
        expected["resumedAt"] = resumed
    return expected


for path in sorted(FOLDER.glob("*.tfevents")):
    expected = describe(path)
    series = [f"  {json.dumps(tag)}: {json.dumps(points)}" for tag, points in expected.pop("series").items()]
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in expected.items()]
    lines.append(' "series": {\n' + ",\n".join(series) + "\n }")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    pathlib.Path(f"{path}.expected.json").write_text(text, encoding="utf-8")
