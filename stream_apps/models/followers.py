"""What came after two products in a row."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.products import NOBODY, grown

PAIRS: Final = 50_000  # remembered; the longest unseen goes first. Far more than the looks that are learned from at once
FOLLOWERS: Final = 64  # different ones remembered of a pair
MOST_TIMES: Final = 2**16 - 1


class Followers:
    """Counts by pair of products, bounded: a line of a table each. Line 0 is no pair's and stays empty.

    >>> followers = Followers()
    >>> followers.learn_many([0, 1], [1, 2], [2, 3])
    >>> line = followers.line(1, 2)
    >>> followers.who[line, :2].tolist(), followers.counts[line, :2].tolist(), followers.line(0, 1)
    ([3, 0], [1, 0], 0)
    """

    def __init__(self, pairs: int = PAIRS) -> None:
        self.pairs = pairs
        self.who: NDArray[np.uint16] = np.zeros((64, FOLLOWERS), np.uint16)  # NOBODY from the first free place on
        self.counts: NDArray[np.uint16] = np.zeros((64, FOLLOWERS), np.uint16)
        self._lines: dict[int, int] = {}  # the longest unseen first

    def line(self, before: int, last: int) -> int:
        """The line of what came after two products; 0 where nothing did."""
        return self._lines.get(before << 16 | last, 0)

    def learn_many(self, befores: list[int], lasts: list[int], numbers: list[int]) -> None:
        """Takes in which products came after which two others; one without two others says nothing."""
        lines, after = [], []
        for before, last, number in zip(befores, lasts, numbers, strict=True):
            if before:
                key = before << 16 | last
                line = self._lines[key] = self._lines.pop(key, 0) or self._new()
                lines.append(line)
                after.append(number)
        if lines:
            _add(self.who, self.counts, np.array(lines, np.int64), np.array(after, np.int64))

    def forget(self, gone: NDArray[np.bool_]) -> None:
        """Forgets products whose numbers will be given to others."""
        kept = {key: line for key, line in self._lines.items() if not (gone[key >> 16] or gone[key & 0xFFFF])}
        order = [0, *kept.values()]
        who, counts = self.who[order], self.counts[order]
        lost = gone[who]
        who[lost], counts[lost] = NOBODY, 0
        filled = (who == NOBODY).argsort(1, kind="stable")  # the free places last
        self.who, self.counts = np.take_along_axis(who, filled, 1), np.take_along_axis(counts, filled, 1)
        self._lines = {key: line for line, key in enumerate(kept, 1)}

    def _new(self) -> int:
        if len(self._lines) >= self.pairs:
            oldest = self._lines.pop(next(iter(self._lines)))
            self.who[oldest], self.counts[oldest] = NOBODY, 0
            return oldest
        line = len(self._lines) + 1
        if line >= len(self.who):
            self.who, self.counts = grown(self.who, line + 1), grown(self.counts, line + 1)
        return line


@compiled
def _add(who: Any, counts: Any, lines: Any, numbers: Any) -> None:
    for line, number in zip(lines, numbers):  # noqa: B905  Numba knows no strict
        place = 0
        while place < FOLLOWERS and who[line, place] != number and who[line, place] != NOBODY:
            place += 1
        if place < FOLLOWERS and counts[line, place] < MOST_TIMES:
            who[line, place] = number
            counts[line, place] += 1
