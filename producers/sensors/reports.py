"""From what a sensor tells to an event: its fields, what its layout knows of it, and the clock."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

import msgspec

from contracts.events import SensorEvent
from producers.collector.arrival import Arrival
from producers.collector.foreign import word
from producers.collector.refusal import EventError
from producers.collector.stamping import happened, identify, moment
from producers.sensors.layout import DIRECTIONS, Layout

_ON: Final = frozenset(("on", "true", "1", "yes", "open", "motion", "detected"))
_OFF: Final = frozenset(("off", "false", "0", "no", "closed", "clear"))
_REASONS: Final = {"unknown field": "unknown_field", "missing required": "missing_field", ", got `": "wrong_type"}


def event(fields: Mapping[str, Any], layout: Layout, arrival: Arrival, fresh: Callable[[], str] = lambda: uuid4().hex) -> SensorEvent:
    """The event of a report. Raises EventError.

    Its type follows from what it tells, its place and period from the layout where it leaves them out, its time is now where it has none.
    An id that is missing is made of a report that is stamped, so that sent again it is the same; else fresh makes one.

    >>> event({"sensor": "m1", "place": "hall", "active": "on"}, Layout(), Arrival(source="s", received=5), lambda: "e1").type
    'motion'
    """
    said = {name: value for name, value in fields.items() if name not in ("source", "precision", "streams") and value is not None}
    said |= {"type": said.get("type") or _type(said), **_known(said, layout)} | said
    if "active" in said:
        said["active"] = is_on(said["active"])
    said["id"] = said.get("id") or identify(said, fresh)
    stamp = said.get("at")
    said |= {"source": arrival.source, "at": happened(None if stamp is None else moment(stamp), 0, arrival)}
    try:
        made = msgspec.convert(said, SensorEvent, strict=False)
    except msgspec.ValidationError as error:
        raise EventError(next((reason for part, reason in _REASONS.items() if part in str(error)), "invalid_value"), str(error)) from None
    _check(made)
    return made


def is_on(said: Any) -> bool:
    """Whether a motion sensor sees motion. Raises EventError.

    >>> is_on("ON"), is_on(0)
    (True, False)
    """
    text = str(said).strip().lower()
    if text in _ON:
        return True
    if text in _OFF:
        return False
    raise EventError("invalid_value", f"active is {said!r:.40}: send on or off")


def _type(said: Mapping[str, Any]) -> str:
    if "active" in said:
        return "motion"
    return "occupancy" if "people" in said else "count"


def _known(said: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    """What the layout knows of the sensor; one that is not in it is its own place."""
    name = word(said.get("sensor"))
    sensor = layout.of(name)
    known: dict[str, Any] = {"place": sensor.place if sensor else name, "store": layout.store or None}
    if sensor and sensor.period and (said.get("type") or _type(said)) == "count":
        known["period"] = sensor.period
    return {name: value for name, value in known.items() if value}


def _check(made: SensorEvent) -> None:
    if made.type not in ("count", "motion", "occupancy"):  # tick, end and reset are producers' own
        raise EventError("unmapped", f"type {made.type!r} is none of count, motion, occupancy")
    if made.sensor is None or made.place is None:
        raise EventError("missing_field", "name the sensor")
    if made.type == "count" and made.period is None:
        raise EventError("missing_field", "a count names the period it is over, in seconds, or the layout does")
    if made.type == "count" and all(getattr(made, name) is None for name in DIRECTIONS):
        raise EventError("missing_field", "a count names entered, left or passed")
    if made.type == "motion" and made.active is None:
        raise EventError("missing_field", "motion is active on or off")
    if made.type == "occupancy" and made.people is None:
        raise EventError("missing_field", "occupancy names people")
