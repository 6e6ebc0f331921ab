"""What a camera says: floor events with an id, a camera and a time. They name no track and hold no picture."""

from typing import Any, Final

from contracts.events import Control, FloorEvent
from contracts.events.base import Precision
from contracts.events.floor import Sighting
from producers.camera.clock import Clock

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Teller:
    """Makes the events of one run of one camera. A recording from the same start has the same ids again: copies are known."""

    def __init__(self, source: str, camera: str, clock: Clock, store: str = "", precision: Precision = "ms") -> None:
        self._source = source
        self._named: dict[str, Any] = {"source": source, "camera": camera, "store": store or None, "precision": precision}
        self._clock, self._run = clock, f"{camera[:96]}-{_base36(clock.at(0.0))}"
        self._count = 0

    def event(self, type: Sighting, seconds: float, **fields: Any) -> FloorEvent:
        """An event of so many seconds after the camera began."""
        self._count += 1
        return FloorEvent(id=f"{self._run}-{self._count}", type=type, at=self._clock.at(seconds), **self._named, **fields)

    def control(self, type: Control, seconds: float) -> FloorEvent:
        """A control event of the source, for every partition."""
        self._count += 1
        return FloorEvent(id=f"{self._run}-{self._count}", source=self._source, type=type, at=self._clock.at(seconds))


def _base36(number: int) -> str:
    """A short name of a number.

    >>> _base36(71)
    '1z'
    """
    return (_base36(number // 36) if number >= 36 else "") + _DIGITS[number % 36]
