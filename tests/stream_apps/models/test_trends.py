"""Trends and what leads sales: found where they are, and not where chance alone plays."""

import pickle
from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.models import recent_days
from stream_apps.models.lead_lag import LeadLag, leading
from stream_apps.models.mann_kendall import mann_kendall, sen_slope
from stream_apps.models.sales_day import SalesDay, weekday
from stream_apps.models.trends import Trends

WEEKLY: Final = (3.0, 1.0, 1.0, 1.5, 2.0, 0.0, 0.5)  # closed on Saturdays


def poisson(random: Random, mean: float) -> int:
    return sum(random.random() < mean / 60 for _ in range(60))


def learned(names: dict[str, tuple[float, float]], days: int = 84, seed: int = 1) -> Trends:
    """Each name sells from so many orders a day, changing by so many a week, in the shape of a week that has a closed day."""
    random, trends = Random(seed), Trends()
    for number in range(days):
        shape = WEEKLY[weekday(number)]
        sold = {name: poisson(random, max(0.0, shape * (level + number / 7 * change))) for name, (level, change) in names.items()}
        trends.learn_one(number, {name: (10.0 * count, count, 0) for name, count in sold.items() if count})
    return trends


def test_a_weekly_shape_and_a_closed_day_are_no_trend() -> None:
    flat = {f"p{number}": (4.0, 0.0) for number in range(40)}
    found = {each.name: each for each in learned(flat | {"up": (1.0, 1.0), "down": (14.0, -1.0)}).assess()}
    assert (found.pop("up").verdict, found.pop("down").verdict) == ("rising", "falling")
    assert sum(each.verdict != "steady" for each in found.values()) <= 2


def test_a_trend_says_of_what_it_is_and_how_much() -> None:
    (up,) = learned({"up": (2.0, 1.0)}).assess()
    assert up.measure == "orders"
    assert up.slope == pytest.approx(1.3, abs=0.5)  # a day; the shape of the week is 9 sevenths high
    assert up.ratio > 1.1
    assert up.zs[2] is None  # nobody commented


def test_in_a_young_shop_the_usual_is_not_behind() -> None:
    flat = {f"p{number}": (4.0, 0.0) for number in range(20)}
    found = {each.name: each for each in learned(flat | {"down": (14.0, -2.0)}, days=30).assess()}
    assert found["down"].verdict == "falling"
    assert found.pop("down").ratio < 1
    assert 0.9 < np.mean([each.ratio for each in found.values()]) < 1.1


def test_a_day_on_which_nobody_had_anything_makes_nothing_older() -> None:
    """Of a measure that begins later the usual is as of a shop that is as young."""
    days = recent_days.RecentDays()
    for number in range(40):
        days.learn_one(number, {"a": (5.0, 3.0 if number >= 30 else 0.0, 0.0)})
    assert [days.usual(measure).tolist() for measure in range(3)] == [[pytest.approx(5)], [pytest.approx(3)], [0]]
    assert days.ratios(1).tolist() == [pytest.approx(1)]


def test_what_was_first_seen_lately_is_new() -> None:
    trends = learned({"old": (4.0, 0.0)}, days=84)
    for number in range(84, 98):
        trends.learn_one(number, {"old": (0, 4, 0), "young": (0, 6, 0)})
    assert {each.name: each.verdict for each in trends.assess()} == {"old": "steady", "young": "new"}
    assert "young" in trends.movers(1)


def test_a_jump_is_noticed_within_days_where_ranks_are_slow() -> None:
    trends = learned({f"p{number}": (4.0, 0.0) for number in range(10)}, days=84)
    for number in range(84, 88):
        trends.learn_one(number, {f"p{each}": (0, 40 if each == 3 else 0 if each == 5 else 4, 0) for each in range(10)})
    found = {each.name: each.verdict for each in trends.assess()}
    assert found.pop("p3") == "surging"
    assert "surging" not in found.values()


def test_only_the_heavier_half_is_remembered_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_days, "MOST", 10)
    trends = learned({f"p{number}": (1.0 + number, 0.0) for number in range(10)})
    trends.learn_one(84, {"another": (0, 30, 0)})
    names = [each.name for each in trends.assess()]
    assert names == ["p5", "p6", "p7", "p8", "p9", "another"]


def test_a_restored_model_goes_on_exactly() -> None:
    one, other = learned({"a": (3.0, 0.1)}, days=40), learned({"a": (3.0, 0.1)}, days=40)
    other = pickle.loads(pickle.dumps(other))  # noqa: S301  its own
    for trends in (one, other):
        trends.learn_one(45, {"a": (0, 9, 0), "b": (1, 1, 1)})
    assert one.assess() == other.assess()


@given(st.lists(st.lists(st.integers(0, 3), min_size=12, max_size=12), min_size=1, max_size=5))
def test_mann_kendall_counts_rises_and_falls_of_all_pairs(series: list[list[int]]) -> None:
    counted = [sum((late > early) - (late < early) for i, early in enumerate(each) for late in each[i + 1 :]) for each in series]
    assert np.sign(mann_kendall(np.array(series, float))).tolist() == [np.sign(each) if abs(each) > 1 else 0 for each in counted]


def test_one_wild_day_moves_no_slope() -> None:
    days = np.arange(20.0)
    wild = np.where(days == 7, 1e6, 3 * days)
    assert sen_slope(np.stack([3 * days, wild])).round(1).tolist() == [3.0, 3.0]


def test_looks_that_lead_sales_by_three_days_are_found_and_chance_is_not() -> None:
    random, leads, chance = Random(5), LeadLag(), LeadLag()
    looks = [random.uniform(500, 1500) for _ in range(200)]
    for number in range(3, 200):
        value = 4 * looks[number - 3] * random.uniform(0.8, 1.2)
        leads.learn_one(SalesDay(number, value, 50, round(looks[number])))
        chance.learn_one(SalesDay(number, random.uniform(2000, 6000), 50, round(looks[number])))
    found = leading(leads.lags("views"))
    assert found is not None
    assert found.days == 3
    assert found.samples > 150
    assert leading(chance.lags("views")) is None
    assert leads.lags("sentiment") == []
