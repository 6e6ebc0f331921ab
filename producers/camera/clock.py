"""When something happened: seconds since the camera began, which never go back, and the time of day they were."""

from collections.abc import Callable
from typing import Final, Protocol

_DRIFT: Final = 2.0  # s between the clock on the wall and ours from which it was set anew


class Clock(Protocol):
    """Event time of a second of the picture."""

    def at(self, seconds: float) -> int:
        """ms since 1970 UTC."""
        ...


class RecordedClock:
    """A recording's: one start, ms, for all of it.

    >>> RecordedClock(1_000_000).at(2.5)
    1002500
    """

    def __init__(self, start: int) -> None:
        self._start = start

    def at(self, seconds: float) -> int:
        return self._start + round(seconds * 1000)


class WallClock:
    """A live camera's: dwells are measured by a clock that nobody sets; stamps are the wall's, and follow it where it is set."""

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float]) -> None:
        self._wall, self._steady, self._began = wall, steady, steady()
        self._offset = wall() * 1000

    @property
    def seconds(self) -> float:
        """Since the camera began."""
        return self._steady() - self._began

    def at(self, seconds: float) -> int:
        return round(self._offset + seconds * 1000)

    def look(self) -> float:
        """Whether the wall's clock was set meanwhile: by how many seconds, 0 where it was not. What is told from now on goes by it."""
        now = self._wall() * 1000 - self.seconds * 1000
        drift = (now - self._offset) / 1000
        if abs(drift) < _DRIFT:
            return 0.0
        self._offset = now
        return drift
