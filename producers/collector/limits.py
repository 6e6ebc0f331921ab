"""How much one sender may send: token buckets, by write key and by client address."""

import time
from collections.abc import Callable
from typing import Final

SAVED: Final = 10  # s of its rate that a silent sender saves up at most
KNOWN: Final = 50_000  # senders remembered; the longest silent goes first, and its bucket is full again by then or soon


class Buckets:
    """A token bucket a sender, in memory only. Sending may run into debt once, so that a large batch passes and is paid off.

    >>> buckets = Buckets(rate=10, clock=lambda: 0.0)
    >>> buckets.wait("a"), buckets.take("a", 150), buckets.wait("a")
    (0.0, None, 5.0)
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._levels: dict[str, tuple[float, float]] = {}  # tokens, and when they were counted

    def wait(self, sender: str) -> float:
        """Seconds until the sender may send again; 0 where it may now."""
        return max(0.0, -self._level(sender) / self._rate)

    def take(self, sender: str, count: int) -> None:
        """Takes the tokens of so many events."""
        level = self._level(sender) - count
        self._levels.pop(sender, None)
        self._levels[sender] = (level, self._clock())
        if len(self._levels) > KNOWN:
            del self._levels[next(iter(self._levels))]

    def _level(self, sender: str) -> float:
        now, most = self._clock(), self._rate * SAVED
        level, counted = self._levels.get(sender, (most, now))
        return min(most, level + (now - counted) * self._rate)
