"""Which products go with which: for each a bounded list of companions, with counts."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.products import NOBODY, grown

WIDTH: Final = 256  # companions kept of a product
HEAVIEST: Final = 5_000.0  # fashions change


class Companions:
    """Counts of pairs (product, companion), the `width` most frequent companions of each product kept.

    Memory grows with the products, not with their square. A companion for whom there is no place weakens the weakest, and takes
    its place once that is no stronger than itself (Misra and Gries 1982): frequent ones stay, whatever passes by.
    A pair has a count of each of `kinds` (say: near, and right after); the first decides who is weakest.
    Pairs are added many at once, which makes one of them cost about a microsecond.
    """

    def __init__(self, kinds: int = 1, width: int = WIDTH, heaviest: float = HEAVIEST) -> None:
        """heaviest: once a product's counts sum to so much they are halved."""
        self.kinds, self.width, self.heaviest = range(kinds), width, heaviest
        count = np.uint16 if heaviest < 2**16 else np.uint32  # a count is never more than their sum
        self.who: NDArray[np.uint16] = np.zeros((64, width), np.uint16)  # NOBODY where there is none yet
        self.counts: list[NDArray[Any]] = [np.zeros((64, width), count) for _ in self.kinds]
        self.totals = [np.zeros(64, np.float32) for _ in self.kinds]
        self._used: NDArray[np.int32] = np.zeros(64, np.int32)

    def reserve(self, size: int) -> None:
        """Makes room for numbers below size."""
        if size > len(self.who):
            self.who, self._used = grown(self.who, size), grown(self._used, size)
            self.counts = [grown(counts, size) for counts in self.counts]
            self.totals = [grown(totals, size) for totals in self.totals]

    def add(self, pairs: NDArray[Any], weights: Sequence[NDArray[Any]]) -> None:
        """Counts pairs (n x 2 numbers) by their weights, an array a kind."""
        size = len(self.who)
        unique, inverse = np.unique(pairs[:, 0] * size + pairs[:, 1], return_inverse=True)
        added = [np.bincount(inverse, weight, len(unique)).astype(np.int32) for weight in weights]
        products, companions = unique // size, (unique % size).astype(np.uint16)
        for kind in self.kinds:
            self.totals[kind] += np.bincount(products, added[kind], size).astype(np.float32)
        same = self.who[products] == companions[:, None]
        known = same.any(1)
        places = same[known].argmax(1)
        for kind in self.kinds:
            self.counts[kind][products[known], places] += added[kind][known].astype(self.counts[kind].dtype)
        if not known.all():
            self._admit(products[~known], companions[~known], [each[~known] for each in added])
        self._fade(products)

    def forget(self, numbers: Sequence[int]) -> None:
        """Forgets products, as such and as companions."""
        gone = np.zeros(len(self.who), bool)
        gone[list(numbers)] = True
        lost = gone[self.who] | gone[:, None]
        self.who[lost], self._used[gone] = NOBODY, 0
        for kind in self.kinds:
            self.counts[kind][lost], self.totals[kind][gone] = 0, 0

    def _admit(self, products: NDArray[Any], companions: NDArray[Any], added: list[NDArray[Any]]) -> None:
        """New companions, sorted by product: the first go into free places, of the rest one a product may oust the weakest."""
        starts = np.flatnonzero(np.diff(products, prepend=-1))
        rank = np.arange(len(products)) - np.repeat(starts, np.diff(starts, append=len(products)))
        place = self._used[products] + rank
        fits = place < self.width
        self._put(products[fits], place[fits], companions[fits], [each[fits] for each in added])
        np.add.at(self._used, products[fits], 1)
        if not fits.all():
            self._oust(products[~fits], companions[~fits], [each[~fits] for each in added])

    def _oust(self, products: NDArray[Any], companions: NDArray[Any], added: list[NDArray[Any]]) -> None:
        order = np.lexsort((-added[0], products))
        best = order[np.diff(products[order], prepend=-1) > 0]
        products, companions, added = products[best], companions[best], [each[best] for each in added]
        weakest = self.counts[0][products].argmin(1)
        left = self.counts[0][products, weakest].astype(np.int32) - added[0]
        out = left <= 0
        self._put(products[out], weakest[out], companions[out], [each[out] for each in added])
        self.counts[0][products[~out], weakest[~out]] = left[~out]

    def _put(self, products: NDArray[Any], places: NDArray[Any], companions: NDArray[Any], added: list[NDArray[Any]]) -> None:
        self.who[products, places] = companions
        for kind in self.kinds:
            self.counts[kind][products, places] = added[kind]

    def _fade(self, products: NDArray[Any]) -> None:
        heavy = np.unique(products[self.totals[0][products] > self.heaviest])
        for kind in self.kinds:
            self.totals[kind][heavy] /= 2
            self.counts[kind][heavy] //= 2
