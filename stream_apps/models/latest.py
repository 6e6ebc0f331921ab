"""For each of many, the latest of others it had to do with, and when: a table of fixed width."""

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.products import NOBODY, grown

DAY = 86_400.0


class Latest:
    """Lines by number, of up to `width` numbers each: where there is no place the one that is longest ago gives way.

    >>> latest = Latest(width=2)
    >>> [latest.put(1, other, at) for other, at in ((7, 10.0), (8, 20.0), (7, 30.0), (9, 40.0))]
    [(True, 0), (True, 0), (False, 0), (True, 8)]
    >>> latest.of(1).tolist(), latest.has(1, 8)
    ([7, 9], False)
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.who: NDArray[np.uint16] = np.zeros((64, width), np.uint16)
        self.days: NDArray[np.float32] = np.zeros((64, width), np.float32)  # days since 1970
        self.used: NDArray[np.int64] = np.zeros(64, np.int64)

    def put(self, line: int, other: int, at: float) -> tuple[bool, int]:
        """Notes that a line had to do with another at a time in s. Whether that is new, and who gave way (NOBODY: none)."""
        if line >= len(self.who):
            self.who, self.days, self.used = (grown(array, line + 1) for array in (self.who, self.days, self.used))
        (found,) = np.nonzero(self.who[line] == other)
        if len(found):
            self.days[line, found[0]] = at / DAY
            return False, NOBODY
        place = int(self.used[line])
        if place == self.width:
            place = int(self.days[line].argmin())
        else:
            self.used[line] += 1
        ousted = int(self.who[line, place])
        self.who[line, place], self.days[line, place] = other, at / DAY
        return True, ousted

    def drop(self, line: int, other: int) -> None:
        """Takes a number out of a line."""
        gone = self.who[line] == other
        self.who[line, gone], self.days[line, gone] = NOBODY, 0

    def of(self, line: int) -> NDArray[np.uint16]:
        """The numbers of a line; forgotten ones are NOBODY."""
        return self.who[line, : self.used[line]] if line < len(self.who) else self.who[0, :0]

    def has(self, line: int, other: int) -> bool:
        return bool((self.of(line) == other).any())

    def forget_lines(self, lines: list[int]) -> None:
        """Empties lines."""
        known = [line for line in lines if line < len(self.who)]
        self.who[known], self.days[known], self.used[known] = NOBODY, 0, 0

    def forget_others(self, others: list[int]) -> None:
        """Takes numbers out of all lines."""
        gone = np.isin(self.who, np.array(others, np.uint16))
        self.who[gone], self.days[gone] = NOBODY, 0
