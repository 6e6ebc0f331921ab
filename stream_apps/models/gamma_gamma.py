"""What a purchase of a customer is worth: the gamma-gamma model, which believes few purchases less than many."""

from typing import Any, Final, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from stream_apps.models.bg_nbd import Numbers

_BOUNDS: Final = ((-5.0, 8.0), (0.01, 8.0), (-8.0, 16.0))  # of the logarithms; q stays above 1, or there is no mean
_START: Final = (3.0, 3.0, 50.0)


class GammaGamma(NamedTuple):
    """Each purchase of a customer is a draw around a mean of their own, and means differ between customers.

    Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value". gamma is in the currency.

    >>> model = GammaGamma(p=6.25, q=3.74, gamma=15.44)  # CDNOW's, as published there
    >>> model.mean(np.array([2.0]), np.array([22.35])).round(1).tolist()  # the mean over everybody is 35.2
    [24.7]
    """

    p: float
    q: float
    gamma: float

    def mean(self, purchases: Numbers, average: Numbers) -> Numbers:
        """Expected worth of each one's next purchase, from how many there were and their average (equation 5)."""
        expected: Numbers = self.p * (self.gamma + purchases * average) / (self.p * purchases + self.q - 1)
        return expected


def fit(purchases: Numbers, average: Numbers, start: GammaGamma | None = None) -> GammaGamma:
    """The likeliest parameters for customers seen so far; averages must be above 0."""
    first = np.clip(np.log(start or _START), *np.transpose(_BOUNDS))
    found = minimize(_surprise, first, args=(purchases, average), method="L-BFGS-B", bounds=_BOUNDS)
    return GammaGamma(*(float(value) for value in np.exp(found.x)))


def _surprise(logs: Any, purchases: Numbers, average: Numbers) -> float:
    """Mean negative log-likelihood (equation 1a)."""
    p, q, gamma = np.exp(logs)
    shape = p * purchases
    return -float(
        np.mean(
            gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(gamma) + (shape - 1) * np.log(average)
            + shape * np.log(purchases) - (shape + q) * np.log(gamma + average * purchases)
        )
    )  # fmt: skip
