"""The whole synthetic house: the web shop, what its buyers say, and the store beside it, in one order of time."""

from collections.abc import Iterator, Sequence
from itertools import count
from operator import attrgetter

from contracts.events import STREAMS, Event
from producers.simulator.parameters import Parameters
from producers.simulator.rhythm import HOUR
from producers.simulator.shop import Shop
from producers.simulator.store import Store
from producers.simulator.truths import Truth

_at = attrgetter("at")


class House:
    """A shop and its store that open at `opens` (ms, midnight)."""

    def __init__(self, parameters: Parameters, truths: Sequence[Truth], opens: int) -> None:
        self._parameters, self._opens = parameters, opens
        self._shop = Shop(parameters, truths, opens)
        self._store = Store(parameters, self._shop.catalogue, self._shop.conditions, self._shop.accounts)

    def events(self, *, endless: bool = False) -> Iterator[Event]:
        """Their events in order of time, for the shop's `days` or, endless, for ever. To be asked once."""
        for hour in count() if endless else range(self._parameters.days * 24):
            opens = self._opens + hour * HOUR
            happened: list[Event] = [*self._shop.hour(hour), *self._shop.comments.hour(opens)]
            if self._parameters.store_visitors_a_day:
                happened += self._store.hour(opens)
            happened.sort(key=_at)
            yield from happened


def streams(parameters: Parameters) -> tuple[str, ...]:
    """The streams that a house sends to, by their names in contracts/events."""
    has = {"reviews": parameters.comments > 0, **dict.fromkeys(("orders", "floor", "sensors"), parameters.store_visitors_a_day > 0)}
    return tuple(stream for stream in STREAMS if has.get(stream, True))
