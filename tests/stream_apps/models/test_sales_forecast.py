"""Forecasts of sales keep their heads: closed days, holes, a lockdown, one huge order; and their intervals keep what they promise."""

import pickle
from collections.abc import Callable, Iterable
from random import Random
from typing import Final

import pytest

from stream_apps.models.sales_day import SalesDay
from stream_apps.models.sales_forecast import Forecast, SalesForecast

SATURDAY: Final = 5
SHAPE: Final = (1.0, 0.8, 0.9, 1.1, 1.3, 0.0, 0.6)  # Monday to Sunday: closed on Saturdays
DAYS: Final = 250


def shop(days: int = DAYS, *, level: Callable[[int], float] = lambda _: 1000.0, seed: int = 1) -> list[SalesDay]:
    """A shop that sells as on SHAPE, give or take, in orders of 20; level is by day."""
    random = Random(seed)
    found = []
    for number in range(days):
        value = level(number) * SHAPE[SalesDay(number, 0.0, 0).weekday] * random.uniform(0.7, 1.3)
        found.append(SalesDay(number, value, orders=round(value / 20)))
    return found


def judged(days: Iterable[SalesDay], model: SalesForecast | None = None) -> list[tuple[Forecast, float]]:
    """Every forecast and what came."""
    model = model or SalesForecast()
    return [each for day in days for each in model.learn_one(day)]


def error(found: list[tuple[Forecast, float]], ahead: int = 1, since: int = 100) -> tuple[float, float]:
    """wMAPE of the forecasts of single days so many days ahead, and the naive rival's."""
    chosen = [(each, came) for each, came in found if each.days == 1 and each.ahead == ahead and each.number >= since]
    whole = sum(came for _, came in chosen)
    return sum(abs(each.value - came) for each, came in chosen) / whole, sum(abs(each.rival - came) for each, came in chosen) / whole


def test_beats_its_rival_a_day_and_a_week_ahead_and_knows_closed_days() -> None:
    found = judged(shop(level=lambda number: 1000.0 + 8 * number))  # it grows, so that means of four weeks lag behind
    for ahead in (1, 7):
        own, rival = error(found, ahead)
        assert own < rival < 0.25
    closed = [each for each, _ in found if each.days == 1 and SalesDay(each.number, 0.0, 0).weekday == SATURDAY and each.number > 30]
    assert {(each.value, each.low, each.high) for each in closed} == {(0.0, 0.0, 0.0)}


def test_intervals_cover_nine_in_ten() -> None:
    found = [(each, came) for each, came in judged(shop(500)) if each.days == 1 and each.value and each.number > 60]
    assert 0.87 <= sum(each.low <= came <= each.high for each, came in found) / len(found) <= 0.93


def test_the_week_is_the_sum_of_its_days() -> None:
    model = SalesForecast()
    judged(shop(), model)
    *days, week = model.predict()
    assert [each.ahead for each in days] == [1, 2, 3, 4, 5, 6, 7]
    assert week.days == 7
    assert week.value == pytest.approx(sum(each.value for each in days))
    assert week.low < week.value < week.high


def test_one_huge_order_moves_little() -> None:
    plain, huge = SalesForecast(), SalesForecast()
    days = shop()
    judged(days, plain)
    judged([day._replace(value=day.value + 60_000) if day.number == DAYS - 3 else day for day in days], huge)
    for one, other in zip(plain.predict(), huge.predict(), strict=True):
        assert other.value == pytest.approx(one.value, rel=0.25)


def test_a_lockdown_is_noticed_and_what_was_known_is_there_again_after_it() -> None:
    days = [day._replace(value=0.0, orders=0) if 150 <= day.number < 200 else day for day in shop()]
    during, after = SalesForecast(), SalesForecast()
    judged(days[:170], during)
    assert {each.value for each in during.predict()} == {0.0}
    found = judged(days, after)
    assert error(found, since=203)[0] < 0.25


def test_missing_days_do_not_count_as_days_without_sales() -> None:
    random = Random(2)
    days = [day._replace(value=0.0, orders=0) if random.random() < 0.1 else day for day in shop(400)]
    told = [(each, came) for each, came in judged(days) if came > 0 and each.number >= 100]
    assert error(told)[0] < 0.25


def test_a_quiet_shop_sells_nothing_on_many_a_day() -> None:
    random = Random(3)
    days = [SalesDay(number, 50.0 * orders, orders) for number in range(200) for orders in [random.choice((0, 0, 1, 2))]]
    model = SalesForecast()
    judged(days, model)
    assert all(each.value > 10.0 for each in model.predict())
    assert all(each.value < 120.0 for each in model.predict() if each.days == 1)


def test_a_shop_without_sales_gets_no_forecast() -> None:
    model = SalesForecast()
    assert judged((SalesDay(number, 0.0, 0, views=500) for number in range(60)), model) == []
    assert model.predict() == []


def test_a_restored_model_goes_on_exactly() -> None:
    days, model = shop(120), SalesForecast()
    begun = judged(days[:70], model)
    restored: SalesForecast = pickle.loads(pickle.dumps(model))  # noqa: S301  its own
    assert begun + judged(days[70:], restored) == judged(days)
