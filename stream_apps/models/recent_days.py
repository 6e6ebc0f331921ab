"""Daily counts of many names over the last weeks, and how these compare with what is usual for them."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from stream_apps.models.sales_day import WEEK

MEASURES: Final = ("views", "orders", "comments")
WINDOW: Final = 8 * WEEK  # days
FAST: Final = 0.07  # of each day's count: half of it is forgotten in ten days
SLOW: Final = 0.017  # in forty
RATES: Final = (FAST, SLOW)
SMOOTHING: Final = 0.7  # a day, added to both averages
MOST: Final = 20_000  # names remembered; beyond these the lighter half is forgotten
Matrix = npt.NDArray[np.float64]
Counts = Mapping[str, tuple[float, ...]]  # by name, in the order of MEASURES


class RecentDays:
    """A window of eight weeks, and a fast and a slow average over all days: a new name that is asked for rises.

    Both begin at 0 and are divided by the weight that the days since the shop's first have in them (as in Adam, Kingma and Ba 2015), else
    the slow one would lag behind and everything would rise while a shop is young. Of a measure that nobody had on a day (the shop was
    closed) the averages learn nothing.

    >>> days = RecentDays()
    >>> for number in range(200):
    ...     days.learn_one(number, {"a": (0, 5, 0), "b": (0, 9 if number > 190 else 3, 0)})
    >>> days.window.shape, days.ratios(1).round(1).tolist()
    ((2, 3, 56), [1.0, 1.4])
    """

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}  # by name
        self.first: list[int] = []  # day each was first seen
        self.begun = self.last = -1
        self._window = np.zeros((0, len(MEASURES), WINDOW), np.float32)  # by row, measure and day modulo WINDOW
        self._averages = np.zeros((2, 0, len(MEASURES)))  # fast and slow, from 0
        self._learned = np.zeros(len(MEASURES))  # days that these have learned from

    @property
    def days(self) -> npt.NDArray[np.int64]:
        """Numbers of the days of the window, the oldest first."""
        return np.arange(max(self.begun, self.last - WINDOW + 1), self.last + 1)

    @property
    def window(self) -> Matrix:
        """Counts by row, measure and day."""
        counts: Matrix = self._window[:, :, self.days % WINDOW].astype(np.float64)
        return counts

    def usual(self, measure: int) -> Matrix:
        """Of each row the slow average, a day."""
        return self._average(1, measure)

    def ratios(self, measure: int) -> Matrix:
        """Of each row the fast average against the slow one, smoothed: above 1 there is more than usual."""
        return (self._average(0, measure) + SMOOTHING) / (self._average(1, measure) + SMOOTHING)

    def _average(self, which: int, measure: int) -> Matrix:
        average: Matrix = self._averages[which, :, measure]
        learned = self._learned[measure]
        return average / (1 - (1 - RATES[which]) ** learned) if learned else average

    def learn_one(self, number: int, counts: Counts) -> None:
        """Takes in the next day; who is not named had nothing."""
        self.begun = number if self.begun < 0 else self.begun
        for day in range(max(self.last + 1, number - WINDOW), number):
            self._window[:, :, day % WINDOW] = 0.0
        self.last = number
        self._make_room([name for name in counts if name not in self.rows])
        today = np.zeros((len(self.rows), len(MEASURES)))
        for name, values in counts.items():
            today[self.rows[name]] = values
        self._window[:, :, number % WINDOW] = today
        had = today.sum(axis=0) > 0
        self._learned += had
        for average, rate in zip(self._averages, RATES, strict=True):
            average += rate * (today - average) * had

    def _make_room(self, new: list[str]) -> None:
        if len(self.rows) + len(new) > MOST:
            self._forget()
        for name in new:
            self.rows[name] = len(self.rows)
            self.first.append(self.last)
        self._window = np.concatenate([self._window, np.zeros((len(new), len(MEASURES), WINDOW), np.float32)])
        self._averages = np.concatenate([self._averages, np.zeros((2, len(new), len(MEASURES)))], axis=1)

    def _forget(self) -> None:
        kept = np.sort(np.argsort(-self._averages[1].sum(axis=1), kind="stable")[: MOST // 2])
        names = list(self.rows)
        self.rows = {names[row]: place for place, row in enumerate(kept)}
        self.first = [self.first[row] for row in kept]
        self._window, self._averages = self._window[kept], self._averages[:, kept]
