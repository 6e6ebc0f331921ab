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
    assert len({event.id for event in events}) == len(events) == 3_910


def test_each_day_stands_on_a_date_of_its_weekday_and_every_minute_comes_back(file: Path, events: list[SensorEvent]) -> None:
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as opened:
        truth = list(csv.DictReader(opened))
    told = defaultdict[str, list[tuple[datetime, int]]](list)
    for event in events:
        told[event.place or ""].append((at(event), event.people or 0))
    changes = iter(told["Room 1"])
    when, people = next(changes)
    due = next(changes, None)
    by_day: dict[str, list[int]] = defaultdict(list)
    for minute in range(15 * 1440):
        now = datetime.fromtimestamp(sdu_room_occupancy.OPENS.timestamp() + minute * 60, UTC)
        if due and now >= due[0]:
            (when, people), due = due, next(changes, None)
        by_day[f"{now:%Y-%m-%d}"].append(people)
    assert when.date().isoformat() == "2017-04-05"
    days = defaultdict[str, list[int]](list)
    weekdays = {row["DayId"]: int(row["Weekday"]) for row in truth}
    for row in truth:
        days[row["DayId"]].append(int(float(row["Room 1"])))
    assert sorted(by_day.values()) == sorted(days.values())
    ours = sorted((datetime.fromisoformat(day).weekday(), counts) for day, counts in by_day.items())
    assert ours == sorted((weekdays[day], counts) for day, counts in days.items())


def test_one_room_alone_is_refused(file: Path, tmp_path: Path) -> None:
    alone = shutil.copy(file, tmp_path / file.name)
    with pytest.raises(ReplayError, match="put both rooms into one folder"):
        list(sdu_room_occupancy.read(Path(alone)))
