"""How many people pass in the next hour, and in the same hour tomorrow: one model a place, learned from each hour as it passes."""

from math import exp, expm1, isnan, log1p
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.bands import Bands
from stream_apps.models.compiled import compiled
from stream_apps.models.least_squares import LeastSquares

WEEK: Final = 168
DAY: Final = 24
HORIZONS: Final = (1, DAY)
KEPT: Final = 4 * WEEK + DAY  # hours looked back
SHARE: Final = 0.05  # of the way that an hour of the weekly profile moves to its newest
FEW: Final = 60.0  # people an hour at which an hour counts half: below that chance speaks louder
FURTHEST: Final = 3.0  # logarithms that a forecast may lie away from the weekly profile
BAND: Final = 0.1  # share of hours outside the band that is shown
UNUSUAL: Final = 0.005  # share of hours outside of which one is called unusual: about one in 200
# How long before the newest hour single hours are looked at: the newest, and those around the hour to be foreseen, a day earlier.
LAGS: Final = {1: np.array([0, 1, 2, 22, 23, 24, 47]), DAY: np.array([0, 1, 2, 24])}
SPANS: Final = np.array([6, DAY, WEEK])  # newest hours taken together


class Forecast(NamedTuple):
    """People in the hour that starts `hour` hours after 1970, as expected `ahead` hours before; 90% of hours lie within low and high.

    below and above: limits of what is usual, outside of which one hour in 200 lies. Both are None while too few errors are known.
    """

    hour: int
    ahead: int
    people: float
    low: float | None
    high: float | None
    below: float | None
    above: float | None


def warm_up() -> None:
    """Compiles what is compiled, which takes some seconds the first time, so that no event waits for it."""
    model = Footfall()
    for hour in range(WEEK + 2):
        model.learn_one(hour, 1.0)
    Bands.warm_up()


class Footfall:
    """Hourly counts of one place: its weekly profile, and what the newest hours say beside it.

    The profile is 168 exponentially weighted means of log(1 + people). For each horizon a regression (least_squares.py) foresees
    how far the hour will be off the profile, from last week's, the mean of four weeks, the same hour of the last seven days, single hours
    and the newest 6, 24 and 168 taken together. It is learned from once the hour has come. Missing hours are left out.

    >>> model = Footfall()
    >>> for hour in range(24 * 28):
    ...     model.learn_one(hour, 100.0 if 9 <= hour % 24 < 18 else 0.0)
    >>> night, noon = model.predict_one(24), model.predict_one(1)
    >>> night.hour, round(night.people), noon.hour % 24, round(noon.people)
    (695, 0, 0, 0)
    """

    def __init__(self) -> None:
        self.hour = -1  # the newest
        self.hours = 0
        self._profile: NDArray[np.float64] = np.full(WEEK, np.nan)
        self._seen: NDArray[np.int64] = np.zeros(WEEK, np.int64)
        # of the last KEPT hours, the newest last: log(1 + people), the same less the profile, what the profile expected
        self._past: NDArray[np.float64] = np.full((3, KEPT), np.nan)
        self._ahead = {ahead: _Horizon(ahead) for ahead in HORIZONS}

    def predict_one(self, ahead: int) -> Forecast | None:
        """What is expected `ahead` hours after the newest (1 or 24); None where that hour of the week was never seen."""
        horizon = self._ahead[ahead]
        return horizon.forecast() if horizon.hour == self.hour + ahead else None

    def last_week(self, ahead: int) -> float | None:
        """People in the same hour a week before the one that is `ahead` of the newest; None where they were not counted."""
        level = float(self._past[0, ahead - 1 - WEEK])
        return None if isnan(level) else expm1(level)

    def learn_one(self, hour: int, people: float) -> None:
        """Takes in the next hour, counted from 1970, and how many people were counted in it. An hour that is past is left out."""
        if hour <= self.hour:
            return
        level = log1p(people)
        self._pass(hour)
        for horizon in self._ahead.values():
            horizon.learn(hour, level)
        self._add(hour, level)
        for ahead, horizon in self._ahead.items():
            self._foresee(horizon, hour + ahead)

    def _pass(self, hour: int) -> None:
        """Moves on to an hour; those between were not counted."""
        moved = min(hour - self.hour, KEPT) if self.hour >= 0 else KEPT
        self._past[:, : KEPT - moved] = self._past[:, moved:]
        self._past[:, KEPT - moved :] = np.nan
        self.hour = hour
        self.hours += 1

    def _add(self, hour: int, level: float) -> None:
        slot = hour % WEEK
        expected = self._profile[slot] if self._seen[slot] else np.nan
        self._past[:, -1] = level, level - expected, np.exp(expected)
        self._seen[slot] += 1
        share = max(SHARE, 1 / self._seen[slot])
        self._profile[slot] = level if np.isnan(expected) else expected + share * (level - expected)

    def _foresee(self, horizon: "_Horizon", hour: int) -> None:
        slot = hour % WEEK
        if self._seen[slot]:
            base = float(self._profile[slot])
            x = np.zeros(4 + len(horizon.lags) + len(SPANS))
            _features(self._past, base, horizon.ahead, horizon.lags, SPANS, x)
            horizon.foresee(hour, base, x)


