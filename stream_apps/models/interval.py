"""Between what and what: an interval round a forecast that widens where it misses and narrows where it does not."""

from collections import deque
from typing import Final, NamedTuple

COVERED: Final = 0.9
STEP: Final = 0.1  # of the range of errors lately, as in Angelopoulos et al.
LATELY: Final = 100  # answers


class Limits(NamedTuple):
    """Between what and what a forecast comes out; both None while too few answers are known for such a promise to be kept."""

    low: float | None
    high: float | None


UNKNOWN: Final = Limits(None, None)


class Interval:
    """Online conformal by tracking two quantiles of the relative error (Gibbs and Candes 2021; Angelopoulos, Candes and Tibshirani 2023).

    Whatever the errors are, the share of answers inside comes to what was promised in the long run; each side misses as often.
    Of the first nine errors the largest is passed by the next once in ten times (split conformal, Vovk et al. 2005): it is the interval, to
    either side, until there are nineteen, of which the least and the largest are just the two quantiles.
    Before nine nothing is promised. apart: how many answers say as much as one, where they overlap.

    >>> interval, inside = Interval(), 0
    >>> interval.predict_one(100.0)
    Limits(low=None, high=None)
    >>> for number in range(1000):
    ...     came = 80.0 + number * 37 % 41
    ...     low, high = interval.predict_one(100.0)
    ...     inside += low is not None and low <= came <= high
    ...     interval.learn_one(100.0, came)
    >>> 890 <= inside <= 910
    True
    """

    def __init__(self, *, covered: float = COVERED, step: float = STEP, apart: int = 1) -> None:
        self.step = step
        self._missed = (1 - covered) / 2  # on either side
        self._first = apart * (round(1 / (1 - covered)) - 1)  # of so many errors the largest is passed by the next one that often
        self._begin = apart * (round(1 / self._missed) - 1)  # and of so many the extremes, each
        self._errors: deque[float] = deque(maxlen=LATELY)
        self._answers = 0
        self._low = self._high = 0.0  # relative to the forecast

    def predict_one(self, forecast: float) -> Limits:
        """From, to. The forecast lies between them."""
        if self._answers < self._first:
            return UNKNOWN
        return Limits(forecast * (1 + min(self._low, 0.0)), forecast * (1 + max(self._high, 0.0)))

    def learn_one(self, forecast: float, came: float) -> None:
        """Takes in what a forecast above 0 was of."""
        if forecast <= 0:
            return
        low, high = self.predict_one(forecast)
        self._errors.append(came / forecast - 1)
        self._answers += 1
        if self._answers < self._begin:
            self._low, self._high = self._either_side()
        elif self._answers == self._begin:
            self._low, self._high = min(self._errors), max(self._errors)
        elif low is not None and high is not None:
            step = self.step * (max(self._errors) - min(self._errors))
            self._low -= step * ((came < low) - self._missed)
            self._high += step * ((came > high) - self._missed)

    def _either_side(self) -> tuple[float, float]:
        """The largest error down and up, but down to nothing at most where no answer was below it."""
        largest = max(map(abs, self._errors))
        return max(-largest, min(-1.0, *self._errors)), largest
