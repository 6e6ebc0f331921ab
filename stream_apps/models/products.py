"""The products a model knows: names to numbers, how often each was met, the longest unseen forgotten first."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

NOBODY: Final = 0  # the number of no product: empty places in arrays of numbers hold it
CAPACITY: Final = 20_000
HEAVIEST: Final = 1e6  # once so much was counted in all, all counts are halved: what was popular years ago fades


class Products:
    """Numbers from 1 for up to `capacity` products, and a count each.

    When it is full, whoever keeps numbers forgets the `oldest` and says so by `forget`: their numbers are then given to others.

    >>> products = Products(capacity=10)
    >>> products.meet("B4"), products.meet("C7"), products.meet("B4")
    (1, 2, 1)
    >>> products.name(2), products.oldest(), products.is_full
    ('C7', [2], False)
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.counts: NDArray[np.float64] = np.zeros(64)
        self._numbers: dict[str, int] = {}  # the longest unseen first
        self._names = [""]
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def size(self) -> int:
        """Arrays by number need so many places."""
        return len(self._names)

    def name(self, number: int) -> str:
        return self._names[number]

    def number(self, name: str) -> int:
        """NOBODY where it is not known."""
        return self._numbers.get(name, NOBODY)

    @property
    def is_full(self) -> bool:
        return len(self._numbers) >= self.capacity

    def meet(self, name: str) -> int:
        """A product's number, a new one where it is new."""
        number = self._numbers.pop(name, NOBODY) or self._new(name)
        self._numbers[name] = number
        return number

    def count(self, numbers: Sequence[int] | NDArray[Any]) -> None:
        """Counts products once more for each time they are named."""
        self.counts += np.bincount(numbers, minlength=len(self.counts))
        if self.counts.sum() > HEAVIEST:
            self.counts /= 2

    def oldest(self) -> list[int]:
        """Numbers of the tenth of the capacity that was unseen longest."""
        return list(islice(self._numbers.values(), max(1, self.capacity // 10)))

    def forget(self, numbers: Sequence[int]) -> None:
        """Frees numbers for other products."""
        for number in numbers:
            del self._numbers[self._names[number]]
            self._names[number] = ""
        self.counts[list(numbers)] = 0
        self._free += reversed(numbers)

    def _new(self, name: str) -> int:
        if self._free:
            number = self._free.pop()
            self._names[number] = name
            return number
        self._names.append(name)
        if len(self._names) > len(self.counts):
            self.counts = grown(self.counts, len(self._names))
        return len(self._names) - 1


def grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    """The array with at least twice its places, the new ones 0."""
    places = max(2 * len(array), size)
    larger = np.zeros((places, *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
