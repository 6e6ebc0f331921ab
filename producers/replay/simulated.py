"""The synthetic shop as a history: made while it is sent, held one event at a time, made anew where a replay goes back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import dropwhile, islice, takewhile
from math import inf
from typing import Final

from contracts.events import Event
from producers.replay.history import History
from producers.replay.journal import Plan, ReplayError, Simulation
from producers.simulator.house import House, streams
from producers.simulator.parameters import Parameters, parameters
from producers.simulator.rhythm import DAY
from producers.simulator.truths import Truth, truth

NAME: Final = "simulator"
TITLE: Final = "SYNTHETIC: a shop made up from a seed"
NOTE: Final = (
    "Nobody real stands behind it: people, products and orders are made up, their rates follow published figures (docs/simulator.md). "
    "Truths can be planted into it: `storepulse truths`."
)
OPENS: Final = datetime(2026, 2, 1, tzinfo=UTC)
_OPENS: Final = int(OPENS.timestamp() * 1000)


class Simulated(History):
    """read gives the same events each time, stamped in ms; closes is when they end, ms, or would if they did not go on.

    is_whole: whether all up to there are asked for, and its last day is a whole one.
    """

    def __init__(self, read: Callable[[], Iterator[Event]], closes: int, streams: tuple[str, ...], *, is_whole: bool) -> None:
        self._read, self._closes, self._streams, self._is_whole = read, closes, streams, is_whole
        self._rewind()
        self._first = self._at

    def _rewind(self) -> None:
        self._events, self._place = self._read(), -1
        self._at = self._before = -1  # time of the event in hand, or the last one's at the end; and of the one before it
        self._event: Event | None = None
        self._advance()

    def _advance(self) -> None:
        self._before, self._place = self._at, self._place + 1
        self._event = next(self._events, None)
        if self._event is not None:
            at = self._event.at
            assert type(at) is int  # noqa: S101  the shop stamps in ms
            self._at = at

    def _to(self, place: int) -> None:
        if place < self._place:
            self._rewind()
        while self._place < place and self._event is not None:
            self._advance()

    @property
    def streams(self) -> tuple[str, ...]:
        return self._streams

    @property
    def total(self) -> None:
        """Only making them all would tell."""

    def has(self, place: int) -> bool:
        self._to(place)
        return self._event is not None

    def entry(self, place: int) -> Event:
        self._to(place)
        if self._event is None:
            raise IndexError(place)
        return self._event

    def at(self, place: int) -> int:
        if place == 0:
            return self._first
        if place == self._place - 1:
            return self._before
        self._to(place)
        return self._at

    def place(self, at: int) -> int:
        if at <= self._before:
            self._rewind()
        while self._event is not None and self._at < at:
            self._advance()
        return self._place

    def last(self) -> int:
        return self._closes

    def ends(self) -> int:
        """The last ms of its last day; of a part of it the last event's."""
        return self._closes - 1 if self._is_whole else self._at


def simulated(plan: Plan) -> Simulated:
    """The plan's events. Raises SimulationError, and ReplayError where the plan leaves none."""
    known, truths = shop(plan.simulation or Simulation(), endless=plan.live)
    start, end = plan.start or 0, inf if plan.end is None else plan.end

    def read() -> Iterator[Event]:
        events = House(known, truths, _OPENS).events(endless=plan.live)
        chosen = takewhile(lambda event: _ms(event) < end, dropwhile(lambda event: _ms(event) < start, events))
        return islice(chosen, plan.limit)

    made = Simulated(read, closes(known), streams(known), is_whole=plan.limit is None and end >= closes(known))
    if not made.has(0):
        raise ReplayError(f"the simulator has no events in that period; it opens on {OPENS:%Y-%m-%d} and runs for {known.days} days")
    return made


def shop(asked: Simulation, *, endless: bool = False) -> tuple[Parameters, list[Truth]]:
    """Parameters and planted truths of a shop, which closes if it is not endless. Raises SimulationError."""
    known = parameters(asked.parameters)
    return known, [truth(text, _OPENS, closes(known), endless=endless) for text in asked.plant]


def closes(known: Parameters) -> int:
    """When the shop closes, in ms of its own time."""
    return _OPENS + known.days * DAY


def _ms(event: Event) -> int:
    assert type(event.at) is int  # noqa: S101  the shop stamps in ms
    return event.at
