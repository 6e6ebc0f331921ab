"""The reader of eshop2008: from a file of days and orders to events in order of time."""

from itertools import groupby, pairwise
from pathlib import Path

import pytest

from contracts.events import ShopEvent
from producers.replay import eshop2008
from producers.replay.datasets import dataset
from tests.datasets import needs

DAY = 86_400_000
HEADER = (
    "year;month;day;order;country;session ID;page 1 (main category);page 2 (clothing model);colour;location;model photography;price;"
    "price 2;page\r\n"
)


def file(folder: Path, *lines: str) -> Path:
    """A file as the publisher ships it."""
    path = folder / "clicks.csv"
    path.write_text(HEADER + "".join(f"{line}\r\n" for line in lines), "utf-8", newline="")
    return path


def by_session(events: list[ShopEvent]) -> dict[str, list[ShopEvent]]:
    grouped: dict[str, list[ShopEvent]] = {}
    for event in events:
        grouped.setdefault(event.session or "", []).append(event)
    return grouped


def test_a_line_becomes_an_event(tmp_path: Path) -> None:
    (event,) = eshop2008.read(file(tmp_path, "2008;4;1;1;29;7;2;B10;14;5;2;48;1;3"))
    at = event.at
    assert 1_207_008_000_000 <= at < 1_207_008_000_000 + DAY  # somewhere on the 1st of April
    assert event == ShopEvent(
        id="eshop2008-0",
        source="eshop2008",
        type="view_item",
        at=at,
        session="7",
        page="/skirts/3",
        page_number=3,
        position=5,
        product="B10",
        category="skirts",
        colour="white",
        photo="profile",
        price=48.0,
        currency="USD",
        country="PL",
        precision="day",
    )


@pytest.mark.parametrize(
    ("number", "country"), [(1, "AU"), (9, "CZ"), (12, "unidentified"), (41, "GB"), (42, "US"), (43, "biz"), (47, "org")]
)
def test_countries_are_the_publishers_list(tmp_path: Path, number: int, country: str) -> None:
    (event,) = eshop2008.read(file(tmp_path, f"2008;4;1;1;{number};1;1;A1;1;1;1;28;2;1"))
    assert event.country == country


@pytest.mark.parametrize(("number", "colour"), [(1, "beige"), (2, "black"), (8, "navy blue"), (9, "of many colors"), (14, "white")])
def test_colours_are_the_publishers_list(tmp_path: Path, number: int, colour: str) -> None:
    (event,) = eshop2008.read(file(tmp_path, f"2008;4;1;1;29;1;1;A1;{number};1;1;28;2;1"))
    assert event.colour == colour


def test_the_order_column_decides_within_a_session(tmp_path: Path) -> None:
    lines = [f"2008;4;1;{order};29;1;1;A{order};1;1;1;28;2;1" for order in (2, 10, 1)]
    assert [event.product for event in eshop2008.read(file(tmp_path, *lines))] == ["A1", "A2", "A10"]


def test_a_session_has_the_same_times_whatever_else_the_file_holds(tmp_path: Path) -> None:
    mine = [f"2008;4;1;{order};29;5;1;A{order};1;1;1;28;2;1" for order in (1, 2, 3)]
    alone = [event.at for event in eshop2008.read(file(tmp_path, *mine))]
    other = "2008;4;1;1;29;4;1;A1;1;1;1;28;2;1"
    assert [event.at for event in eshop2008.read(file(tmp_path, other, *mine)) if event.session == "5"] == alone


@pytest.fixture(scope="module")
def events() -> list[ShopEvent]:
    """The whole of the real file."""
    return list(eshop2008.read(needs("eshop2008")))


def test_the_file_is_what_the_list_of_datasets_says(events: list[ShopEvent]) -> None:
    known = dataset("eshop2008")
    assert len(events) == known.events
    assert [event.id for event in events] == [f"eshop2008-{number}" for number in range(known.events)]
    assert {event.precision for event in events} == {"day"}
    assert len({event.product for event in events}) == 217


def test_events_are_in_order_of_time_and_each_session_keeps_its_own(events: list[ShopEvent]) -> None:
    assert all(one.at <= two.at for one, two in pairwise(events))
    sessions = by_session(events)
    assert len(sessions) == 24_026
    assert all(one.at < two.at for clicks in sessions.values() for one, two in pairwise(clicks))


def test_a_session_stays_within_its_day_and_is_never_silent_for_half_an_hour(events: list[ShopEvent]) -> None:
    for clicks in by_session(events).values():
        assert clicks[0].at // DAY == clicks[-1].at // DAY
        assert all(two.at - one.at < 1_800_000 for one, two in pairwise(clicks))


def test_days_are_filled_from_morning_to_night(events: list[ShopEvent]) -> None:
    hours = {hour: len(list(clicks)) for hour, clicks in groupby(sorted(event.at % DAY // 3_600_000 for event in events))}
    assert len(hours) == 24
    assert max(hours.values()) < 3 * min(hours.values())
