"""Quintiles of many numbers that change, each as it stands now."""

from bisect import bisect_right
from math import floor, log
from typing import Final

import numpy as np
from numpy.typing import NDArray

SCORES: Final = 5
WIDTH: Final = 0.02  # of a bin of money, as a logarithm: two amounts closer than 2% may tie
CENT: Final = 0.01  # amounts below it are nothing
BEFORE: Final = 64  # numbers below the first one that are told apart
MOST_BINS: Final = 65_536  # as days more than a century; what is greater shares the last one


class Quintiles:
    """Into which fifth of all a number falls, 1 to 5, by how many of the others are less; equal numbers score alike.

    Numbers are whole, from 0, or stand for bins (`by_amount`), and are only counted: so one may be taken out and put back as another, which
    sketches that forget the single number cannot do (of those that can, it is DDSketch without its limit: Masson, Rim and Lee 2019).

    >>> quintiles = Quintiles()
    >>> for orders in (1, 1, 1, 1, 1, 1, 2, 2, 3, 9):
    ...     quintiles.add(orders)
    >>> [quintiles.score(orders) for orders in (1, 2, 3, 9)]
    [1, 4, 5, 5]
    >>> quintiles.remove(9)
    >>> len(quintiles), quintiles.score(2)
    (9, 4)
    """

    def __init__(self) -> None:
        self._all, self._from = 0, 0
        self._counts: NDArray[np.int64] = np.zeros(64, np.int64)
        self._cuts: list[int] | None = None  # the least places that score 2, 3, 4 and 5; looked for when next asked

    def __len__(self) -> int:
        return self._all

    def add(self, number: int) -> None:
        """Counts a number in."""
        if not self._all:
            self._from = max(0, number - BEFORE)
        place = self._place(number)
        if place >= len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros(place + 1, np.int64)])[:MOST_BINS]
        self._counts[place] += 1
        self._all, self._cuts = self._all + 1, None

    def remove(self, number: int) -> None:
        """Takes out one that was added."""
        self._counts[self._place(number)] -= 1
        self._all, self._cuts = self._all - 1, None

    def score(self, number: int) -> int:
        """1 to 5; 1 where nothing was added."""
        if self._cuts is None:
            self._cuts = self._cut() if self._all else [MOST_BINS] * (SCORES - 1)
        return 1 + bisect_right(self._cuts, self._place(number))

    def _cut(self) -> list[int]:
        fifths = SCORES * np.cumsum(self._counts)
        cuts: list[int] = (1 + np.searchsorted(fifths, self._all * np.arange(1, SCORES))).tolist()
        return cuts

    def _place(self, number: int) -> int:
        return max(0, min(number - self._from, MOST_BINS - 1))


def by_amount(amount: float) -> int:
    """The bin of an amount of money: amounts spread over magnitudes, so a bin is 2% wide.

    >>> by_amount(-3.0), by_amount(0.01), by_amount(100.0), by_amount(105.0)
    (0, 1, 461, 463)
    """
    return 1 + floor(log(amount / CENT) / WIDTH) if amount >= CENT else 0
