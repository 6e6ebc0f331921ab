"""When those who come have come to be different: never by chance, nor by the week, nor by a source's youth."""

import pickle
from random import Random

import pytest

from stream_apps.models.daily_change import DAY, DailyChange


def days(count: int, seed: int, changed_on: int = 10**9, share: float = 0.1, later: float = 0.1, a_day: int = 300) -> DailyChange:
    """Some go deep, more on Sundays and while the source is young; from a day on as many as later says."""
    random, change = Random(seed), DailyChange()
    for day in range(count):
        deep = (later if day >= changed_on else share) + 0.04 * (day % 7 == 6) + 0.1 * (day < 5)
        for number in range(a_day):
            change.add({"depth": random.gauss(2.5 if random.random() < deep else 1.0, 0.5)}, (day + number / a_day) * DAY)
    return change


@pytest.mark.parametrize("seed", range(10))
def test_chance_the_week_and_youth_are_no_change(seed: int) -> None:
    assert days(100, seed).at is None


@pytest.mark.parametrize("seed", range(5))
def test_a_change_is_found_within_a_week_or_so_and_once(seed: int) -> None:
    change = days(45, seed, changed_on=30, later=0.25)
    assert change.at is not None
    assert 31 <= change.at / DAY <= 38
    again = days(90, seed, changed_on=30, later=0.25)
    assert again.at is not None
    assert again.at / DAY <= 60  # what has come is usual by then


def test_few_samples_of_several_days_are_one() -> None:
    assert days(200, 1, a_day=7).at is None
    assert days(10, 1, changed_on=5, later=0.9).at is None  # too young to say


def test_goes_on_after_a_restore() -> None:
    change, other = days(20, 1), pickle.loads(pickle.dumps(days(20, 1)))  # noqa: S301
    for each in (change, other):
        for number in range(100 * 20):
            each.add({"depth": 9.0}, 20 * DAY + number * DAY / 100)
    assert change.at == other.at is not None
