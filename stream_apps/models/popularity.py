"""Shares of all looks, and the most popular products of each group."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.products import grown

LEADERS: Final = 128  # most popular products of a group, and of all, that are always candidates
OFTEN: Final = 64  # refreshes at first, when who leads changes fast
SMOOTH: Final = 1.0  # looks that a product is given in advance


class Popularity:
    """A picture of popularity, taken anew at each refresh: what is met after it is not in it yet.

    A product's group is where it was met last. Who leads is found out less often the more products there are, as it means sorting them.
    """

    def __init__(self) -> None:
        self.size = 1  # numbers below it are in the picture
        self.share: NDArray[np.float64] = np.ones(1)
        self.log_share: NDArray[np.float64] = np.zeros(1)
        self.group_of: NDArray[np.int32] = np.zeros(64, np.int32)
        self._leaders: dict[int, NDArray[np.int64]] = {}
        self._everywhere: NDArray[np.int64] = np.zeros(0, np.int64)
        self._refreshes = 0

    def refresh(self, counts: NDArray[Any], size: int, met: NDArray[Any], groups: NDArray[Any]) -> None:
        """counts: looks by number; size: how many numbers there are; met: those met since, and in which groups."""
        given = counts[:size] + SMOOTH
        self.size, self.share = size, given / given.sum()
        self.log_share = np.log(self.share)
        if size > len(self.group_of):
            self.group_of = grown(self.group_of, size)
        self.group_of[met] = groups  # the last one of a product that is met twice
        if self._refreshes < OFTEN or self._refreshes % (4 + size // 1024) == 0:
            self._rank(counts[:size])
        self._refreshes += 1

    def leaders(self, group: int) -> NDArray[np.int64]:
        """The most popular products of a group and of the shop, some of them twice."""
        return self._leaders.get(group, self._everywhere)

    def forget(self, gone: Sequence[int]) -> None:
        """They lead no more."""
        self._everywhere = np.setdiff1d(self._everywhere, gone)
        self._leaders = {group: np.setdiff1d(leaders, gone) for group, leaders in self._leaders.items()}

    def _rank(self, counts: NDArray[Any]) -> None:
        order = np.argsort(-counts, kind="stable")
        order = order[counts[order] > 0]
        self._everywhere = order[:LEADERS]
        groups = self.group_of[order]
        members = {int(group): order[groups == group][:LEADERS] for group in set(groups.tolist())}
        self._leaders = {group: np.concatenate([own, self._everywhere]) for group, own in members.items()}
