"""Simple forecasters of a day's sales, each right about something the others are not."""

from collections import deque
from collections.abc import Iterable
from typing import Protocol

from stream_apps.models.sales_day import WEEK, SalesDay, weekday
from stream_apps.models.weekday_level import WeekdayLevel


class Expert(Protocol):
    """Forecasts days after the last it has learned, a week ahead at most. Only days of selling are learned."""

    def predict_one(self, number: int) -> float | None:
        """What a day's sales will come to; None while it cannot say."""

    def learn_one(self, day: SalesDay) -> None:
        """Takes in the next day of selling."""


class SeasonalNaive:
    """The mean of the last days of the same weekday.

    >>> naive = SeasonalNaive(weeks=2)
    >>> for number, value in ((0, 10.0), (7, 20.0), (14, 40.0)):
    ...     naive.learn_one(SalesDay(number, value, orders=1))
    >>> naive.predict_one(21)
    30.0
    """

    def __init__(self, *, weeks: int = 1) -> None:
        self._values: list[deque[float]] = [deque(maxlen=weeks) for _ in range(WEEK)]

    def predict_one(self, number: int) -> float | None:
        values = self._values[weekday(number)]
        return sum(values) / len(values) if values else None

    def learn_one(self, day: SalesDay) -> None:
        self._values[day.weekday].append(day.value)


class Smoothed:
    """Level times weekday of the value; with a trend, damped Holt-Winters.

    >>> smoothed = Smoothed(WeekdayLevel())
    >>> smoothed.learn_one(SalesDay(0, 10.0, orders=1))
    >>> smoothed.predict_one(1)
    10.0
    """

    def __init__(self, levels: WeekdayLevel) -> None:
        self._levels = levels

    def predict_one(self, number: int) -> float | None:
        return self._levels.predict_one(number)

    def learn_one(self, day: SalesDay) -> None:
        self._levels.learn_one(day.number, day.value)


class OrdersTimesValue:
    """How many orders, times what an order brings: one huge order hardly moves how many there are.

    >>> expert = OrdersTimesValue()
    >>> for number in range(28):
    ...     expert.learn_one(SalesDay(number, 1000.0 if number != 20 else 50_000.0, orders=10))
    >>> 1000 <= expert.predict_one(28) < 1100
    True
    """

    def __init__(self, *, orders: float = 0.15, value: float = 0.1) -> None:
        """orders, value: how much of a day's error goes into each level."""
        self._orders = WeekdayLevel(level=orders, shape=0.1)
        self._value = WeekdayLevel(level=value, shape=0.05, most=1.3)  # of an order: it varies little but for huge ones

    def predict_one(self, number: int) -> float | None:
        orders, value = self._orders.predict_one(number), self._value.predict_one(number)
        return None if orders is None or value is None else orders * value

    def learn_one(self, day: SalesDay) -> None:
        self._orders.learn_one(day.number, day.orders)
        if day.orders:
            self._value.learn_one(day.number, day.value / day.orders)


def simple_experts() -> Iterable[Expert]:
    """Those that look at sales and orders alone."""
    yield SeasonalNaive()
    yield SeasonalNaive(weeks=6)
    yield Smoothed(WeekdayLevel(most=1.7))
    yield Smoothed(WeekdayLevel(shape=0.1, trend=0.05, most=1.7))
    yield OrdersTimesValue()
    yield OrdersTimesValue(orders=0.1, value=0.05)
