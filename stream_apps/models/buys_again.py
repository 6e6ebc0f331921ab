"""Whether a customer buys again: online logistic regression that starts from another model's probability and learns where it errs."""

from collections.abc import Sequence
from math import exp, sqrt
from typing import Final

RATE: Final = 0.01
MEMORY: Final = 5_000  # examples that the mean of a fact goes back
FURTHEST: Final = 12.0  # log-odds: a probability is never 0 or 1


class BuysAgain:
    """Probability of a yes from facts that are numbers, the first of them the log-odds that another model gives.

    Before the first answer the other model's weight is 1 and those of the rest are what is believed of them, 0 where nothing is. Steps
    are AdaGrad's (Duchi, Hazan and Singer 2011), facts but the first are taken from their mean.

    >>> model = BuysAgain([1.0, 0.0], rate=0.1)
    >>> model.predict_one((0.0, 3.0))
    0.5
    >>> for number in range(2000):
    ...     model.learn_one((0.0, float(number % 2)), came=number % 2 == 1)
    >>> model.predict_one((0.0, 1.0)) > 0.9 > 0.1 > model.predict_one((0.0, 0.0))
    True
    """

    def __init__(self, weights: Sequence[float], rate: float = RATE) -> None:
        """weights: one a fact, to start from."""
        self.rate = rate
        self.samples = self.yes = 0
        self._weights = [*weights, 0.0]  # the last is of what is true of everybody
        self._squares = [1.0] * len(self._weights)
        self._means = [0.0] * len(weights)  # of the first none is kept

    def predict_one(self, facts: Sequence[float]) -> float:
        """Strictly between 0 and 1."""
        odds = sum([weight * fact for weight, fact in zip(self._weights, self._centred(facts), strict=True)])
        return 1 / (1 + exp(-max(-FURTHEST, min(FURTHEST, odds))))

    def learn_one(self, facts: Sequence[float], came: bool) -> None:
        """Takes in what came of an example."""
        self.samples += 1
        self.yes += came
        share = 1 / min(self.samples, MEMORY)
        for place, fact in enumerate(facts):
            if place:
                self._means[place] += share * (fact - self._means[place])
        error = came - self.predict_one(facts)
        for place, fact in enumerate(self._centred(facts)):
            slope = error * fact
            self._squares[place] += slope * slope
            self._weights[place] += self.rate * slope / sqrt(self._squares[place])

    def _centred(self, facts: Sequence[float]) -> list[float]:
        return [*(fact - mean for fact, mean in zip(facts, self._means, strict=True)), 1.0]
