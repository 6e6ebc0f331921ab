"""Prequential scores: how good predictions are that were made before their answer was learned, what happened lately counting more.

A sample's weight fades with every sample after it (fading factors, Gama, Sebastiao and Rodrigues 2013). Adding one costs about a
microsecond whatever has passed: instead of fading all that is held, each next sample weighs more.
"""

from collections.abc import Iterable
from math import log
from typing import Final

FADE: Final = 0.999  # weight the past keeps at each sample: the newest thousand make two thirds of a score
HEAVIEST: Final = 1e12  # the next sample's weight at which all are scaled back to start from 1 again
FINEST: Final = 8  # bins a unit of log-odds
FURTHEST: Final = 10  # log-odds beyond this share a bin
SHARES: Final = 10  # equal bins of probability whose promises are compared with what came


class Faded:
    """Mean of numbers in which the past fades.

    >>> hits = Faded(fade=0.5)
    >>> for hit in (0, 0, 1):
    ...     hits.add(hit)
    >>> round(hits.mean, 2)
    0.57
    """

    def __init__(self, fade: float = FADE) -> None:
        self.fade, self.samples = fade, 0
        self._sum = self._weight = 0.0

    def add(self, value: float) -> None:
        self.samples += 1
        self._sum = self._sum * self.fade + value
        self._weight = self._weight * self.fade + 1

    @property
    def mean(self) -> float:
        """0 where nothing was added."""
        return self._sum / self._weight if self._weight else 0.0


class Probabilities:
    """How good probabilities of a yes are: do they rank (AUC, lift), do they keep what they promise (calibration error)?

    Ranks are by log-odds to an eighth; within an eighth two samples tie.

    >>> judged = Probabilities()
    >>> for probability, came in ((0.1, False), (0.2, False), (0.7, True), (0.4, False), (0.3, True)):
    ...     judged.add(probability, came)
    >>> round(judged.auc, 3), judged.samples, judged.yes
    (0.833, 5, 2)
    """

    def __init__(self, fade: float = FADE) -> None:
        """fade 1 counts all samples alike."""
        self.fade = fade
        self.samples = self.yes = 0
        self._next = 1.0
        self._ranked = [[0.0, 0.0] for _ in range(2 * FURTHEST * FINEST + 1)]  # weight of no and of yes, by log-odds
        self._promised = [[0.0, 0.0, 0.0] for _ in range(SHARES)]  # weight, promises, yes

    def add(self, probability: float, came: bool) -> None:
        """Takes in one sample's probability, strictly between 0 and 1, and what came."""
        weight = self._next
        self.samples += 1
        self.yes += came
        odds = log(probability / (1 - probability))
        self._ranked[round(max(-FURTHEST, min(FURTHEST, odds)) * FINEST) + FURTHEST * FINEST][came] += weight
        kept = self._promised[int(probability * SHARES)]
        kept[0] += weight
        kept[1] += weight * probability
        if came:
            kept[2] += weight
        self._next = weight / self.fade
        if self._next > HEAVIEST:
            self._rescale()

    @property
    def auc(self) -> float:
        """Chance that a yes was given a higher probability than a no, ties counting half; 0.5 while either has not come."""
        below = won = 0.0
        for no, yes in self._ranked:
            won += yes * (below + no / 2)
            below += no
        pairs = below * sum(yes for _, yes in self._ranked)
        return won / pairs if pairs else 0.5

    @property
    def calibration_error(self) -> float:
        """Expected calibration error: mean distance of promised and came over ten bins of probability (Naeini et al. 2015)."""
        weight = sum(kept[0] for kept in self._promised)
        return sum(abs(promised - came) for _, promised, came in self._promised) / weight if weight else 0.0

    def lift(self, share: float = 0.1) -> float:
        """How many times more often a yes came among the share of samples with the highest probability than among all."""
        everyone, yeses = _sums(self._ranked)
        if not yeses:
            return 1.0
        wanted = left = share * everyone
        won = 0.0
        for no, yes in reversed(self._ranked):
            taken = min(1.0, left / (no + yes)) if no + yes else 0.0
            won += taken * yes
            left -= taken * (no + yes)
        return (won / wanted) / (yeses / everyone)

    def _rescale(self) -> None:
        for kept in (*self._ranked, *self._promised):
            kept[:] = [value / self._next for value in kept]
        self._next = 1.0


def _sums(ranked: Iterable[list[float]]) -> tuple[float, float]:
    yeses = noes = 0.0
    for no, yes in ranked:
        noes += no
        yeses += yes
    return noes + yeses, yeses
