"""Groups of products as a shop lays them out, category and page of its list, and which group comes after which two."""

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
    >>> groups.learn_many(np.full(9, shoes), np.full(9, shoes), np.full(9, hats))
    >>> bool(groups.log_shares(shoes, shoes)[hats] > groups.log_shares(shoes, shoes)[shoes])
    True
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int | None], int] = {}
        self.first: NDArray[np.float32] = np.zeros((MOST, MOST), np.float32)
        self.lines: NDArray[np.uint16] = np.zeros((MOST, MOST), np.uint16)  # of the next, by two groups
        self.second: NDArray[np.float32] = np.zeros((64, MOST), np.float32)  # line 0 stays empty
        self._used = 1  # lines

    def __len__(self) -> int:
        return len(self._numbers) + 1

    def number(self, category: str, page: int | None = None) -> int:
        """The group's number, a new one where it is new and there is room."""
        known = self._numbers.get((category, page))
        if known is None and len(self) < MOST:
            known = self._numbers[category, page] = len(self)
        return known or 0

    def learn_many(self, before: NDArray[Any], last: NDArray[Any], group: NDArray[Any]) -> None:
        """Takes in which groups were looked at after which two others."""
        if self._used + len(group) > len(self.second):
            self.second = grown(self.second, self._used + len(group))
        self._used = _add(self.first, self.lines, self.second, self._used, before, last, group)

    def log_shares(self, before: int, last: int) -> NDArray[np.float64]:
        """Log-probability of each group by number after two others."""
        logs: NDArray[np.float64] = log_shares(self.first, self.lines, self.second, before, last, len(self))
        return logs


@compiled
def log_shares(first: Any, lines: Any, second: Any, before: int, last: int, known: int) -> Any:
    """Log-probability of each of so many groups, from what came after one group and after two."""
    once, twice = first[last, :known], second[lines[before, last], :known]
    logs, one, two = np.zeros(known), once.sum() + known, twice.sum() + SHRINK
    for group in range(known):
        logs[group] = np.log((twice[group] + SHRINK * (once[group] + 1) / one) / two)
    return logs


@compiled
def _add(first: Any, lines: Any, second: Any, used: int, befores: Any, lasts: Any, groups: Any) -> int:
    for before, last, group in zip(befores, lasts, groups):  # noqa: B905  Numba knows no strict
        if not lines[before, last]:
            lines[before, last] = used
            used += 1
        first[last, group] += 1
        second[lines[before, last], group] += 1
    return used
