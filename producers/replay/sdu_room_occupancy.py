"""People counted in two rooms of a university in Denmark, every minute of 15 days in March and April 2017.

The trap of the files: the ids of the days are shuffled. Of each only the weekday is known, and the 15 days begin and end with a Wednesday,
so a day is sent as one of its weekday, in the order of the ids: weekdays and times of day are real, which of two Mondays came first
is not known.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Final

from contracts.events import SensorEvent
from producers.replay.journal import ReplayError

OPENS: Final = datetime(2017, 3, 22, tzinfo=UTC)  # a Wednesday
# The second room's file, beside the first's, and the hash of what it holds.
OTHER: Final = ("occ_data_room_2", "95b105d06e0b334658dd47566baa97171f4f1cc7444c51449b7c3807a86ef4be")


def read(path: Path) -> Iterator[SensorEvent]:
    """Both rooms, in order of time. `source` is the dataset's name. Raises ReplayError."""
    yield from merge(_room(path), _room(_other(path)), key=lambda event: event.at)


def _other(path: Path) -> Path:
    name, digest = OTHER
    for beside in sorted(path.parent.glob(f"{name}.csv*")):
        if sha256(_content(beside)).hexdigest() == digest:
            return beside
    raise ReplayError(f"{name}.csv (or .csv.gz) is not beside {path.name}, or is another file: put both rooms into one folder")


def _room(path: Path) -> Iterator[SensorEvent]:
    rows = csv.DictReader(_content(path).decode("utf-8").splitlines())
    place = (rows.fieldnames or [""])[-1]
    days = [(_weekday(minutes), minutes) for _, minutes in ((id, list(of)) for id, of in groupby(rows, key=lambda row: row["DayId"]))]
    dated = sorted(_dated(days), key=lambda day: day[0])
    for day, minutes in dated:
        for row in minutes:
            yield _event(day, row["Time"], place, float(row[place]))


def _dated(days: list[tuple[int, list[dict[str, str]]]]) -> Iterator[tuple[datetime, list[dict[str, str]]]]:
    """Each day on the first date of its weekday that is left."""
    taken: Counter[int] = Counter()
    for weekday, minutes in days:
        yield OPENS + timedelta(days=(weekday - OPENS.weekday()) % 7 + 7 * taken[weekday]), minutes
        taken[weekday] += 1


def _weekday(minutes: list[dict[str, str]]) -> int:
    return int(minutes[0]["Weekday"])


def _event(day: datetime, clock: str, place: str, people: float) -> SensorEvent:
    hours, minutes, _ = map(int, clock.split(":"))
    at = int((day + timedelta(hours=hours, minutes=minutes)).timestamp() * 1000)
    sensor = place.lower().replace(" ", "-")
    return SensorEvent(
        id=f"sdu-{sensor}-{at // 60_000}",
        source="sdu_room_occupancy",
        type="occupancy",
        at=at,
        sensor=sensor,
        place=place,
        people=round(people),
    )


def _content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
