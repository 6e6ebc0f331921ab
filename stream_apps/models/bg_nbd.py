"""When customers who come and go unannounced buy again: the BG/NBD model, which needs no answers to learn from."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

Numbers = NDArray[np.float64]
_BOUNDS: Final = (
    (-4.0, 4.0),
    (-3.0, 8.0),
    (-5.0, 5.0),
    (-5.0, 5.0),
)  # of the logarithms of r, alpha, a and b: beyond them a fit has run away
_START: Final = (1.0, 20.0, 1.0, 3.0)
_SINGULAR: Final = 1e-6  # as close to 1 as `a` may be where it stands below a fraction bar


class Histories(NamedTuple):
    """What the model knows of each customer, as parallel columns. Times are days.

    repeats: purchases after the first; last: from the first purchase to the newest; age: from the first purchase to now.
    """

    repeats: Numbers
    last: Numbers
    age: Numbers


class BgNbd(NamedTuple):
    """Everybody buys at random at a rate of their own and after each purchase stops for good with a chance of their own.

    Rates follow a gamma distribution (r, alpha; per day), chances a beta distribution (a, b). Beta-geometric / NBD: Fader, Hardie and Lee
    2005, "Counting Your Customers" the Easy Way, Marketing Science 24(2):275-284.

    >>> model = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)  # CDNOW's, in weeks, as published there
    >>> customer = Histories(np.array([2.0]), np.array([30.43]), np.array([38.86]))
    >>> model.purchases(customer, 39.0).round(3).tolist()  # 1.226 in Fader and Hardie's own workbook
    [1.226]
    """

    r: float
    alpha: float
    a: float
    b: float

    def alive(self, seen: Histories) -> Numbers:
        """Probability that each has not stopped (their note of 2008): of those who never came back nobody has, by this model."""
        repeats, last, age = seen
        stopped = self.a / (self.b + np.maximum(repeats, 1) - 1)
        odds = stopped * np.exp((self.r + repeats) * (np.log(self.alpha + age) - np.log(self.alpha + last)))
        chance: Numbers = np.where(repeats > 0, 1 / (1 + odds), 1.0)
        return chance

    def again(self, seen: Histories, within: float) -> Numbers:
        """Probability that each buys within so many days: alive, and not silent for that long at a rate as theirs."""
        silent = ((self.alpha + seen.age) / (self.alpha + seen.age + within)) ** (self.r + seen.repeats)
        chance: Numbers = self.alive(seen) * (1 - silent)
        return chance

    def purchases(self, seen: Histories, within: float) -> Numbers:
        """Expected purchases of each within so many days (equation 10)."""
        repeats, _, age = seen
        a = self.a if abs(self.a - 1) > _SINGULAR else 1 + _SINGULAR
        far = self.alpha + age + within
        hypergeometric = hyp2f1(self.r + repeats, self.b + repeats, a + self.b + repeats - 1, within / far)
        share = 1 - ((self.alpha + age) / far) ** (self.r + repeats) * hypergeometric
        expected: Numbers = (a + self.b + repeats - 1) / (a - 1) * share * self.alive(seen)
        return expected


def fit(seen: Histories, start: BgNbd | None = None) -> BgNbd:
    """The likeliest parameters for customers seen so far, found from earlier ones where there are any."""
    first = np.clip(np.log(start or _START), *np.transpose(_BOUNDS))
    found = minimize(_surprise, first, args=(seen,), method="L-BFGS-B", bounds=_BOUNDS)
    return BgNbd(*(float(value) for value in np.exp(found.x)))


def _surprise(logs: Any, seen: Histories) -> float:
    """Mean negative log-likelihood (equation 6), written so that nothing overflows."""
    r, alpha, a, b = np.exp(logs)
    repeats, last, age = seen
    rates = gammaln(r + repeats) - gammaln(r) + r * np.log(alpha)
    chances = betaln(a, b + repeats) - betaln(a, b)
    stays = -(r + repeats) * np.log(alpha + age)
    stopped = np.log(a) - np.log(b + np.maximum(repeats, 1) - 1) - (r + repeats) * np.log(alpha + last)
    return -float(np.mean(rates + chances + np.logaddexp(stays, np.where(repeats > 0, stopped, -np.inf))))
