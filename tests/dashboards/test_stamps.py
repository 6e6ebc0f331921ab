"""Labels of time axes: few, round, evenly apart, within the period."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.live.stamps import labels

START = datetime(2026, 11, 3, 9, 41, 7, tzinfo=UTC)


def shown(start: datetime, end: datetime) -> list[str]:
    return [f"{datetime.fromtimestamp(stamp / 1000, UTC):%Y-%m-%d %H:%M:%S}" for stamp in labels(start, end)["customValues"]]


@pytest.mark.parametrize(
    ("span", "first", "second"),
    [
        (timedelta(minutes=30), "2026-11-03 09:50:00", "2026-11-03 10:00:00"),
        (timedelta(hours=24), "2026-11-03 12:00:00", "2026-11-03 18:00:00"),
        (timedelta(days=7), "2026-11-04 00:00:00", "2026-11-06 00:00:00"),
        (timedelta(days=135), "2026-12-01 00:00:00", "2027-01-01 00:00:00"),
        (timedelta(days=3 * 365), "2027-01-01 00:00:00", "2028-01-01 00:00:00"),
    ],
)
def test_labels_are_round(span: timedelta, first: str, second: str) -> None:
    assert shown(START, START + span)[:2] == [first, second]


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(seconds=5), timedelta(days=4000)),
)
def test_labels_are_few_and_within_the_period(start: datetime, span: timedelta) -> None:
    stamps = labels(start, start + span)["customValues"]
    assert len(stamps) <= 6
    assert all(start.timestamp() * 1000 - 1 <= stamp <= (start + span).timestamp() * 1000 for stamp in stamps)
    assert stamps == sorted(set(stamps))
