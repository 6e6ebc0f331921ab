"""What a chance is promised as, after what came of earlier promises as high."""

from math import exp, log
from typing import Final

PRIOR: Final = 0.01  # variance of what a knot adds before the first answer, in log-odds: a tenth up or down
FORGETTING: Final = 1e-4  # share of the way back to its prior variance that a knot takes at each of its answers
FURTHEST: Final = 8  # log-odds beyond which all are promised as these are


class Recalibration:
    """Adds to the log-odds of a chance what such chances turned out to lack: linear between knots a unit apart, at first nothing.

    Knots and not a slope and an intercept (Platt 1999): these follow the many small chances, and what is wrong with the few high
    ones, by which somebody is contacted, is then still wrong. A knot is a normal belief about its shift; an answer moves the two
    beside it, by Newton's step of the logistic likelihood. A knot with few answers stays near nothing, one that is often promised and
    kept settles, and a knot never forgets all, as what is promised may change.

    It is to learn from the chance that was told when the promise was made, not from what a model says once it knows more.

    >>> recalibration = Recalibration()
    >>> for number in range(4000):
    ...     recalibration.learn_one(0.3, came=number % 5 == 0)
    >>> round(recalibration.promise(0.3), 1), round(recalibration.promise(0.001), 3)
    (0.2, 0.001)
    """

    def __init__(self, prior: float = PRIOR, forgetting: float = FORGETTING) -> None:
        self.prior, self.forgetting = prior, forgetting
        knots = 2 * FURTHEST + 1
        self._shifts, self._doubts = [0.0] * knots, [prior] * knots

    def promise(self, chance: float) -> float:
        """The chance as it is to be promised. Both strictly between 0 and 1."""
        odds = log(chance / (1 - chance))
        place = _place(odds)
        knot = int(place)
        low, high = self._shifts[knot : knot + 2]
        return 1 / (1 + exp(-odds - low - (place - knot) * (high - low)))

    def learn_one(self, chance: float, came: bool) -> None:
        """Takes in what came of what a model gave this chance."""
        place, promised = _place(log(chance / (1 - chance))), self.promise(chance)
        knot = int(place)
        over, information = place - knot, promised * (1 - promised)
        doubts, keep, back = self._doubts, 1 - self.forgetting, self.forgetting * self.prior
        low, high = (1 - over) * doubts[knot], over * doubts[knot + 1]
        variance = 1 + information * ((1 - over) * low + over * high)
        step, narrow = (came - promised) / variance, information / variance
        self._shifts[knot] += low * step
        self._shifts[knot + 1] += high * step
        doubts[knot] = (doubts[knot] - low * low * narrow) * keep + back
        doubts[knot + 1] = (doubts[knot + 1] - high * high * narrow) * keep + back


def _place(odds: float) -> float:
    """Where some log-odds stand among the knots: 2.25 a quarter of the way from the third to the fourth."""
    return max(0.0, min(2 * FURTHEST - 1e-9, odds + FURTHEST))
