"""What came after two products in a row."""

from collections.abc import Mapping
from typing import Final

PAIRS: Final = 50_000  # remembered; the longest unseen goes first
FOLLOWERS: Final = 64  # different ones remembered of a pair
_NONE: Final[dict[int, int]] = {}


class Followers:
    """Counts by pair of numbers, bounded.

    >>> followers = Followers()
    >>> followers.learn_one(1, 2, 3)
    >>> followers.after(1, 2), followers.after(2, 1)
    ({3: 1}, {})
    """

    def __init__(self, pairs: int = PAIRS) -> None:
        self.pairs = pairs
        self._counts: dict[int, dict[int, int]] = {}  # the longest unseen first

    def after(self, before: int, last: int) -> Mapping[int, int]:
        """How often each product came after the two."""
        return self._counts.get(before << 32 | last, _NONE)

    def learn_one(self, before: int, last: int, number: int) -> None:
        """Takes in that a product came after two others."""
        key = before << 32 | last
        counts = self._counts.pop(key, None)
        if counts is None:
            counts = {}
            if len(self._counts) >= self.pairs:
                del self._counts[next(iter(self._counts))]
        self._counts[key] = counts
        if number in counts:
            counts[number] += 1
        elif len(counts) < FOLLOWERS:
            counts[number] = 1

    def forget(self, products: frozenset[int]) -> None:
        """Forgets products whose numbers will be given to others."""
        kept = {key: counts for key, counts in self._counts.items() if not {key >> 32, key & 0xFFFFFFFF} & products}
        self._counts = {key: {n: times for n, times in counts.items() if n not in products} for key, counts in kept.items()}
