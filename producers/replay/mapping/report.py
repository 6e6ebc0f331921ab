"""What became of the rows of a file, in numbers and line numbers."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from contracts.events import Unmapped
from producers.replay.history import Entry

SHOWN: Final = 5  # line numbers kept of each reason
_BEFORE_DETAILS: Final = re.compile(r": | \(")  # what stood there, or what a reader said


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
        reason = _BEFORE_DETAILS.split(entry.why, 1)[0]
        bad = self.bad.setdefault(reason, Bad(0, [], entry.why))
        bad.rows += 1
        if len(bad.lines) < SHOWN:
            bad.lines.append(f"{entry.file}:{entry.line}")

    def skip(self, name: str) -> None:
        """Counts an event that is left out."""
        self.skipped[name] = self.skipped.get(name, 0) + 1

    def lines(self) -> Iterator[str]:
        """The report in words, a line each."""
        yield f"{_counted(self.rows, 'row')} read, {_counted(self.events, 'event')} made"
        if self.skipped:
            most = sorted(self.skipped.items(), key=lambda item: -item[1])
            told = ", ".join(f"{name} {count:,}" for name, count in most[:8]) + (", ..." if len(most) > 8 else "")
            yield f"{_counted(sum(self.skipped.values()), 'event')} left out, as the mapping says: {told}"
        if self.bad:
            yield f"{_counted(self.bad_rows, 'bad row')}, each kept in `rejects` as unmapped_row:"
        for reason, bad in sorted(self.bad.items(), key=lambda item: -item[1].rows):
            more = ", ..." if bad.rows > len(bad.lines) else ""
            yield f"  {bad.rows:,} x {reason} ({', '.join(bad.lines)}{more}), as in: {bad.example}"
        if self.disordered:
            stand = f"{_counted(self.disordered, 'event')} {'stands' if self.disordered == 1 else 'stand'}"
            yield f"{stand} after later ones although the mapping says sorted: without that they would be sorted"


def _counted(count: int, what: str) -> str:
    """
    >>> _counted(1, "bad row"), _counted(1_000, "event")
    ('1 bad row', '1,000 events')
    """
    return f"{count:,} {what}" + ("" if count == 1 else "s")
