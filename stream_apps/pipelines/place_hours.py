"""Rows of footfall to hours of one place, as one kind of device counted them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from contracts.rows import Footfall
from stream_apps.pipelines.silence import Last, Silence

HOUR: Final = 3600
SILENT: Final = 24 * HOUR  # s after which a counter is not waited for any more, and a camera that saw nobody saw nothing


class Hour(NamedTuple):
    """Who was counted in the hour that began `number` hours after 1970; None where no counter tells that direction."""

    number: int
    entered: int | None
    left: int | None
    passed: int | None

    @property
    def people(self) -> int:
        """Those who came in; of a street, which has no inside, those who passed."""
        return next((count for count in (self.entered, self.passed, self.left) if count is not None), 0)


class PlaceHours:
    """Hours under way. An hour is over once every counter that is not silent has told of it to its end.

    A counter that tells more often than hourly may be late, by the allowed lateness. A camera only tells when somebody comes: hours in
    which it saw nobody are zeros where it saw somebody before and after, within a day. Counts of more than an hour belong to none.
    """

    def __init__(self) -> None:
        self._told: dict[str, Last] = {}  # by counter
        self._open: dict[int, list[int | None]] = {}
        self._next = -1  # the first hour that is not over

    def take(self, row: Footfall, last: Last, silence: Silence, lateness: float) -> Iterator[Hour]:
        """Takes in a row, heard as `last`; gives the hours that are over by it, in order. lateness: s."""
        if row.period > HOUR:
            return
        number = int(row.at // HOUR)
        if number >= self._next:
            self._add(number, row)
        heard = last if row.period == HOUR else last._replace(told=last.told - lateness)
        self._told[row.counter] = max(heard, self._told.get(row.counter, heard))
        yield from self._over(silence, fills=not row.period)

    def _add(self, number: int, row: Footfall) -> None:
        counted = self._open.setdefault(number, [None, None, None])
        for place, count in enumerate((row.entered, row.left, row.passed)):
            if count is not None:
                counted[place] = (counted[place] or 0) + count

    def _over(self, silence: Silence, fills: bool) -> Iterator[Hour]:
        if len(self._told) > 1:
            self._told = {counter: last for counter, last in self._told.items() if not silence.is_silent(last, SILENT)}
        told = [last.told for last in self._told.values()]
        end = int((max(told) if fills else min(told)) // HOUR)
        for number in sorted(number for number in self._open if number < end):
            if fills and 0 <= number - self._next < SILENT // HOUR:
                yield from (Hour(empty, 0, 0, 0) for empty in range(self._next, number))
            entered, left, passed = self._open.pop(number)
            yield Hour(number, entered, left, passed)
            self._next = number + 1
