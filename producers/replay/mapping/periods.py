"""Entries of a period, and times that rise: of files that promise order of time, and keep it nearly."""

from collections.abc import Iterator

from producers.replay.history import Entry
from producers.replay.mapping.bounds import DAY
from producers.replay.mapping.report import Report
from producers.replay.mapping.sorting import Timed


def in_period(entries: Iterator[Entry], start: int, end: int, report: Report, *, is_sorted: bool) -> Iterator[Entry]:
    """Those from start until before end, ms.

    What is sorted is not read to its end: from a day past the period on nothing of it is left, for what is out of order is nearer.
    """
    past, reached = False, 0
    for entry in entries:
        at: int = entry.at  # type: ignore[assignment]  # what a file brings is stamped in ms
        if is_sorted and at >= end + DAY:
            return
        past |= at >= end
        if start <= at < end:
            if is_sorted and past and at >= reached:  # else it is counted where times rise
                report.disordered += 1
            reached = max(reached, at)
            yield entry


def rising(entries: Iterator[Timed], report: Report) -> Iterator[Timed]:
    """Entries under times that never fall: one after a later one is reached with that, and keeps its own stamp."""
    newest = 0
    for at, line in entries:
        if at < newest:
            report.disordered += 1
        newest = max(newest, at)
        yield newest, line
