"""Which products go with which: for each a bounded list of companions, with counts."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.products import NOBODY, grown

WIDTH: Final = 256  # companions kept of a product
HEAVIEST: Final = 5_000.0  # fashions change


class Companions:
    """Counts of pairs (product, companion), the `width` most frequent companions of each product kept.

    Memory grows with the products, not with their square. A companion for whom there is no place weakens the weakest, and takes
    its place once that is no stronger than itself (Misra and Gries 1982): frequent ones stay, whatever passes by.
    A pair has a count of each of `kinds` (say: near, and right after); the first decides who is weakest.
    """

    def __init__(self, kinds: int = 1, width: int = WIDTH, heaviest: float = HEAVIEST) -> None:
        """heaviest: once a product's counts sum to so much they are halved."""
        self.width, self.heaviest = width, heaviest
        count = np.uint16 if heaviest < 2**16 else np.uint32  # a count is never more than their sum
        self.who: NDArray[np.uint16] = np.zeros((64, width), np.uint16)  # NOBODY from the first free place on
        self.counts: NDArray[Any] = np.zeros((64, kinds, width), count)
        self.totals: NDArray[np.float32] = np.zeros((64, kinds), np.float32)

    def reserve(self, size: int) -> None:
        """Makes room for numbers below size."""
        if size > len(self.who):
            self.who, self.counts, self.totals = grown(self.who, size), grown(self.counts, size), grown(self.totals, size)

    def add_baskets(self, numbers: Sequence[int], lengths: Sequence[int]) -> None:
        """Counts each pair of each basket both ways, for the first kind; numbers holds the baskets one after the other."""
        _add_baskets(self.who, self.counts, self.totals, _array(numbers), _array(lengths), self.heaviest)

    def add_looks(self, looks: NDArray[Any]) -> None:
        """Counts each look's product near those before it, both ways (the first kind), and after the last of them (the second kind).

        looks: product, near and length as of LOOK.
        """
        _add_looks(self.who, self.counts, self.totals, looks, self.heaviest)

    def forget(self, numbers: Sequence[int]) -> None:
        """Forgets products, as such and as companions."""
        gone = np.zeros(len(self.who), bool)
        gone[list(numbers)] = True
        lost = gone[self.who] | gone[:, None]
        self.who[lost] = NOBODY
        self.counts[np.broadcast_to(lost[:, None], self.counts.shape)] = 0
        self.totals[gone] = 0
        order = (self.who == NOBODY).argsort(1, kind="stable")  # the free places last
        self.who = np.take_along_axis(self.who, order, 1)
        self.counts = np.take_along_axis(self.counts, order[:, None], 2)


def _array(numbers: Sequence[int]) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


@compiled
def _add_one(who: Any, counts: Any, totals: Any, product: int, companion: int, weights: Any, heaviest: float) -> None:
    width, kinds = who.shape[1], counts.shape[1]
    place, weakest = 0, 0
    while place < width and who[product, place] != companion and who[product, place] != NOBODY:
        place += 1
    if place == width:
        for each in range(width):
            if counts[product, 0, each] < counts[product, 0, weakest]:
                weakest = each
    if place == width:
        left = np.int64(counts[product, 0, weakest]) - weights[0]
        if left > 0:
            counts[product, 0, weakest] = left
        else:
            place = weakest
    for kind in range(kinds):
        totals[product, kind] += weights[kind]
        if place < width:
            had = counts[product, kind, place] if who[product, place] == companion else 0
            counts[product, kind, place] = had + weights[kind]
    if place < width:
        who[product, place] = companion
    if totals[product, 0] > heaviest:
        for kind in range(kinds):
            totals[product, kind] /= 2
            for each in range(width):
                counts[product, kind, each] //= 2


@compiled
def _add_baskets(who: Any, counts: Any, totals: Any, numbers: Any, lengths: Any, heaviest: float) -> None:
    start, once = 0, np.ones(1, np.int64)
    for length in lengths:
        for one in range(start, start + length):
            for other in range(start, start + length):
                if one != other:
                    _add_one(who, counts, totals, numbers[one], numbers[other], once, heaviest)
        start += length


@compiled
def _add_looks(who: Any, counts: Any, totals: Any, looks: Any, heaviest: float) -> None:
    beside, after = np.array([1, 0]), np.array([1, 1])
    for look in range(len(looks)):
        number, near, length = looks[look].product, looks[look].near, looks[look].length
        for place in range(length):
            _add_one(who, counts, totals, near[place], number, after if place == length - 1 else beside, heaviest)
            _add_one(who, counts, totals, number, near[place], beside, heaviest)
