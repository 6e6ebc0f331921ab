"""Stamps of a file to ms since 1970 UTC."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from contracts.events import LATEST
from producers.replay.mapping.bad_row import BadRowError

UNITS: Final = ("s", "ms", "us", "ns")  # since 1970


def reader(format: str, zone: str) -> Callable[[Any], int]:
    """How to read a stamp of that format. What it returns raises BadRowError.

    Stamps of an hour that a zone has twice are taken for the first of the two.

    >>> reader("%d.%m.%Y %H:%M", "Europe/Warsaw")("01.07.2026 12:00") - reader("iso", "UTC")("2026-07-01T10:00:00Z")
    0
    >>> reader("us", "UTC")("1700000000123456")
    1700000000123
    """
    where = UTC if zone == "UTC" else ZoneInfo(zone)
    read = _epoch(format) if format in UNITS else _written(format, where)

    def stamp(value: Any) -> int:
        if isinstance(value, datetime):
            found = _milliseconds(value, where)
        else:
            try:
                found = read(value)
            except (ValueError, TypeError, OverflowError):
                raise BadRowError(f"time is not {_named(format)}", value) from None
        if not 0 <= found <= LATEST:
            raise BadRowError("time is not between 1970 and 2100", value)
        return found

    return stamp


def _epoch(unit: str) -> Callable[[Any], int]:
    """Whole numbers without loss; fractions of seconds as they are written."""
    per, divisor = {"s": (1000, 1), "ms": (1, 1), "us": (1, 1000), "ns": (1, 1_000_000)}[unit]

    def read(value: Any) -> int:
        if isinstance(value, bool):
            raise TypeError(value)
        try:
            return int(value) * per // divisor if not isinstance(value, float) else round(value * per / divisor)
        except ValueError:
            return round(float(value) * per / divisor)

    return read


def _written(format: str, zone: tzinfo) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, date):
            return _milliseconds(datetime(value.year, value.month, value.day), zone)
        text = str(value).strip()
        if format == "iso":
            return _milliseconds(datetime.fromisoformat(f"{text[:-4]}+00:00" if text.endswith((" UTC", " GMT")) else text), zone)
        return _milliseconds(datetime.strptime(text, format), zone)

    return read


def _milliseconds(stamp: datetime, zone: tzinfo) -> int:
    aware = stamp.replace(tzinfo=zone) if stamp.tzinfo is None else stamp
    return round(aware.timestamp() * 1000)


def _named(format: str) -> str:
    if format in UNITS:
        return f"a number of {format} since 1970"
    return "an ISO stamp" if format == "iso" else f"of the format {format}"
