"""Purchase intent: online Bayesian probit regression over what is true of a sample, each fact a name such as "carts=2"."""

from collections.abc import Sequence
from math import erfc, exp, pi, sqrt
from typing import Final

Facts = Sequence[str]

SPREAD: Final = 0.2  # prior variance of what all facts of a sample add together
FORGETTING: Final = 1e-5  # share of the way back to its prior variance that a weight takes at each sample: what was sure may change
MOST_NAMES: Final = 50_000  # names beyond these are not learned: a sender who makes up values cannot fill the memory
SURE: Final = 6.0  # deviations beyond which nothing is surer: a probability is never 0 or 1
AGED: Final = 200
_UNKNOWN: Final = (0.0, 0.0)


class PurchaseIntent:
    """Probability of a yes from names that are true of a sample.

    Numbers come as bins and their crosses, so a sample is the few names that are true of it and a prediction the sum of their
    weights. Each weight is a normal belief, mean and variance, that every sample sharpens (AdPredictor: Graepel, Quinonero
    Candela, Borchert and Herbrich 2010): a rare name learns fast, a common one settles, and no learning rate is to be found. With
    equal facts it ranks like AdaGrad's logistic regression and keeps its promises better where buyers are few.

    >>> model = PurchaseIntent()
    >>> for number in range(600):
    ...     bought = number % 3 == 0
    ...     model.learn_one(["carts=1" if bought else "carts=0", f"weekday={number % 7}"], bought)
    >>> model.predict_one(["carts=1"]) > 0.9 > 0.1 > model.predict_one(["carts=0"])
    True
    """

    def __init__(self, spread: float = SPREAD, forgetting: float = FORGETTING) -> None:
        self.spread, self.forgetting = spread, forgetting
        self.samples = self.yes = 0
        self._usual = [0.0, 1.0, 0.0]  # like a name that is true of every sample
        self._known: dict[str, list[float]] = {}  # mean, variance, samples; by name
        self._names: dict[str, list[str]] = {}  # by field
        self._averages: dict[str, float] = {}  # by field
        self._averaged = -AGED  # samples at which they were

    def weight(self, name: str) -> float:
        """What a name adds, in standard deviations of a purchase's chance."""
        return self._known.get(name, _UNKNOWN)[0]

    def belief(self, name: str) -> tuple[float, float]:
        """What a name adds and the variance of that, which is large while few answers stand behind it; nothing for an unknown one."""
        known = self._known.get(name, _UNKNOWN)
        return known[0], known[1]

    def usually(self, field: str) -> float:
        """What a field's names add on average over the samples learned from, as it was at most AGED samples ago."""
        if self.samples >= self._averaged + AGED:
            self._averaged = self.samples
            self._averages = {field: self._average(names) for field, names in self._names.items()}
        return self._averages.get(field, 0.0)

    def predict_one(self, facts: Facts) -> float:
        """Probability of a yes, strictly between 0 and 1. What a name never learned from adds to the doubt is left out."""
        known, (mean, variance, _) = self._known, self._usual
        for name in facts:
            belief = known.get(name)
            if belief is not None:
                mean += belief[0]
                variance += belief[1]
        return _normal(mean / sqrt(1 + variance))

    def learn_one(self, facts: Facts, came: bool) -> None:
        """Takes in what came of a sample. Raises ZeroDivisionError where it has no facts."""
        prior = self.spread / len(facts)
        known = [self._known.get(name) or self._meet(name, prior) for name in facts]
        known.append(self._usual)
        variance = 1 + sum([belief[1] for belief in known])
        deviation, sign = sqrt(variance), 1 if came else -1
        surprise = max(-SURE, min(SURE, sign * sum([belief[0] for belief in known]) / deviation))
        shift = exp(-surprise * surprise / 2) / sqrt(2 * pi) / _normal(surprise)
        move, narrow = sign * shift / deviation, shift * (shift + surprise) / variance
        keep, back = 1 - self.forgetting, self.forgetting * prior
        for belief in known:
            width = belief[1]
            belief[0] += width * move
            belief[1] = width * (1 - width * narrow) * keep + back
            belief[2] += 1
        self.samples += 1
        self.yes += came

    def _average(self, names: list[str]) -> float:
        known = [self._known[name] for name in names]
        return sum([mean * count for mean, _, count in known]) / sum([count for _, _, count in known])

    def _meet(self, name: str, prior: float) -> list[float]:
        met = [0.0, prior, 0.0]
        if len(self._known) < MOST_NAMES:
            self._known[name] = met
            self._names.setdefault(name.partition("=")[0], []).append(name)
        return met


def _normal(deviations: float) -> float:
    """Share of a standard normal below."""
    return erfc(-max(-SURE, min(SURE, deviations)) / sqrt(2)) / 2
