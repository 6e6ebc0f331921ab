"""What is planted into the synthetic shop is found where an analyst looks: the step, the device and the hour of a fault."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from contracts.reading import Answer, Ask, Question, read
from sinks.store import Store
from tests.metrics import offline
from tests.producers.shopping import OPENS, events

OPENING = datetime.fromtimestamp(OPENS / 1000, UTC)
BEGAN = OPENING + timedelta(hours=19)
HOUR = timedelta(hours=1)
SOURCE = "simulator-planted"


@pytest.fixture(scope="module")
def buggy(store: Store) -> str:
    """A busy synthetic day whose mobile checkout fails from seven in the evening on."""
    found = events("checkout_bug:device=mobile:from=2026-02-01T19:00:00", days=1, visitors_a_day=15_000.0)
    for table, lines in offline.rows(offline.log(replace(event, source=SOURCE) for event in found), feeds=()).items():
        store.insert(table, lines)
    return SOURCE


def asked(ask: Ask, metric: str, start: datetime, end: datetime, step: int = 0) -> Answer:
    return read(Question(metric=metric, source=SOURCE, start=start, end=end, step=step), ask)


def test_a_checkout_bug_shows_within_an_hour_by_step_device_and_time(buggy: str, ask: Ask) -> None:
    answer = asked(ask, "checkout_completion", BEGAN - 6 * HOUR, BEGAN + HOUR, 3600)
    mobile, desktop = ([row[answer.columns.index(f"{device}_percent")] for row in answer.rows] for device in ("mobile", "desktop"))
    assert min(mobile[:-1]) > 25 > 15 > mobile[-1]
    assert desktop[-1] > 30
    after = {
        row[0]: dict(zip(devices.columns, row, strict=True))
        for devices in [asked(ask, "conversion_by_device", BEGAN, BEGAN + HOUR)]
        for row in devices.rows
    }
    assert after["mobile"]["checkout_completion_percent"] < 15 < 30 < after["desktop"]["checkout_completion_percent"]
    assert after["mobile"]["cart_percent"] > 2  # carts are filled as ever: it is the checkout that fails


@pytest.fixture(scope="module")
def live(store: Store) -> str:
    """Ten days of which mobile checkout fails from seven in the evening of the last on, as stored while it still goes on: no session of
    the last half hour is closed."""
    began = datetime.fromtimestamp(OPENS / 1000, UTC) + timedelta(days=9, hours=19)
    found = events(f"checkout_bug:device=mobile:from={began:%Y-%m-%dT%H:%M:%S}", days=10, visitors_a_day=15_000.0)
    until = (began + timedelta(hours=1, minutes=15)).timestamp() * 1000
    log = offline.log(replace(event, source="simulator-live") for event in found if isinstance(event.at, int) and event.at < until)
    store.insert("clicks", offline.rows(log, feeds=())["clicks"])
    return "simulator-live"


def test_a_checkout_bug_can_be_told_of_while_it_goes_on(live: str, ask: Ask) -> None:
    """The alert's own question, a quarter of an hour apart: silent before, told of within an hour and a checkout's ten minutes."""
    began = datetime.fromtimestamp(OPENS / 1000, UTC) + timedelta(days=9, hours=19)

    def told(clock: datetime) -> dict[str, float]:
        asked = Question(metric="failing_checkouts", source=live, start=clock - 3 * HOUR, end=clock)
        return {row[0]: row[1] for row in read(asked, ask).rows}

    assert told(began) == dict.fromkeys(told(began), 0)
    found = told(began + timedelta(minutes=75))
    assert found["mobile"] > 30
    assert found["desktop"] == 0


def test_the_funnel_breaks_at_the_step_that_fails(buggy: str, ask: Ask) -> None:
    before, after = ({row[0]: row[4] for row in asked(ask, "funnel", start, start + 3 * HOUR).rows} for start in (BEGAN - 3 * HOUR, BEGAN))
    assert after["purchase"] < 0.6 * before["purchase"]
    assert after["cart"] > 0.7 * before["cart"]
    assert after["checkout"] > 0.7 * before["checkout"]
