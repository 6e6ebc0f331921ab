"""A replay from its options."""

from datetime import UTC, datetime
from math import inf
from pathlib import Path

import pytest
from msgspec.structs import replace

from contracts.settings import Settings
from producers.replay import replay
from producers.replay.history import Listed
from producers.replay.journal import Plan, ReplayError
from producers.replay.outlet import Outlet
from tests.datasets import needs
from tests.producers.replaying import history, plan

MAY = 1_209_600_000_000  # ms: the 1st of May 2008
DAY = 86_400_000
WEEK = 7 * DAY


@pytest.fixture(scope="module")
def data(stack_settings: Settings) -> Settings:
    """Settings that find the dataset."""
    return replace(stack_settings, data=str(needs("eshop2008").parent.parent))


def test_a_part_of_a_dataset_keeps_its_order_and_its_ids(data: Settings, tmp_path: Path) -> None:
    asked = Plan(dataset="eshop2008", source="s", start=MAY, end=MAY + DAY)
    day = replay.events(data, tmp_path, asked)
    assert all(MAY <= event.at < MAY + DAY for event in day)
    assert replay.events(data, tmp_path, replace(asked, limit=10)) == day[:10]


def test_a_period_without_events_is_refused_with_the_one_there_is(data: Settings, tmp_path: Path) -> None:
    with pytest.raises(ReplayError, match=r"^eshop2008 has no events in that period; it runs from 2008-04-01 to 2008-08-13$"):
        replay.events(data, tmp_path, Plan(dataset="eshop2008", source="s", start=MAY + 1_000 * DAY))


def test_shifted_to_now_hours_and_weekdays_stay_and_it_ends_within_the_last_week(kafka: Settings) -> None:
    events = history(10)
    journal = replay.begin(kafka, replace(plan("shifted"), to_now=True), events, Outlet(kafka))
    assert isinstance(events[-1].at, int)
    before = datetime.now(UTC).timestamp() * 1000 - (events[-1].at + journal.shift)
    assert journal.shift % WEEK == 0
    assert 0 <= before < WEEK


@pytest.mark.parametrize(("ends", "weeks"), [(0, 14), (2 * DAY, 14), (2 * DAY + 1, 13), (99 * DAY, 0), (101 * DAY, -1)])
def test_the_whole_weeks_that_fit_before_now_are_added(ends: int, weeks: int) -> None:
    """The last is ahead of the clock as it stands: a stamp without a zone, of the far east."""
    (event,) = history(1)
    assert Listed([replace(event, at=ends)]).shift_to(100 * DAY) == weeks * WEEK


def test_speeds() -> None:
    assert (replay.speed("0.5"), replay.speed("max")) == (0.5, inf)
