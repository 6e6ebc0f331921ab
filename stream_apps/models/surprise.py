"""How far days came out from what was usual for them: what regressions on the past look at."""

from math import log
from typing import Final

from stream_apps.models.sales_day import WEEK
from stream_apps.models.weekday_level import WeekdayLevel

FURTHEST: Final = 0.7  # log of about 2: beyond that a day is one of its kind
RECENT: Final = 6  # days of selling


class Surprise:
    """Log ratios of days to what level and weekday promised the day before, kept for a week and for the newest days.

    >>> views = Surprise()
    >>> for number, value in enumerate((100, 100, 150)):
    ...     views.learn_one(number, value)
    >>> round(views.last, 2), round(views.on(2), 2), views.on(1)
    (0.41, 0.41, 0.0)
    """

    def __init__(self) -> None:
        self.usual = WeekdayLevel()
        self._by_day: dict[int, float] = {}
        self._recent: list[float] = []  # the newest first

    @property
    def last(self) -> float:
        """Of the newest day; 0 where nothing is known."""
        return self._recent[0] if self._recent else 0.0

    @property
    def lately(self) -> float:
        """The mean of the newest days."""
        return sum(self._recent) / RECENT

    def on(self, number: int) -> float:
        """Of a day of the last week; 0 where it was closed."""
        return self._by_day.get(number, 0.0)

    def learn_one(self, number: int, value: float) -> None:
        """Takes in the next day."""
        expected = self.usual.predict_one(number)
        if expected:
            ratio = bounded(value / expected)
            self._by_day = {day: each for day, each in self._by_day.items() if number - day < 2 * WEEK} | {number: ratio}
            self._recent = [ratio, *self._recent[: RECENT - 1]]
        self.usual.learn_one(number, value)


def bounded(ratio: float) -> float:
    """Its logarithm, kept within bounds; a day that brought nothing, or less, is at the lower one."""
    return max(-FURTHEST, min(FURTHEST, log(ratio))) if ratio > 0 else -FURTHEST
