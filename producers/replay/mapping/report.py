"""What became of the rows of a file, in numbers and line numbers."""

from collections.abc import Iterator

import msgspec

from contracts.events import Unmapped
from producers.replay.history import Entry

SHOWN = 5  # line numbers kept of each reason


class Bad(msgspec.Struct):
    """Rows that could not be mapped for one reason: how many, where the first stand, and what the first said."""

    rows: int
    lines: list[str]
    example: str


class Report(msgspec.Struct):
    """rows: read; events and bad: of the period asked for; skipped: events by names that are no shopping; disordered: see `sorted`."""

    rows: int = 0
    events: int = 0
    bad: dict[str, Bad] = {}
    skipped: dict[str, int] = {}
    disordered: int = 0

    @property
    def bad_rows(self) -> int:
        return sum(bad.rows for bad in self.bad.values())

    def note(self, entry: Entry) -> None:
        """Counts an entry."""
        if not isinstance(entry, Unmapped):
            self.events += 1
            return
        reason = entry.why.partition(": ")[0]
        bad = self.bad.setdefault(reason, Bad(0, [], entry.why))
        bad.rows += 1
        if len(bad.lines) < SHOWN:
            bad.lines.append(f"{entry.file}:{entry.line}")

    def skip(self, name: str) -> None:
        """Counts an event that is left out."""
        self.skipped[name] = self.skipped.get(name, 0) + 1

    def lines(self) -> Iterator[str]:
        """The report in words, a line each."""
        yield f"{self.rows:,} rows read, {self.events:,} events made"
        if self.skipped:
            most = sorted(self.skipped.items(), key=lambda item: -item[1])
            told = ", ".join(f"{name} {count:,}" for name, count in most[:8]) + (", ..." if len(most) > 8 else "")
            yield f"{sum(self.skipped.values()):,} events left out, as the mapping says: {told}"
        if self.bad:
            yield f"{self.bad_rows:,} bad rows, each kept in `rejects` as unmapped_row:"
        for reason, bad in sorted(self.bad.items(), key=lambda item: -item[1].rows):
            more = ", ..." if bad.rows > len(bad.lines) else ""
            yield f"  {bad.rows:,} x {reason} ({', '.join(bad.lines)}{more}), as in: {bad.example}"
        if self.disordered:
            yield f"{self.disordered:,} events stand after later ones although the mapping says sorted: without that they would be sorted"
