"""Between what and what: an interval round a forecast that widens where it misses and narrows where it does not."""

from collections import deque
from typing import Final

COVERED: Final = 0.9
STEP: Final = 0.1  # of the range of errors lately, as in Angelopoulos et al.
LATELY: Final = 100  # answers
START: Final = (-0.6, 0.9)  # relative to the forecast: wide, until it has seen how it errs


class Interval:
    """Online conformal by tracking two quantiles of the relative error (Gibbs and Candes 2021; Angelopoulos, Candes and Tibshirani 2023).

    Whatever the errors are, the share of answers inside comes to what was promised in the long run; each side misses as often.
    It begins with the least and the largest of so many errors that these are just the quantiles.

    >>> interval, inside = Interval(), 0
    >>> for number in range(1000):
    ...     came = 80.0 + number * 37 % 41
    ...     low, high = interval.predict_one(100.0)
    ...     inside += low <= came <= high
    ...     interval.learn_one(100.0, came)
    >>> 890 <= inside <= 910
    True
    """

    def __init__(self, *, covered: float = COVERED, step: float = STEP) -> None:
        self.step = step
        self._missed = (1 - covered) / 2  # on either side
        self._begin = round(1 / self._missed) - 1  # of so many errors the extremes are passed by the next one that often
        self._errors: deque[float] = deque(maxlen=LATELY)
        self._answers = 0
        self.low, self.high = START

    def predict_one(self, forecast: float) -> tuple[float, float]:
        """From, to. The forecast lies between them."""
        return forecast * (1 + min(self.low, 0.0)), forecast * (1 + max(self.high, 0.0))

    def learn_one(self, forecast: float, came: float) -> None:
        """Takes in what a forecast above 0 was of."""
        if forecast <= 0:
            return
        low, high = self.predict_one(forecast)
        self._errors.append(came / forecast - 1)
        self._answers += 1
        if self._answers == self._begin:
            self.low, self.high = min(self._errors), max(self._errors)
        elif self._answers > self._begin:
            step = self.step * (max(self._errors) - min(self._errors))
            self.low -= step * ((came < low) - self._missed)
            self.high += step * ((came > high) - self._missed)
