"""A shop's sales of the next days and of the next week, each with what it lies between."""

from collections import deque
from typing import Final, NamedTuple

from stream_apps.models.arima import Arima
from stream_apps.models.interval import STEP, Interval
from stream_apps.models.lag_regression import LagRegression
from stream_apps.models.mixture import Mixture
from stream_apps.models.opening import Opening
from stream_apps.models.sales_day import WEEK, SalesDay
from stream_apps.models.sales_experts import Expert, SeasonalNaive, simple_experts

ENOUGH: Final = 14  # days of selling before anything is promised
RIVAL_WEEKS: Final = 4


class Forecast(NamedTuple):
    """Of `days` days, the first of which is `number`, made when `made` was over. rival: the mean of the last four such weekdays.

    low and high are None until enough such forecasts were judged. A day on which the shop is expected to be closed is forecast as 0, from 0
    to 0.
    """

    made: int
    number: int
    days: int
    value: float
    low: float | None
    high: float | None
    rival: float

    @property
    def ahead(self) -> int:
        """Of its first day: 1 is tomorrow."""
        return self.number - self.made

    def holds(self, came: float) -> bool | None:
        """Whether what came lies inside; None where nothing was promised.

        >>> Forecast(1, 2, 1, 5.0, low=4.0, high=6.0, rival=5.0).holds(7.0)
        False
        """
        return None if self.low is None or self.high is None else self.low <= came <= self.high


class _Asked(NamedTuple):
    forecast: Forecast
    experts: list[float | None]


class SalesForecast:
    """Experts mixed by what each deserved, for each of the next seven days, inside intervals that learn from what they missed.

    >>> model = SalesForecast()
    >>> for number in range(120):
    ...     judged = model.learn_one(SalesDay(number, value=0.0 if number % 7 == 2 else 100.0, orders=0 if number % 7 == 2 else 10))
    >>> [round(each.value) for each in model.predict()]  # 1970 began on a Thursday; Saturdays are closed
    [100, 0, 100, 100, 100, 100, 100, 600]
    """

    def __init__(self) -> None:
        self.experts: tuple[Expert, ...] = (*simple_experts(), LagRegression(), Arima())
        self.rival, self.opening = SeasonalNaive(weeks=RIVAL_WEEKS), Opening()
        self.mixes = [Mixture(len(self.experts)) for _ in range(WEEK)]
        self.intervals = [Interval() for _ in range(WEEK)]
        self.week_interval = Interval(step=STEP / WEEK, apart=WEEK)  # each answer repeats six sevenths of the one before
        self.days = 0  # of selling
        self._last = 0
        self._waiting: deque[_Asked] = deque()
        self._lately: deque[float] = deque(maxlen=WEEK)  # values of the newest days

    def predict(self) -> list[Forecast]:
        """The next seven days, then these together; nothing while too little is known."""
        return [asked.forecast for asked in self._ask()] if self.days >= ENOUGH else []

    def learn_one(self, day: SalesDay) -> list[tuple[Forecast, float]]:
        """Takes in the next calendar day. Returns the forecasts that are now over, made before, and what came."""
        if day.number != self._last + 1:  # what was foreseen before a hole cannot be judged after it
            self._waiting.clear()
            self._lately.clear()
        self._lately.append(day.value)
        is_open = self.opening.is_open(day)
        over = [(asked.forecast, self._judge(asked, day, is_open)) for asked in self._due(day.number)]
        self.opening.learn_one(day)
        if is_open:
            self.days += 1
            for each in (*self.experts, self.rival):
                each.learn_one(day)
        self._last = day.number
        if self.days >= ENOUGH:
            self._waiting.extend(self._ask())
        return over

    def _ask(self) -> list[_Asked]:
        days = [self._day(self._last + ahead) for ahead in range(1, WEEK + 1)]
        values = [each.forecast.value for each in days]
        low, high = self.week_interval.predict_one(sum(values))
        rival = sum(each.forecast.rival for each in days)
        return [*days, _Asked(Forecast(self._last, self._last + 1, WEEK, sum(values), low, high, rival), [])]

    def _day(self, number: int) -> _Asked:
        if not self.opening.predict_one(number):
            return _Asked(Forecast(self._last, number, 1, 0.0, 0.0, 0.0, 0.0), [])
        which, experts = number - self._last - 1, [expert.predict_one(number) for expert in self.experts]
        value = self.mixes[which].predict_one(experts) or 0.0
        low, high = self.intervals[which].predict_one(value)
        return _Asked(Forecast(self._last, number, 1, value, low, high, self.rival.predict_one(number) or value), experts)

    def _due(self, number: int) -> list[_Asked]:
        due = [each for each in self._waiting if each.forecast.number + each.forecast.days - 1 <= number]
        self._waiting = deque(each for each in self._waiting if each.forecast.number + each.forecast.days - 1 > number)
        return due

    def _judge(self, asked: _Asked, day: SalesDay, is_open: bool) -> float:
        forecast = asked.forecast
        if forecast.days > 1:
            came = sum(self._lately)
            self.week_interval.learn_one(forecast.value, came)
            return came
        if is_open and asked.experts:  # a day that nobody expected to be closed says nothing of how sales scatter
            self.mixes[forecast.ahead - 1].learn_one(asked.experts, day.value)
            self.intervals[forecast.ahead - 1].learn_one(forecast.value, day.value)
        return day.value
