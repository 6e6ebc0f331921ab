"""Several forecasts made one: each weighs what it has deserved lately."""

from collections.abc import Sequence
from math import exp, log
from statistics import median
from typing import Final

LEARNING: Final = 2.0  # eta: how fast a weight falls with its error
SHARE: Final = 0.01  # given back to all alike after each answer, so that who was wrong for long can return
WORST: Final = 1.0  # an error counts as at most so many times the forecast
FURTHEST: Final = 3.0  # a forecast counts as at most so many times the middle one, and at least one in so many


class Mixture:
    """Fixed share of experts (Herbster and Warmuth 1998) over absolute errors relative to the mix; mixed as a geometric mean.

    An expert that has no forecast is left out for that time; one gone astray cannot carry the rest away.

    >>> mix = Mixture(2)
    >>> for _ in range(20):
    ...     mix.learn_one([100.0, 200.0], came=100.0)
    >>> round(mix.predict_one([100.0, 200.0])), mix.weights[0] > 0.9
    (100, True)
    """

    def __init__(self, experts: int, *, learning: float = LEARNING, share: float = SHARE) -> None:
        self.learning, self.share = learning, share
        self.weights = [1 / experts] * experts

    def predict_one(self, forecasts: Sequence[float | None]) -> float | None:
        """The mix; None where nobody has a forecast, 0 where most expect nothing."""
        known = [(weight, forecast) for weight, forecast in zip(self.weights, forecasts, strict=True) if forecast is not None]
        if not known:
            return None
        whole, middle = sum(weight for weight, _ in known), median(forecast for _, forecast in known)
        if middle <= 0:
            return 0.0
        low, high = middle / FURTHEST, middle * FURTHEST
        return exp(sum(weight * log(min(max(forecast, low), high)) for weight, forecast in known) / whole)

    def learn_one(self, forecasts: Sequence[float | None], came: float) -> None:
        """Takes in what the forecasts were of. Where an expert was silent nobody is judged: errors of different days say nothing."""
        mixed, known = self.predict_one(forecasts), [forecast for forecast in forecasts if forecast is not None]
        if not mixed or len(known) < len(forecasts):
            return
        errors = [min(WORST, abs(came - forecast) / mixed) for forecast in known]
        weights = [weight * exp(-self.learning * error) for weight, error in zip(self.weights, errors, strict=True)]
        whole, even = sum(weights), self.share / len(weights)
        self.weights = [(1 - self.share) * weight / whole + even for weight in weights]
