"""When the samples of a stream have come to be different: a week's days against the days before it."""

from collections.abc import Mapping
from math import sqrt
from typing import Final, NamedTuple

DAY: Final = 86_400.0
WEEK: Final = 7  # days that are compared: a whole week, for its days are not alike
WARM_UP: Final = 7  # days that nothing is compared with: who comes regularly is met in these
LEAST: Final = 7  # days before the week
MOST: Final = 56
FEWEST: Final = 50  # samples of a day; one with fewer is one with the next
BOUND: Final = 4.0  # standard errors


class Means(NamedTuple):
    """A day's mean of each feature, and the variance of that mean."""

    means: dict[str, float]
    variances: dict[str, float]


class DailyChange:
    """Compares the mean of each feature over the last week with that over the weeks before it, days being the samples.

    Watching single samples, as ADWIN does, takes the difference of a Sunday from a Monday for a change, and the first weeks of a source
    for several. A day is as uncertain as days are apart, and never less than its samples make it. One that is found is what is usual
    from then on.

    >>> change = DailyChange()
    >>> for number in range(100 * 40):
    ...     change.add({"depth": number % 10 + 5.0 * (number >= 100 * 30)}, at=number * DAY / 100)
    >>> change.at / DAY
    31.0
    """

    def __init__(self) -> None:
        self.at: float | None = None  # when a change was last found
        self._days: list[Means] = []
        self._day = self._left = -1
        self._samples = 0
        self._sums: dict[str, float] = {}
        self._squares: dict[str, float] = {}

    def add(self, x: Mapping[str, float], at: float) -> None:
        """Takes in a sample and its time; absent is 0."""
        day = int(at // DAY)
        if day > self._day:
            self._turn(day)
        self._samples += 1
        sums, squares = self._sums, self._squares
        for key, value in x.items():
            sums[key] = sums.get(key, 0.0) + value
            squares[key] = squares.get(key, 0.0) + value * value

    def _turn(self, day: int) -> None:
        """A new day: what the one before was like is compared, if it had samples enough."""
        if self._left < 0:
            self._left = day + WARM_UP
        self._day = day
        if day <= self._left:
            self._samples, self._sums, self._squares = 0, {}, {}
        elif self._samples >= FEWEST:
            self._close(day * DAY)

    def _close(self, at: float) -> None:
        n = self._samples
        means = {key: total / n for key, total in self._sums.items()}
        variances = {key: max(0.0, square / n - means[key] ** 2) / n for key, square in self._squares.items()}
        self._days = [*self._days, Means(means, variances)][-MOST - WEEK :]
        self._samples, self._sums, self._squares = 0, {}, {}
        if len(self._days) >= LEAST + WEEK and any(self._moved(key) for day in self._days[-WEEK:] for key in day.means):
            self.at, self._days = at, self._days[-WEEK:]

    def _moved(self, key: str) -> bool:
        """Whether a feature is further from where it was than days are apart by chance; more so where few days tell how far that is."""
        each = [day.means.get(key, 0.0) for day in self._days]
        before, now = each[:-WEEK], each[-WEEK:]
        usual = sum(before) / len(before)
        between = sum((mean - usual) ** 2 for mean in before) / (len(before) - 1)
        within = sum(day.variances.get(key, 0.0) for day in self._days) / len(each)
        error = sqrt(max(between, within) * (1 / len(before) + 1 / WEEK))
        return abs(sum(now) / WEEK - usual) > BOUND * (1 + 3 / (len(before) - 1)) * error
