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


class Kept:
    """Promises against what came of them, all taken together: neither too much nor too little.

    >>> leads = Kept()
    >>> for came in (True, False, False, False):
    ...     leads.add(0.5, came)
    >>> round(leads.promised, 2), round(leads.came, 2), round(leads.share, 2)
    (0.5, 0.25, 0.5)
    """

    def __init__(self, fade: float = FADE) -> None:
        self._promised, self._came = Faded(fade), Faded(fade)

    def add(self, probability: float, came: bool) -> None:
        self._promised.add(probability)
        self._came.add(float(came))

    @property
    def samples(self) -> int:
        return self._came.samples

    @property
    def promised(self) -> float:
        """Mean of the promises, 0 where there was none."""
        return self._promised.mean

    @property
    def came(self) -> float:
        """Share of them that came."""
        return self._came.mean

    @property
    def share(self) -> float:
        """The lesser of promised and came as a share of the greater: 1 where they are equal, and where nothing was promised."""
        return _alike(self.promised, self.came)


class Probabilities:
    """How good probabilities of a yes are: do they rank (AUC, lift), do they keep what they promise (calibration error, levels)?

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
        self._ranked = [[0.0, 0.0, 0.0] for _ in range(2 * FURTHEST * FINEST + 1)]  # weight of no and of yes, promises, by log-odds
        self._promised = [[0.0, 0.0, 0.0] for _ in range(SHARES)]  # weight, promises, yes

    def add(self, probability: float, came: bool) -> None:
        """Takes in one sample's probability, strictly between 0 and 1, and what came."""
        weight = self._next
        self.samples += 1
        self.yes += came
        odds = log(probability / (1 - probability))
        ranked = self._ranked[round(max(-FURTHEST, min(FURTHEST, odds)) * FINEST) + FURTHEST * FINEST]
        ranked[came] += weight
        ranked[2] += weight * probability
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
        for no, yes, _ in self._ranked:
            won += yes * (below + no / 2)
            below += no
        pairs = below * sum(yes for _, yes, _ in self._ranked)
        return won / pairs if pairs else 0.5

    @property
    def calibration_error(self) -> float:
        """Expected calibration error: mean distance of promised and came over ten bins of probability (Naeini et al. 2015)."""
        weight = sum(kept[0] for kept in self._promised)
        return sum(abs(promised - came) for _, promised, came in self._promised) / weight if weight else 0.0

    @property
    def levels(self) -> float:
        """Promises kept at every level: what was promised and came alike, as a share of what was promised or came; 1 at best.

        Levels are a unit of log-odds wide. Where a yes is rare, equal bins of probability put nearly everything into the first, and
        bins of equal numbers the few high promises into one with many middling ones; by log-odds .03, .08 and .2 are levels of their
        own. A level counts by its yeses and not by its samples, for of a hundred samples three may be promised highly: by samples
        their being wrong by half does not show. Chance costs something: with 100 yeses over four levels about a tenth.
        """
        alike = either = 0.0
        for start in range(0, len(self._ranked), FINEST):
            level = self._ranked[start : start + FINEST]
            promised, came = sum(each[2] for each in level), sum(each[1] for each in level)
            alike += min(promised, came)
            either += max(promised, came)
        return alike / either if either else 1.0

    def lift(self, share: float = 0.1) -> float:
        """How many times more often a yes came among the share of samples with the highest probability than among all."""
        everyone, yeses = _sums(self._ranked)
        if not yeses:
            return 1.0
        wanted = left = share * everyone
        won = 0.0
        for no, yes, _ in reversed(self._ranked):
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
    for no, yes, _ in ranked:
        noes += no
        yeses += yes
    return noes + yeses, yeses


def _alike(one: float, other: float) -> float:
    """The lesser of two as a share of the greater, 1 where both are 0."""
    return min(one, other) / max(one, other) if one or other else 1.0
