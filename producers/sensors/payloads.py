"""From an MQTT payload to the fields of a report: a number, on or off, a JSON object, or a line."""

from typing import Any, Final

from producers.collector.refusal import EventError
from producers.sensors.bodies import line
from producers.sensors.layout import DIRECTIONS, Sensor

_TELLS: Final = {"count": "entered", "motion": "active", "occupancy": "people"}  # what a bare value means
_OWN: Final = frozenset(("id", "at", "period", *DIRECTIONS, "active", "people"))


def fields(payload: bytes, sensor: Sensor) -> dict[str, Any]:
    """What a payload tells of a sensor. Raises EventError.

    Of a JSON object `field` is taken where the layout names one of it (`occupancy` of {"occupancy": true, "battery": 97}), and what is not
    ours is left out.

    >>> fields(b"12", Sensor(sensor="r1", place="Room 1", kind="occupancy"))
    {'sensor': 'r1', 'type': 'occupancy', 'people': '12'}
    >>> fields(b'{"occupancy": true, "battery": 97}', Sensor(sensor="m1", place="hall", kind="motion", field="occupancy"))
    {'sensor': 'm1', 'type': 'motion', 'active': True}
    """
    try:
        text = payload.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise EventError("not_json", "the payload is not UTF-8") from None
    told = _object(text, sensor) if text.startswith("{") else {_means(sensor): text}
    return {"sensor": sensor.sensor, "type": sensor.kind, **told}


def _means(sensor: Sensor) -> str:
    """What a bare value of it is."""
    return sensor.field if sensor.field in DIRECTIONS and sensor.kind == "count" else _TELLS[sensor.kind]


def _object(text: str, sensor: Sensor) -> dict[str, Any]:
    found = line(text)
    told = {name: value for name, value in found.items() if name in _OWN}
    if sensor.field and sensor.field not in _OWN:
        if sensor.field not in found:
            raise EventError("missing_field", f"the payload has no field {sensor.field!r}, which the layout names")
        told[_TELLS[sensor.kind]] = found[sensor.field]
    return told
