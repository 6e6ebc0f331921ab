"""Groups of products as a shop lays them out, category and page of its list, and which group comes after which two."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.products import grown

MOST: Final = 128  # groups known; all later ones are one, number 0
SHRINK: Final = 5.0  # looks' worth of one group's followers in two groups' followers


class Groups:
    """Order-2 Markov chain over groups, backing off to order 1.

    >>> groups = Groups()
    >>> shoes, hats = groups.number("shoes"), groups.number("hats")
    >>> groups.learn_many([shoes] * 9, [shoes] * 9, [hats] * 9)
    >>> bool(groups.log_shares(shoes, shoes)[hats] > groups.log_shares(shoes, shoes)[shoes])
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int | None], int] = {}
        self._first: NDArray[np.float32] = np.zeros((MOST, MOST), np.float32)
        self._rows: dict[tuple[int, int], int] = {}  # of the next, by two groups
        self._second: NDArray[np.float32] = np.zeros((64, MOST), np.float32)  # row 0 stays empty

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def number(self, category: str, page: int | None = None) -> int:
        """The group's number, a new one where it is new and there is room."""
        known = self._numbers.get((category, page))
        if known is None and len(self) < MOST:
            known = self._numbers[category, page] = len(self)
        return known or 0

    def learn_many(self, before: Sequence[int], last: Sequence[int], group: Sequence[int]) -> None:
        """Takes in which groups were looked at after which two others."""
        np.add.at(self._first, (last, group), 1)
        rows = [self._rows.get(two) or self._row(two) for two in zip(before, last, strict=True)]
        np.add.at(self._second, (rows, group), 1)

    def _row(self, two: tuple[int, int]) -> int:
        row = self._rows[two] = len(self._rows) + 1
        if row == len(self._second):
            self._second = grown(self._second, row + 1)
        return row

    def after(self, before: int, last: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How often each known group came after the last one, and after the two, by number."""
        known = len(self)
        return self._first[last, :known], self._second[self._rows.get((before, last), 0), :known]

    def log_shares(self, before: int, last: int) -> NDArray[np.float64]:
        """Log-probability of each group by number after two others."""
        logs: NDArray[np.float64] = log_shares(*self.after(before, last))
        return logs


@compiled
def log_shares(first: Any, second: Any) -> Any:
    """Log-probabilities from what came after one group and after two."""
    logs, one, two = np.zeros(len(first)), first.sum() + len(first), second.sum() + SHRINK
    for group in range(len(first)):
        logs[group] = np.log((second[group] + SHRINK * (first[group] + 1) / one) / two)
    return logs
