"""River's SNARIMAX where it behaves: on what a level and the weekdays leave over."""

from math import exp
from typing import Final

from river.linear_model import LinearRegression
from river.optim import SGD
from river.time_series import SNARIMAX

from stream_apps.models.sales_day import WEEK, SalesDay
from stream_apps.models.surprise import FURTHEST, Surprise

RATE: Final = 0.02
WARM_UP: Final = 2 * WEEK


class Arima:
    """Seasonal ARIMA of log ratios to level and weekday, learned by gradient (Box et al. 2015; River).

    On sales themselves it was erratic (docs/decisions.md). A closed day has surprised nobody: 0.

    >>> expert = Arima()
    >>> for number in range(60):
    ...     expert.learn_one(SalesDay(number, 100.0, orders=10))
    >>> round(expert.predict_one(60)), round(expert.predict_one(66))
    (100, 100)
    """

    def __init__(self) -> None:
        self._sales = Surprise()
        regression = LinearRegression(optimizer=SGD(RATE), intercept_lr=RATE)
        self._model = SNARIMAX(p=2, d=0, q=1, m=WEEK, sp=1, regressor=regression)
        self._last: int | None = None
        self._ahead: list[float] = []
        self._days = 0

    def predict_one(self, number: int) -> float | None:
        usual = self._sales.usual.predict_one(number)
        if usual is None or self._last is None or not 0 < number - self._last <= len(self._ahead):
            return usual
        return usual * exp(max(-FURTHEST, min(FURTHEST, self._ahead[number - self._last - 1])))

    def learn_one(self, day: SalesDay) -> None:
        closed = 0 if self._last is None else min(day.number - self._last - 1, WARM_UP)
        self._sales.learn_one(day.number, day.value)
        for ratio in (*[0.0] * closed, self._sales.on(day.number)):
            self._model.learn_one(ratio)
        self._days += 1 + closed
        self._last = day.number
        self._ahead = self._model.forecast(horizon=2 * WEEK) if self._days > WARM_UP else []
