"""A history: what a replay sends, in order of event time, reachable by its place and by its time."""

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from contracts.events import STREAMS, Event, Unmapped, stream_of

Entry = Event | Unmapped
WEEK: Final = 7 * 86_400_000  # ms


class History(ABC):
    """Entries from place 0 on, stamped in int ms of the dataset's own time, no stamp before the one before it."""

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams its entries belong to, by their names in contracts/events."""
        return ("shop",)

    @property
    @abstractmethod
    def total(self) -> int | None:
        """How many entries there are; None while that is not known yet."""

    @abstractmethod
    def has(self, place: int) -> bool:
        """Whether there is an entry at that place."""

    @abstractmethod
    def entry(self, place: int) -> Entry:
        """The entry at a place that there is."""

    @abstractmethod
    def at(self, place: int) -> int:
        """Its time, ms; past the end, the last one's."""

    @abstractmethod
    def place(self, at: int) -> int:
        """The first place whose time is not before `at`; the end where there is none."""

    @abstractmethod
    def last(self) -> int:
        """The time of the last entry, ms. May have to read all of them."""

    def ends(self) -> int:
        """When it is over, ms: with its last entry, as far as anybody knows. Asked once that was reached."""
        return self.last()

    def shift_to(self, now: int) -> int:
        """The constant to be added to its stamps that makes it end within the week before now, ms.

        Whole weeks, as its hours and weekdays mean something: when people buy, and when a shop is closed.
        """
        return whole_weeks(now - self.last())


class Listed(History):
    """Events held in memory."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events, self._times = events, [_at(event) for event in events]

    @property
    def streams(self) -> tuple[str, ...]:
        found = {stream_of(event) for event in self._events}
        return tuple(stream for stream in STREAMS if stream in found)

    @property
    def total(self) -> int:
        return len(self._events)

    def has(self, place: int) -> bool:
        return place < len(self._events)

    def entry(self, place: int) -> Event:
        return self._events[place]

    def at(self, place: int) -> int:
        return self._times[min(place, len(self._times) - 1)]

    def place(self, at: int) -> int:
        return bisect_left(self._times, at)

    def last(self) -> int:
        return self._times[-1]


def history(events: "Sequence[Event] | History") -> History:
    """Events as a history."""
    return events if isinstance(events, History) else Listed(events)


def whole_weeks(time: int) -> int:
    """As many whole weeks as a time holds, ms; of one below 0 enough that none of it is left over.

    >>> [whole_weeks(days * 86_400_000) // WEEK for days in (13, 14, -1)]
    [1, 2, -1]
    """
    return time // WEEK * WEEK


def _at(event: Event) -> int:
    """A dataset's events are stamped in ms."""
    if not isinstance(event.at, int):
        raise TypeError(f"{event.id}: a dataset stamps its events in ms, not {event.at!r}")
    return event.at
