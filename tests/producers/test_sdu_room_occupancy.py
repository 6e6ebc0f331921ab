"""The reader of sdu_room_occupancy: shuffled days, two files."""

import csv
import gzip
import shutil
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.events import SensorEvent
from producers.replay import sdu_room_occupancy
from producers.replay.journal import ReplayError
from tests.datasets import needs


@pytest.fixture(scope="module")
def file() -> Path:
    return needs("sdu_room_occupancy")


@pytest.fixture(scope="module")
def events(file: Path) -> list[SensorEvent]:
    return list(sdu_room_occupancy.read(file))


def at(event: SensorEvent) -> datetime:
    assert isinstance(event.at, int)
    return datetime.fromtimestamp(event.at / 1000, UTC)


def test_both_rooms_come_in_order_of_time_with_ids_of_their_own(events: list[SensorEvent]) -> None:
    assert {(event.sensor, event.place) for event in events} == {("room-1", "Room 1"), ("room-2", "Room 2")}
    assert [event.at for event in events] == sorted(event.at for event in events if isinstance(event.at, int))
    assert len({event.id for event in events}) == len(events) == 43_200


def test_each_day_stands_on_a_date_of_its_weekday_with_all_its_minutes(file: Path, events: list[SensorEvent]) -> None:
    """Which of two Mondays came first is not known, so what is compared is not dated."""
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as opened:
        rows = list(csv.DictReader(opened))
    truth, told = (defaultdict[tuple[str, int], list[int]](list) for _ in range(2))
    for row in rows:
        truth[row["DayId"], int(row["Weekday"])].append(int(float(row["Room 1"])))
    for event in events:
        if event.place == "Room 1":
            told[f"{at(event):%m-%d}", at(event).weekday()].append(event.people or 0)
    assert (min(day for day, _ in told), max(day for day, _ in told)) == ("03-22", "04-05")
    assert sorted((weekday, counts) for (_, weekday), counts in told.items()) == sorted((day[1], counts) for day, counts in truth.items())


def test_one_room_alone_is_refused(file: Path, tmp_path: Path) -> None:
    alone = shutil.copy(file, tmp_path / file.name)
    with pytest.raises(ReplayError, match="put both rooms into one folder"):
        list(sdu_room_occupancy.read(Path(alone)))