class _Horizon:
    """Forecasts so many hours ahead, waiting for their hours, and what was learned from those that came."""

    def __init__(self, ahead: int) -> None:
        self.ahead, self.lags = ahead, LAGS[ahead]
        self.hour = -1  # of the newest forecast
        self.model, self.bands = LeastSquares(4 + len(self.lags) + len(SPANS)), Bands()
        self._waiting: dict[int, tuple[float, float, NDArray[np.float64]]] = {}  # the profile's, the forecast, features; by hour

    def foresee(self, hour: int, base: float, x: NDArray[np.float64]) -> None:
        off = max(-FURTHEST, min(FURTHEST, self.model.predict_one(x)))
        self.hour = hour
        self._waiting[hour] = base, max(0.0, base + off), x

    def forecast(self) -> Forecast:
        """The newest."""
        _, level, _ = self._waiting[self.hour]
        band, usual = (self._limits(level, outside) for outside in (BAND, UNUSUAL))
        return Forecast(self.hour, self.ahead, expm1(level), *band, *usual)

    def learn(self, hour: int, level: float) -> None:
        base, foreseen, x = self._waiting.pop(hour, (None, 0.0, None))
        for passed in [waiting for waiting in self._waiting if waiting < hour]:
            del self._waiting[passed]
        if base is None or x is None:
            return
        self.bands.add(hour, foreseen, level - foreseen)
        expected = exp(base)
        self.model.learn_one(x, level - foreseen, expected / (expected + FEW))

    def _limits(self, level: float, outside: float) -> tuple[float, float] | tuple[None, None]:
        limits = self.bands.limits(self.hour, level, outside)
        if limits is None:
            return None, None
        low, high = limits
        return max(0.0, expm1(level + low)), max(0.0, expm1(level + high))


@compiled
def _features(past: Any, base: float, ahead: int, lags: Any, spans: Any, x: Any) -> None:
    """What is known of an hour `ahead` of the newest, as differences of logarithms; what was not counted is 0, as usual."""
    levels, offs, expected = past[0], past[1], past[2]
    newest = len(levels) - 1
    x[0] = 1.0
    week = levels[newest - 168 + ahead]
    x[1] = week - base if week == week else 0.0
    total, count = 0.0, 0
    for weeks in range(1, 5):
        level = levels[newest - 168 * weeks + ahead]
        if level == level:
            total, count = total + level, count + 1
    x[2] = total / count - base if count else 0.0
    total, count = 0.0, 0
    for days in range(1, 8):
        off = offs[newest - 24 * days + ahead]
        if off == off:
            total, count = total + off, count + 1
    x[3] = total / count if count else 0.0
    for number in range(len(lags)):
        off = offs[newest - lags[number]]
        x[4 + number] = off if off == off else 0.0
    back, counted, usual = 0, 0.0, 0.0
    for number in range(len(spans)):
        while back < spans[number]:
            if offs[newest - back] == offs[newest - back]:
                counted += np.expm1(levels[newest - back])
                usual += expected[newest - back]
            back += 1
        x[4 + len(lags) + number] = np.log((counted + 3.0) / (usual + 3.0))
