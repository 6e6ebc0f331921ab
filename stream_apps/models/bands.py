"""How far off forecasts usually are: bands around them, learned from their errors."""

from math import exp
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.prequential import HEAVIEST

FADE: Final = 0.9998  # weight the past keeps at each error
SLOW: Final = 0.02  # share of the way that an hour's usual error moves to the newest
FINEST: Final = 8  # bins a usual error
FURTHEST: Final = 16  # usual errors beyond which all count alike
LEAST: Final = 336  # errors before there is a band: two weeks
LARGEST: Final = 4.0  # usual errors by which one error moves the usual at most


class Bands:
    """Quantiles of a forecast's errors, in the logarithm of a count.

    An error is measured in the usual errors of its hour of the day, no less than half of what chance alone makes of a count (Poisson: 1
    over its root); a faded histogram of them gives the quantiles. Nothing is assumed of their shape, only that it stays
    for some months: then as many fall outside as are asked for.

    >>> bands = Bands()
    >>> for number in range(1000):
    ...     bands.add(hour=number, level=5.0, error=0.1 if number % 20 else 0.5)
    >>> low, high = bands.limits(hour=8, level=5.0, outside=0.02)
    >>> low <= 0.1 <= 0.5 <= high
    True
    """

    def __init__(self) -> None:
        self.errors = 0
        self._usual = [0.2] * 24
        self._counts: NDArray[np.float64] = np.zeros(2 * FURTHEST * FINEST + 1)
        self._next = 1.0

    @classmethod
    def warm_up(cls) -> None:
        """Compiles what is compiled."""
        bands = cls()
        for number in range(LEAST):
            bands.add(number, 0.0, 0.0)
        bands.limits(0, 0.0, 0.1)

    def add(self, hour: int, level: float, error: float) -> None:
        """Takes in by how much the logarithm of a count was above its forecast `level`; hour: any count of hours."""
        usual = self._scale(hour, level)
        bin = round(max(-FURTHEST, min(FURTHEST, error / usual)) * FINEST) + FURTHEST * FINEST
        self._counts[bin] += self._next
        self._next /= FADE
        if self._next > HEAVIEST:
            self._counts /= self._next
            self._next = 1.0
        share = max(SLOW, 1 / (1 + self.errors // 24))  # of the first days a plain mean
        self._usual[hour % 24] += share * (min(abs(error), LARGEST * usual) - self._usual[hour % 24])
        self.errors += 1

    def limits(self, hour: int, level: float, outside: float) -> tuple[float, float] | None:
        """Errors below and above which half of that share of errors lies each; None while too few are known."""
        if self.errors < needed(outside):
            return None
        low, high = _outer(self._counts, outside / 2)
        usual, middle = self._scale(hour, level), FURTHEST * FINEST
        return (low - middle - 0.5) / FINEST * usual, (high - middle + 0.5) / FINEST * usual

    def _scale(self, hour: int, level: float) -> float:
        return max(self._usual[hour % 24], 0.5 * exp(-level / 2))


def needed(outside: float) -> int:
    """Errors before limits are told outside of which such a share lies: two on either side at least are to be seen.

    >>> needed(0.1), needed(0.005)
    (336, 800)
    """
    return max(LEAST, round(4 / outside))


@compiled
def _outer(counts: Any, share: float) -> Any:
    """The bins up to and from which that share of all lies each."""
    wanted = share * counts.sum()
    low, below = 0, counts[0]
    while below < wanted:
        low += 1
        below += counts[low]
    high, above = len(counts) - 1, counts[-1]
    while above < wanted:
        high -= 1
        above += counts[high]
    return low, high
