"""The layout of a house's sensors, one TOML: what each is, where it is, and by which MQTT topic it tells.

source = "store"
store = "Main street"          # where there are several

[mqtt]
host = "broker.example"
port = 8883
tls = true
user = "storepulse"            # its password is the setting mqtt_password

[[sensors]]
sensor = "d1"
place = "main door"
kind = "count"
period = 300                   # s that a report is over, where it does not say so itself
topic = "shop/door/1"          # a topic of MQTT; may have the wildcards + and #
field = "entered"              # what a bare number means: entered, left or passed; else the field of a JSON payload to take
"""

import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from contracts.events import Source

Kind = Literal["count", "motion", "occupancy"]
DIRECTIONS: Final = ("entered", "left", "passed")
_Word = Annotated[str, Meta(min_length=1, max_length=128)]


class SensorLayoutError(ValueError):
    """A layout cannot be used; the message says what to change."""


class Mqtt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the broker is. client names this subscriber: the broker keeps for it what it missed."""

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 1883
    tls: bool = False
    user: str = ""
    client: _Word = "storepulse-sensors"


class Sensor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sensor."""

    sensor: _Word
    place: _Word
    kind: Kind = "count"
    period: Annotated[float, Meta(gt=0, le=86_400)] | None = None
    topic: str = ""
    field: str = ""


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them. Over HTTP the source is the write key's."""

    source: Source = "store"
    store: str = ""
    mqtt: Mqtt = Mqtt()
    sensors: tuple[Sensor, ...] = ()

    def of(self, name: str) -> Sensor | None:
        """The sensor of that name, if it is known."""
        return next((sensor for sensor in self.sensors if sensor.sensor == name), None)


def read(file: Path) -> Layout:
    """The layout of a file. Raises SensorLayoutError."""
    try:
        found = msgspec.convert(tomllib.loads(file.read_text("utf-8")), Layout)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SensorLayoutError(f"{file}: {error}; docs/sensors.md shows a layout") from None
    names = [sensor.sensor for sensor in found.sensors]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SensorLayoutError(f"{file}: {', '.join(twice)} is there twice; each sensor has one name and one place")
    return found
