"""Doors that a camera and a sensor both count, hour by hour: by how much they differ, and what both together say."""

from collections import OrderedDict
from typing import ClassVar, Final

from contracts.rows import Footfall
from stream_apps.models.agreement import Agreement, TwoCounters
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.place_hours import HOUR, Hour, PlaceHours
from stream_apps.pipelines.silence import Silence
from stream_apps.pipelines.source import Rules

DEVICES: Final = ("sensor", "camera")
WAITED: Final = 60 * 24  # hours that one device is waited for: in a replay a camera's topic is read days behind a sensor's
MOST_DOORS: Final = 1_000  # the one silent longest is forgotten beyond these


class _Door:
    """One door: its hours by device, those that wait for the other's, and what is known of both counters."""

    def __init__(self) -> None:
        self.hours = {device: PlaceHours() for device in DEVICES}
        self.waiting: dict[str, dict[int, Hour]] = {device: {} for device in DEVICES}
        self.counters = TwoCounters()
        self.drift_at: float | None = None


class DoorLearner:
    """Compares the counters of each door of one source."""

    TABLES: ClassVar[tuple[str, ...]] = ("door_hours",)
    SCORED_AS: ClassVar[str] = ""
    VERSION: ClassVar[int] = 2

    def __init__(self) -> None:
        self.doors: OrderedDict[tuple[str, str], _Door] = OrderedDict()  # by store and place; the longest silent first
        self.silence = Silence()

    def take(self, row: Footfall, rules: Rules, emit: Emit) -> None:
        """Takes in a count."""
        door = self.doors.pop((row.store, row.place), None) or _Door()
        self.doors[row.store, row.place] = door
        if len(self.doors) > MOST_DOORS:
            self.doors.popitem(last=False)
        mine, other = door.waiting[row.device], door.waiting["camera" if row.device == "sensor" else "sensor"]
        for hour in door.hours[row.device].take(row, self.silence.heard(row), self.silence, rules.lateness / 1000):
            mine[hour.number] = hour
            for number in sorted(number for number in mine if number in other or number < hour.number - WAITED):
                of_mine, of_other = mine.pop(number), other.pop(number, None)
                if of_other:
                    sensor, camera = (of_mine, of_other) if row.device == "sensor" else (of_other, of_mine)
                    _compare(door, row, sensor, camera, emit)


def _compare(door: _Door, row: Footfall, sensor: Hour, camera: Hour, emit: Emit) -> None:
    """Says what both are worth before it learns from the hour."""
    by_sensor, by_camera = _comparable(sensor, camera)
    at = float(sensor.number * HOUR)
    said = door.counters.learn_one(sensor.number, by_sensor, by_camera)
    if said and said.drifted:
        door.drift_at = at
    emit(
        "door_hours",
        row.place,
        at=at,
        place=row.place,
        store=row.store,
        sensor=by_sensor,
        camera=by_camera,
        bias=said.bias if said else None,
        fused=said.fused if said else None,
        error=said.error if said else None,
        flag=_flag(said),
        drift_at=door.drift_at,
    )


def _comparable(sensor: Hour, camera: Hour) -> tuple[float, float]:
    """Who came in, by both; where the sensor tells no direction, all whom either saw go through or past."""
    if sensor.entered is not None:
        return float(sensor.entered), float(camera.entered or 0)
    return float(sensor.passed or 0), float((camera.entered or 0) + (camera.left or 0) + (camera.passed or 0))


def _flag(said: Agreement | None) -> str:
    return "drift" if said and said.drifted else "apart" if said and said.apart else ""
