"""What cameras saw, as rows."""

from typing import Any

import msgspec
import pytest

from stream_apps.pipelines.floor import FloorIntake, check_floor
from stream_apps.pipelines.intake import Inlet, IntakePipeline
from stream_apps.pipelines.source import Rules
from tests.builders import SOURCE, Record, at, ms


def rows(*events: dict[str, Any]) -> list[tuple[str, Any]]:
    """Rows by table after events of the camera c1 at ten, each with what is given."""
    pipeline = IntakePipeline(Inlet("floor", check_floor, FloorIntake), 0, "log", Rules())
    out: list[tuple[str, bytes, Any]] = []
    for offset, changes in enumerate(events):
        event = {"id": f"c1-{offset}", "source": SOURCE, "at": ms("10:00"), "camera": "c1"} | changes
        pipeline.apply(Record(offset, ms("10:01"), b"c1", msgspec.json.encode(event)), out)
    return [(table, row) for table, _, row in out if table != "flow"]


def test_a_visit_to_a_zone_is_written_when_it_ends() -> None:
    entered = {"type": "zone_enter", "zone": "shoes", "previous": "entrance", "at": ms("09:59")}
    left = {"type": "zone_leave", "zone": "shoes", "previous": "entrance", "dwell": 60, "reason": "left"}
    ((table, visit),) = rows(entered, left)
    assert (table, visit.zone, visit.previous, visit.entered, visit.at, visit.dwell, visit.reason) == (
        ("zone_visits", "shoes", "entrance", at("09:59"), at("10:00"), 60, "left")
    )


@pytest.mark.parametrize(("direction", "counted"), [("in", (1, 0, 0)), ("out", (0, 1, 0)), ("pass", (0, 0, 1))])
def test_a_crossing_of_a_line_is_footfall_of_one(direction: str, counted: tuple[int, int, int]) -> None:
    ((table, row),) = rows({"type": "line_cross", "line": "main door", "direction": direction})
    assert (table, row.place, row.device, row.counter, row.period) == ("footfall", "main door", "camera", "c1", 0)
    assert (row.entered, row.left, row.passed) == counted


def test_heat_counts_and_health_are_kept_as_the_camera_says_them() -> None:
    found = dict(
        rows(
            {"type": "heat", "grid": [16, 9], "cells": [[0, 0, 8.0], [15, 8, 2.5]]},
            {"type": "zone_count", "zone": "shoes", "people": 3},
            {"type": "health", "state": "dark", "rate": 9.5, "dropped": 2},
            {"type": "audience", "age_band": "25-34", "gender": "woman", "people": 6},
        )
    )
    assert list(found) == ["floor_heat", "zone_counts", "camera_health", "audience"]
    assert (found["floor_heat"].cell_columns, found["floor_heat"].cell_rows, found["floor_heat"].seconds) == ([0, 15], [0, 8], [8.0, 2.5])
    assert (found["zone_counts"].people, found["camera_health"].state, found["audience"].people) == (3, "dark", 6)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"type": "zone_leave", "zone": "shoes", "reason": "left"}, "missing_field"),
        ({"type": "line_cross", "line": "main door"}, "missing_field"),
        ({"type": "heat", "grid": [16, 9], "cells": [[16, 0, 1.0]]}, "invalid_value"),
        ({"type": "health", "state": "dark", "rate": 1, "camera": None}, "missing_field"),
        ({"type": "zone_enter", "zone": "shoes", "track": 7}, "unknown_field"),  # people have no numbers here
    ],
)
def test_what_no_camera_can_mean_is_rejected(event: dict[str, Any], reason: str) -> None:
    ((table, row),) = rows(event)
    assert (table, row.reason) == ("rejects", reason)
