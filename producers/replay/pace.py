"""When an event is due: event time runs at `speed` times the wall clock from an anchor that pausing and seeking move."""

import math


class Pace:
    """speed is event seconds a wall second; infinite means as fast as it goes. Times in ms of event time, s of wall time.

    >>> pace = Pace(speed=60, event=0, wall=100.0)
    >>> pace.due(120_000)
    102.0
    """

    def __init__(self, speed: float, event: int, wall: float) -> None:
        self.speed = speed
        self.anchor(event, wall)

    def anchor(self, event: int, wall: float) -> None:
        """Says that `event` is now."""
        self._event, self._wall = event, wall

    def due(self, at: int) -> float:
        """The wall time at which an event of that time is to be sent."""
        return self._wall if math.isinf(self.speed) else self._wall + (at - self._event) / 1000 / self.speed

    def now(self, wall: float) -> int:
        """Event time at a wall time."""
        return self._event if math.isinf(self.speed) else self._event + int((wall - self._wall) * 1000 * self.speed)


class Live(Pace):
    """Event time is the wall clock: what is past is due, what is to come waits, and no pause holds time up.

    >>> live = Live(event=1_000, wall=50.0)
    >>> live.anchor(9_000, 60.0)
    >>> live.due(3_000)
    52.0
    """

    def __init__(self, event: int, wall: float) -> None:
        super().__init__(1.0, event, wall)
        self._event, self._wall = event, wall

    def anchor(self, event: int, wall: float) -> None:
        """The present cannot be moved."""
