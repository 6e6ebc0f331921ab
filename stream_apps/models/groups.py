"""Groups of products as a shop lays them out, category and page of its list, and which group comes after which two."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST: Final = 128  # groups known; all later ones are one, number 0
SHRINK: Final = 5.0  # looks' worth of one group's followers in two groups' followers


class Groups:
    """Order-2 Markov chain over groups, backing off to order 1.

    >>> groups = Groups()
    >>> shoes, hats = groups.number("shoes"), groups.number("hats")
    >>> groups.learn_many(*np.array([[shoes, shoes, hats]] * 9).T)
    >>> bool(groups.log_shares(shoes, shoes)[hats] > groups.log_shares(shoes, shoes)[shoes])
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int | None], int] = {}
        self._first: NDArray[np.float32] = np.zeros((MOST, MOST), np.float32)
        self._second: dict[tuple[int, int], NDArray[np.float32]] = {}

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def number(self, category: str, page: int | None = None) -> int:
        """The group's number, a new one where it is new and there is room."""
        known = self._numbers.get((category, page))
        if known is None and len(self) < MOST:
            known = self._numbers[category, page] = len(self)
        return known or 0

    def learn_many(self, before: NDArray[np.int64], last: NDArray[np.int64], group: NDArray[np.int64]) -> None:
        """Takes in which groups were looked at after which two others."""
        np.add.at(self._first, (last, group), 1)
        for key, number in zip(zip(before.tolist(), last.tolist(), strict=True), group.tolist(), strict=True):
            second = self._second.get(key)
            if second is None:
                second = self._second[key] = np.zeros(MOST, np.float32)
            second[number] += 1

    def log_shares(self, before: int, last: int) -> NDArray[np.float32]:
        """Log-probability of each group by number after two others."""
        known = len(self)
        shares = self._first[last, :known] + np.float32(1)
        shares /= shares.sum()
        second = self._second.get((before, last))
        if second is not None:
            followers = second[:known]
            shares = (followers + SHRINK * shares) / (followers.sum() + SHRINK)
        logs: NDArray[np.float32] = np.log(shares)
        return logs
