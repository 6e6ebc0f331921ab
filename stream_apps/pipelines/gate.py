"""What stage 1 remembers of one source in one partition, whatever the stream: its clock, the ids seen, what became of its events."""

import msgspec

COUNTERS = ("events", "clicks", "sessions", "rejected", "late", "duplicates", "controls")


class Gate(msgspec.Struct, array_like=True):
    """Ids are kept for between one and two latenesses: an older copy would be late anyway. Times in ms; counts since the last flow row."""

    clock: int = -1
    seen: set[str] = set()
    seen_before: set[str] = set()
    turn_at: int = -1
    counts: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(COUNTERS, 0))
    flow_sent: int = -1
    precision: str = ""
    streams: list[str] = []
    sold: int = -1  # the newest line of an order that may not be whole

    def sell(self, at: int) -> None:
        """Notes a line of an order."""
        self.sold = max(self.sold, at)

    def advance(self, at: int, lateness: int) -> None:
        if at <= self.clock:
            return
        self.clock = at
        if at >= self.turn_at:
            self.seen, self.seen_before, self.turn_at = set(), self.seen, at + lateness + 1
