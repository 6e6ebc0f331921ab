"""Time passes for a live source even where nothing happens: its last sessions are to close."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from contracts.events import ControlEvent
from contracts.settings import Settings
from producers.collector.delivery import AwayError, Delivery

EVERY: Final = 15.0  # s
_log: Final = logging.getLogger(__name__)


class Ticks:
    """Which sources are live: those that sent within what a session needs to close, and all that have a key at the start."""

    def __init__(self, settings: Settings, now: float) -> None:
        self._alive = settings.session_gap + settings.allowed_lateness + 2 * EVERY
        self._seen, self._started = dict[str, float](), now

    def saw(self, source: str, now: float) -> None:
        """Notes that a source sent."""
        self._seen[source] = now

    def live(self, keyed: Iterable[str], now: float) -> list[str]:
        """Sources to tick."""
        known = dict.fromkeys(keyed, self._started) | self._seen
        return sorted(source for source, seen in known.items() if now < seen + self._alive)


async def tick(ticks: Ticks, keyed: Callable[[], Iterable[str]], delivery: Delivery) -> None:
    """Sends ticks for ever. keyed: sources that have a key. Kafka away is no reason to end: the next tick says the same."""
    while True:
        await asyncio.sleep(EVERY)
        for source in ticks.live(keyed(), time.monotonic()):
            at = time.time_ns() // 1_000_000
            event = ControlEvent(id=f"tick.{at}", source=source, type="tick", at=at)
            try:
                await delivery.broadcast(msgspec.json.encode(event))
            except AwayError as error:
                _log.warning("no tick of %s: %s", source, error)
                break
