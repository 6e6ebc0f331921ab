"""How much comes on which weekday: a level times the weekdays' shape, which one huge order cannot carry away."""

from typing import Final

from stream_apps.models.sales_day import WEEK, weekday

MOST: Final = 2.0  # what comes counts as at most so many times what was expected, and at least one in so many
WARM_UP: Final = 3  # as if so many days had been seen before: the first ones move it more


class WeekdayLevel:
    """Multiplicative exponential smoothing of level, weekday and, where trend is above 0, damped growth (Holt 1957, Winters 1960;
    robust by clipping, Gelper et al. 2010).

    Days that are not learned change nothing, so a closed weekday or a lockdown leaves it where it was.

    >>> sales = WeekdayLevel()
    >>> for number in range(700):
    ...     sales.learn_one(number, 200.0 if number % 7 == 0 else 100.0)
    >>> round(sales.predict_one(700)), round(sales.predict_one(701))
    (200, 100)
    """

    def __init__(self, *, level: float = 0.1, shape: float = 0.05, trend: float = 0.0, damping: float = 0.9, most: float = MOST) -> None:
        """level, shape and trend: how much of an error goes into each; damping: what is left of the growth a day later."""
        self.level, self.shape, self.trend, self.damping, self.most = level, shape, trend, damping, most
        self._days = 0
        self._last = 0
        self._now: float | None = None
        self._growth = 1.0  # a day
        self._shape = [1.0] * WEEK
        self._seen = [0] * WEEK

    def predict_one(self, number: int) -> float | None:
        """What the day brings; None before the first."""
        return None if self._now is None else self._now * self._grown(number) * self._shape[weekday(number)]

    def learn_one(self, number: int, value: float) -> None:
        """Takes in the next day."""
        expected = self.predict_one(number)
        if self._now is None or not expected:
            if value > 0:
                self._now, self._last = value, number
            return
        value = min(max(value, expected / self.most), expected * self.most)
        day, grown = weekday(number), self._grown(number)
        self._days += 1
        self._seen[day] += 1
        level = self._now * grown
        self._now = level + max(self.level, 1 / (self._days + WARM_UP)) * (value / self._shape[day] - level)
        self._shape[day] += max(self.shape, 1 / (self._seen[day] + WARM_UP)) * (value / self._now - self._shape[day])
        self._growth = self._growth**self.damping * (value / expected) ** (self.level * self.trend)
        self._last = number

    def _grown(self, number: int) -> float:
        if not self.trend:
            return 1.0
        ahead = number - self._last
        return float(self._growth ** (self.damping * (1 - self.damping**ahead) / (1 - self.damping)))
