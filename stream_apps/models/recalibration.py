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
    >>> round(recalibration.promise(0.3), 2), round(recalibration.promise(0.001), 3)
    (0.2, 0.001)
    """

    def __init__(self, prior: float = PRIOR, forgetting: float = FORGETTING) -> None:
        self.prior, self.forgetting = prior, forgetting
        knots = 2 * FURTHEST + 1
        self._shifts, self._doubts = [0.0] * knots, [prior] * knots

    def promise(self, chance: float) -> float:
        """The chance as it is to be promised. Both strictly between 0 and 1."""
        odds = log(chance / (1 - chance))
        knot, over = _between(odds)
        shifts = self._shifts
        return 1 / (1 + exp(-odds - (1 - over) * shifts[knot] - over * shifts[knot + 1]))

    def learn_one(self, chance: float, came: bool) -> None:
        """Takes in what came of what a model gave this chance."""
        promised, (knot, over) = self.promise(chance), _between(log(chance / (1 - chance)))
        information = promised * (1 - promised)
        beside = ((knot, 1 - over), (knot + 1, over))
        variance = 1 + information * sum([share * share * self._doubts[each] for each, share in beside])
        keep, back = 1 - self.forgetting, self.forgetting * self.prior
        for each, share in beside:
            doubt = self._doubts[each]
            self._shifts[each] += doubt * share * (came - promised) / variance
            self._doubts[each] = (doubt - doubt * doubt * share * share * information / variance) * keep + back


def _between(odds: float) -> tuple[int, float]:
    """The knot below some log-odds, and how far they are on the way to the next one."""
    place = max(0.0, min(2 * FURTHEST - 1e-9, odds + FURTHEST))
    knot = int(place)
    return knot, place - knot
