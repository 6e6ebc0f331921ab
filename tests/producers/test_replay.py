"""A replay from its options."""

from datetime import UTC, datetime
from math import inf
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from contracts.settings import Settings
from producers.replay import replay
from producers.replay.journal import Plan, ReplayError
from producers.replay.outlet import Outlet
from tests.datasets import needs
from tests.producers.replaying import history, plan

MAY = 1_209_600_000_000  # ms: the 1st of May 2008
DAY = 86_400_000


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


def test_shifted_to_now_the_last_event_happens_now(kafka: Settings) -> None:
    events = history(10)
    journal = replay.begin(kafka, msgspec.structs.replace(plan("shifted"), to_now=True), events, Outlet(kafka))
    assert abs(datetime.now(UTC).timestamp() * 1000 - (events[-1].at + journal.shift)) < 60_000


def test_speeds() -> None:
    assert (replay.speed("0.5"), replay.speed("max")) == (0.5, inf)
