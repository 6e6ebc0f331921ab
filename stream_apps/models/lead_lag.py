"""By how many days something leads sales, if it does: looks at products, what is said of them."""

from collections import deque
from typing import Final, NamedTuple

from stream_apps.models.sales_day import WEEK, SalesDay
from stream_apps.models.surprise import Surprise

REMEMBERED: Final = 26 * WEEK  # days
FURTHEST: Final = 2 * WEEK  # days ahead that are looked at
LEAST: Final = 4 * WEEK  # pairs of days; fewer say nothing
USUAL: Final = 0.1  # of each day's sentiment that goes into what is usual
SURE: Final = 1.96  # standard errors that chance keeps within 19 times in 20
SURE_OF_BEST: Final = 2.91  # that it does with the best of fourteen lags (Bonferroni)


class Lag(NamedTuple):
    """How much of what surprised in sales had surprised in `measure` so many days before: correlation over so many pairs of days.

    bound: what chance alone keeps within, 19 times in 20.
    """

    measure: str
    days: int
    correlation: float
    samples: int
    bound: float


class _Surprises(NamedTuple):
    day: int
    sales: float
    views: float | None
    sentiment: float | None


class LeadLag:
    """Cross-correlation of surprises: what level and weekday did not tell the day before (prewhitening: Box and Jenkins 1976).

    Levels that grow together correlate at any lag and prove nothing; surprises do not.

    >>> model = LeadLag()
    >>> looks = [100 + number * number * 7919 % 53 for number in range(120)]
    >>> for number in range(3, 120):
    ...     model.learn_one(SalesDay(number, value=5.0 * looks[number - 3], orders=50, views=looks[number]))
    >>> best = max(model.lags("views"), key=lambda lag: lag.correlation)
    >>> best.days, best.correlation > 0.9
    (3, True)
    """

    def __init__(self) -> None:
        self._sales, self._views = Surprise(), Surprise()
        self._mood: float | None = None  # what is usual
        self._days: deque[_Surprises] = deque(maxlen=REMEMBERED)

    @property
    def has_signals(self) -> bool:
        """Whether anything but sales was ever told."""
        return any(each.views is not None or each.sentiment is not None for each in self._days)

    def learn_one(self, day: SalesDay) -> None:
        """Takes in the next day of selling."""
        self._sales.learn_one(day.number, day.value)
        if day.views:
            self._views.learn_one(day.number, day.views)
        views, mood = self._views.on(day.number) if day.views else None, None
        if day.mood is not None:
            mood = None if self._mood is None else day.mood - self._mood
            self._mood = day.mood if self._mood is None else self._mood + USUAL * (day.mood - self._mood)
        self._days.append(_Surprises(day.number, self._sales.on(day.number), views, mood))

    def lags(self, measure: str) -> list[Lag]:
        """From 0 days ahead on; those of which too few pairs are known are left out. measure: views or sentiment."""
        known: dict[int, float] = {each.day: value for each in self._days if (value := getattr(each, measure)) is not None}
        found = []
        for ahead in range(FURTHEST + 1):
            pairs = [(known[each.day - ahead], each.sales) for each in self._days if each.day - ahead in known]
            if len(pairs) >= LEAST:
                found.append(Lag(measure, ahead, _correlation(pairs), len(pairs), SURE / len(pairs) ** 0.5))
        return found


def leading(lags: list[Lag]) -> Lag | None:
    """The lag of a day or more that is most telling, if it is more than the best of so many would be by chance."""
    best = max((lag for lag in lags if lag.days > 0), key=lambda lag: lag.correlation, default=None)
    return best if best and best.correlation * best.samples**0.5 > SURE_OF_BEST else None


def _correlation(pairs: list[tuple[float, float]]) -> float:
    count = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / count, sum(y for _, y in pairs) / count
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return float(xy / (xx * yy) ** 0.5) if xx > 0 and yy > 0 else 0.0
