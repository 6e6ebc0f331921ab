"""What sensors report, as rows."""

from typing import Any

import msgspec
import pytest

from stream_apps.pipelines.intake import Inlet, IntakePipeline
from stream_apps.pipelines.sensors import SensorIntake, check_sensors
from stream_apps.pipelines.source import Rules
from tests.builders import SOURCE, Record, at, ms

INLET = Inlet("sensors", check_sensors, SensorIntake)


def rows(*events: dict[str, Any], cut: int = -1) -> list[tuple[str, Any]]:
    """Rows by table after reports of the sensor d1 at the main door at ten, each with what is given; restored before the cut-th."""
    pipeline = IntakePipeline(INLET, 0, "log", Rules())
    out: list[tuple[str, bytes, Any]] = []
    for offset, changes in enumerate(events):
        if offset == cut:
            pipeline = IntakePipeline(INLET, 0, "log", Rules(), pipeline.dump())
        event = {"id": f"d1-{offset}", "source": SOURCE, "at": ms("10:00"), "sensor": "d1", "place": "main door"} | changes
        pipeline.apply(Record(offset, ms("23:59"), b"d1", msgspec.json.encode(event)), out)
    return [(table, row) for table, _, row in out if table != "flow"]


def motion(clock: str, active: bool) -> dict[str, Any]:
    return {"type": "motion", "at": ms(clock), "active": active}


def end(clock: str) -> dict[str, Any]:
    return {"type": "end", "at": ms(clock), "sensor": None, "place": None}


def test_a_count_is_footfall_of_its_period_and_what_it_cannot_tell_is_absent() -> None:
    ((table, row),) = rows({"type": "count", "at": ms("11:00"), "period": 3600, "entered": 40, "left": 38})  # told when it is over
    assert (table, row.place, row.device, row.counter, row.at, row.period) == ("footfall", "main door", "sensor", "d1", at("10:00"), 3600)
    assert (row.entered, row.left, row.passed) == (40, 38, None)


def test_people_in_a_room_are_a_count_of_its_zone() -> None:
    ((table, row),) = rows({"type": "occupancy", "people": 12})
    assert (table, row.zone, row.people, row.device, row.counter) == ("zone_counts", "main door", 12, "sensor", "d1")


@pytest.mark.parametrize("cut", [-1, 1, 2, 3])
def test_motion_is_one_spell_from_on_to_off(cut: int) -> None:
    told = [motion("10:00", True), motion("10:01", True), motion("10:02", False), motion("10:03", False)]
    ((table, spell),) = rows(*told, cut=cut)
    assert (table, spell.sensor, spell.place, spell.at, spell.seconds, spell.closed_by) == (
        ("motion_spells", "d1", "main door", at("10:00"), 120, "off")
    )


def test_motion_of_a_sensor_that_tells_no_more_ends_when_it_last_did() -> None:
    told = [motion("10:00", True), motion("10:05", True), {"type": "occupancy", "people": 0, "at": ms("11:11")}]
    _, (table, spell) = rows(*told)
    assert (table, spell.seconds, spell.closed_by) == ("motion_spells", 300, "silent")
    ((_, spell),) = rows(*told[:2], end("10:10"))
    assert (spell.seconds, spell.closed_by) == (300, "end")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"type": "count", "entered": 1}, "missing_field"),
        ({"type": "count", "period": 60}, "missing_field"),
        ({"type": "count", "period": 0, "entered": 1}, "invalid_value"),
        ({"type": "count", "period": 60, "entered": -1}, "invalid_value"),
        ({"type": "motion"}, "missing_field"),
        ({"type": "occupancy", "people": 3, "place": None}, "missing_field"),
        ({"type": "occupancy", "people": 3, "sensor": None}, "missing_field"),
        ({"type": "occupancy", "people": "many"}, "wrong_type"),
    ],
)
def test_what_no_sensor_can_mean_is_rejected(event: dict[str, Any], reason: str) -> None:
    ((table, row),) = rows(event)
    assert (table, row.reason) == ("rejects", reason)
