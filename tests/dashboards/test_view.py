from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue import METRICS
from dashboards import panels
from dashboards.live.view import CUSTOM, PERIODS, WIDTHS, View, ViewError, read
from tests.dashboards.builders import NOON, stream

dashboards = st.sampled_from(["", *panels.SLUGS])
views = st.builds(
    View,
    dashboard=dashboards,
    by=st.sampled_from(["", *WIDTHS]),
    source=st.text(),
    period=st.sampled_from(["", *PERIODS]),
    **dict.fromkeys((*panels.PICKED, *panels.TYPED), st.text()),
) | st.builds(lambda hours, country: View("live", CUSTOM, NOON, NOON + timedelta(hours=hours), country), st.integers(1, 1000), st.text())


@given(views)
def test_a_link_reproduces_its_view(view: View) -> None:
    assert read(dict(parse_qsl(view.link().removeprefix("?")))) == view


def test_a_period_ends_at_the_streams_own_now() -> None:
    start, end, *_ = View(period="30m").window(stream())
    assert end == NOON + timedelta(milliseconds=1)  # an event of exactly now is in it
    assert end - start == timedelta(minutes=30)


def test_all_begins_at_the_first_days_midnight() -> None:
    assert View(period="all").window(stream()).start == (NOON - timedelta(days=1)).replace(hour=0)


def test_a_source_that_knows_only_days_shows_its_whole_history_by_the_day() -> None:
    days = stream(precision="day", first=NOON - timedelta(days=20))
    start, _, width, _ = View().window(days)
    assert start.date() == days.first.date()
    assert width == 86_400


@pytest.mark.parametrize(
    "query",
    [
        {"period": "fortnight"},
        {"dashboard": "cellar"},
        {"by": "fortnight"},
        {"from": "tomorrow"},
        {"from": "2026-05-02", "to": "2026-05-01"},
    ],
)
def test_a_link_that_says_nothing_is_refused_with_what_it_takes(query: dict[str, str]) -> None:
    with pytest.raises(ViewError, match=r"there are|write it like|swap"):
        read(query)


def test_a_viewer_chooses_the_steps_but_not_more_than_can_be_read() -> None:
    old = stream(first=NOON - timedelta(days=900))
    assert View(period="30d", by="week").window(old)[2:] == (7 * 86_400, True)
    assert View(period="all", by="hour").window(old)[2:] == (7 * 86_400, False)


def test_a_metric_is_limited_by_the_filters_it_knows_and_the_rest_are_named() -> None:
    view, window = View(country="PL", category="skirts"), View().window(stream())
    assert view.question(METRICS["sessions"], window, "test").filters == {"country": "PL", "category": "skirts"}
    assert view.question(METRICS["countries"], window, "test").filters == {"category": "skirts"}
    assert view.unlimited(METRICS["countries"]) == ("country",)
