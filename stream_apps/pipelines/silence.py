"""Whether somebody who has told nothing for long is silent, or only not read yet: in a replay one partition runs days ahead of another."""

from typing import Final, NamedTuple

from contracts.rows import Footfall

SENDING: Final = 600.0  # s of sending time by which the others must be ahead as well


class Last(NamedTuple):
    """The end of what somebody told last, in which partition, and when it was sent; s."""

    told: float
    lane: tuple[str, int]
    sent: float


class Silence:
    """How far each partition has told, and all together.

    Somebody is silent who is too far behind those of the same partition, whose order is that of time; or too far behind all others where
    these have been heard of for ten minutes since, which no replay at full speed takes for the same days.
    """

    def __init__(self) -> None:
        self._lanes: dict[tuple[str, int], float] = {}
        self._newest = self._sent = 0.0

    def heard(self, row: Footfall) -> Last:
        """Notes a row; what it is to whoever told it."""
        last = Last(row.at + row.period, (row.origin_topic, row.origin_partition), row.sent)
        self._lanes[last.lane] = max(last.told, self._lanes.get(last.lane, 0.0))
        self._newest, self._sent = max(self._newest, last.told), max(self._sent, last.sent)
        return last

    def is_silent(self, last: Last, patience: float) -> bool:
        """patience: s of event time."""
        if self._lanes[last.lane] > last.told + patience:
            return True
        return self._newest > last.told + patience and self._sent > last.sent + SENDING
