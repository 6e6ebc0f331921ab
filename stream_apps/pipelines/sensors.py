"""What sensors without a picture report, to rows: counts as they come, motion as spells, once they are over."""

from typing import Any, ClassVar, Final

from contracts.events import SensorEvent
from stream_apps.pipelines.door import EventError
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.pipeline import Record

SILENT: Final = 3_600_000  # ms after which a motion sensor that has told nothing more is not believed to see motion
DIRECTIONS: Final = ("entered", "left", "passed")
# What each kind of event must name, besides its sensor and place.
NEEDS: Final = {"count": ("period",), "motion": ("active",), "occupancy": ("people",)}


def check_sensors(event: SensorEvent, record: Record) -> None:
    """What a report must hold. Raises EventError."""
    if not record.key:
        raise EventError("empty_key", "the message has no key; key it by its sensor", event.source)
    for name in ("sensor", "place", *NEEDS[event.type]):
        if getattr(event, name) is None:
            raise EventError("missing_field", f"a report of {event.type} names its {name}", event.source)
    if event.type == "count" and all(getattr(event, direction) is None for direction in DIRECTIONS):
        raise EventError("missing_field", "a count names entered, left or passed", event.source)


class _Spell:
    """Motion under way: since when, when its sensor last told so (ms), and the row's other fields."""

    def __init__(self, at: int, row: dict[str, Any]) -> None:
        self.since = self.last = at
        self.row = row


class SensorIntake:
    """Rows of one source's sensors. A count is written when it comes; a spell of motion when it ends."""

    TABLES: ClassVar[tuple[str, ...]] = ("footfall", "zone_counts", "motion_spells")
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self.moving: dict[str, _Spell] = {}  # by sensor

    def take(self, event: SensorEvent, moment: Moment, emit: Emit) -> None:
        """One report."""
        sensor, place = event.sensor or "", event.place or ""
        row: dict[str, Any] = {"sent": moment.sent, "store": event.store or "", "precision": event.precision}
        at = moment.at / 1000
        match event.type:
            case "count":
                counted = {direction: getattr(event, direction) for direction in DIRECTIONS}
                period = event.period or 0.0
                began = max(0.0, at - period)  # a row of footfall stands where its period begins
                emit("footfall", place, **row, **counted, at=began, period=period, place=place, device="sensor", counter=sensor)
            case "occupancy":
                emit("zone_counts", sensor, **row, at=at, zone=place, people=event.people or 0, device="sensor", counter=sensor)
            case "motion":
                self._move(event, moment, row | {"sensor": sensor, "place": place}, emit)

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        """Ends the spells of sensors that have fallen silent, or of all of them."""
        for sensor, spell in list(self.moving.items()):
            if ended or spell.last + SILENT < moment.watermark:
                self._end(sensor, spell.last, "end" if ended else "silent", emit)

    def _move(self, event: SensorEvent, moment: Moment, row: dict[str, Any], emit: Emit) -> None:
        spell = self.moving.get(row["sensor"])
        if event.active and spell is None:
            self.moving[row["sensor"]] = _Spell(moment.at, row)
        elif event.active and spell is not None:
            spell.last = max(spell.last, moment.at)
        elif spell is not None:
            self._end(row["sensor"], moment.at, "off", emit)

    def _end(self, sensor: str, at: int, by: str, emit: Emit) -> None:
        spell = self.moving.pop(sensor)
        seconds = max(0, at - spell.since) / 1000
        emit("motion_spells", sensor, **spell.row, at=spell.since / 1000, seconds=seconds, closed_by=by)
