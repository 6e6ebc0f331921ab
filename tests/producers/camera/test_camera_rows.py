"""What a camera tells is what the worker takes in: every event becomes the row it is meant to, and none is refused."""

from collections import Counter

import msgspec

from stream_apps.pipelines.intake import IntakePipeline
from stream_apps.pipelines.intakes import INLETS
from stream_apps.pipelines.source import Rules
from tests.builders import Record
from tests.producers.camera.rendering import Clip, every, walk
from tests.producers.camera.seeing import events, of


def test_no_event_is_refused_and_each_becomes_its_row() -> None:
    told = events(Clip([walk((3, -0.1, 0.8), (9, 1.1, 0.8))]), every(5, 18))
    pipeline = IntakePipeline(next(inlet for inlet in INLETS if inlet.stream == "floor"), 0, "log", Rules())
    out: list[tuple[str, bytes, object]] = []
    for offset, event in enumerate(told):
        pipeline.apply(Record(offset, 60_000, b"c1", msgspec.json.encode(event)), out)  # type: ignore[arg-type]
    rows = Counter(table for table, _, _ in out if table != "flow")
    assert rows == {
        "zone_visits": len(of(told, "zone_leave")),
        "footfall": len(of(told, "line_cross")),
        "zone_counts": len(of(told, "zone_count")),
        "floor_heat": len(of(told, "heat")),
        "camera_health": len(of(told, "health")),
    }
    assert min(rows.values()) >= 1
