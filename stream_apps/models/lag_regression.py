"""A day's sales from the days before, its weekday, looks at products and what is said of them."""

from collections import deque
from math import exp
from typing import Final

import numpy as np
import numpy.typing as npt

from stream_apps.models.least_squares import LeastSquares
from stream_apps.models.sales_day import WEEK, SalesDay, weekday
from stream_apps.models.surprise import Surprise, bounded

FEATURES: Final = 10 + WEEK
PRIOR: Final = 0.3  # the smaller what is looked at, the nearer to 0 its weight stays while little is known
USUAL_MOOD: Final = 0.02  # of each day's sentiment that goes into what is usual
Vector = npt.NDArray[np.float64]


class LagRegression:
    """Linear in log ratios to what level and weekday promise, one regression for each number of days ahead.

    Looks: how far sales, orders and views were off yesterday and lately, sales a week before the day, sentiment against its usual, the
    weekday. What a source does not have is 0. A regression learns from a day what was known when it could have forecast it.

    >>> expert = LagRegression()
    >>> for number in range(100):
    ...     expert.learn_one(SalesDay(number, 100.0 + 50 * (number % 2), orders=10))
    >>> expert.predict_one(100) < 120 < 130 < expert.predict_one(101)
    True
    """

    def __init__(self) -> None:
        self._sales, self._orders, self._views = Surprise(), Surprise(), Surprise()
        self._mood = 0.0
        self._usual_mood: float | None = None
        self._last = 0
        self._ahead = [LeastSquares(FEATURES) for _ in range(WEEK)]
        self._waiting: deque[tuple[int, int, float, Vector]] = deque()  # day, days ahead, what was usual for it, what was known

    def predict_one(self, number: int) -> float | None:
        usual, ahead = self._sales.usual.predict_one(number), number - self._last if self._waiting else 0
        if usual is None or not 0 < ahead <= WEEK:
            return usual
        return usual * exp(max(-1.0, min(1.0, self._ahead[ahead - 1].predict_one(self._known(number)))))

    def learn_one(self, day: SalesDay) -> None:
        self._judge(day)
        self._sales.learn_one(day.number, day.value)
        self._orders.learn_one(day.number, day.orders)
        if day.views:
            self._views.learn_one(day.number, day.views)
        self._feel(day.mood)
        self._last = day.number
        for ahead in range(1, WEEK + 1):
            usual = self._sales.usual.predict_one(day.number + ahead)
            if usual:
                self._waiting.append((day.number + ahead, ahead, usual, self._known(day.number + ahead)))

    def _judge(self, day: SalesDay) -> None:
        due = [each for each in self._waiting if each[0] == day.number]
        for _, ahead, usual, known in due:
            regression = self._ahead[ahead - 1]
            regression.learn_one(known, bounded(day.value / usual) - regression.predict_one(known))
        self._waiting = deque(each for each in self._waiting if each[0] > day.number)

    def _feel(self, mood: float | None) -> None:
        if mood is not None:
            usual = mood if self._usual_mood is None else self._usual_mood
            self._usual_mood = usual + USUAL_MOOD * (mood - usual)
            self._mood += 0.2 * (mood - usual - self._mood)

    def _known(self, number: int) -> Vector:
        sales, orders, views = self._sales, self._orders, self._views
        facts = [0.3, sales.last, sales.lately, sales.on(number - WEEK), orders.last, orders.lately, orders.on(number - WEEK)]
        weekdays = [0.5 * (weekday(number) == each) for each in range(WEEK)]
        return PRIOR * np.array([*facts, views.last, views.lately, self._mood, *weekdays])
