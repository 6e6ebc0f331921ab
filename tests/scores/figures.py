"""What a score is: a model over a file, what was wanted of it, what it reached, and what a naive rival reaches on the same samples."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.scores.data import Data

Advance = Callable[[float], None]  # told the share done, 0 to 1


class Measure(msgspec.Struct, kw_only=True):
    """One figure. rival: the naive rival's on the same samples. at_most: less is better. timed: depends on the machine."""

    name: str
    unit: str
    reached: float
    wanted: float | None = None
    rival: float | None = None
    at_most: bool = False
    timed: bool = False

    @property
    def met(self) -> bool:
        """Whether what was wanted was reached."""
        if self.wanted is None:
            return True
        return self.reached <= self.wanted if self.at_most else self.reached >= self.wanted


class Outcome(msgspec.Struct, kw_only=True):
    """What one run found. cost: mean time of one prediction with its learning, microseconds. rival: its name."""

    samples: int
    samples_of: str
    rival: str
    measures: list[Measure]
    cost: float
    notes: list[str] = []


class Score(NamedTuple):
    """One entry of the registry. how: what is predicted, from what, when it is learned. run: the verified file to an outcome."""

    name: str
    title: str
    data: Data
    how: str
    run: Callable[[Path, Advance], Outcome]
