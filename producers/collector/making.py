"""From fields to an event: named, dated, checked."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from contracts.events import ShopEvent
from producers.collector.arrival import Arrival
from producers.collector.foreign import word
from producers.collector.lines import Line
from producers.collector.naming import Numbers, named
from producers.collector.own import SERVERS, TYPES
from producers.collector.refusal import EventError
from producers.collector.stamping import counting, happened, moment

_REASONS: Final = {"unknown field": "unknown_field", "missing required": "missing_field", ", got `": "wrong_type"}
_CLOCK: Final = frozenset(("future", "late"))
TOO_DEEP: Final = EventError("invalid_value", "lists or objects are nested too deeply")


class Maker:
    """Makes the events of one body. behind: ms that its sender's clock is behind ours; advice: what helps where that clock is wrong."""

    def __init__(self, arrival: Arrival, behind: int, advice: str, fresh: Callable[[], str]) -> None:
        self._arrival, self._behind, self._advice, self._fresh = arrival, behind, advice, fresh
        self._stamped = Numbers()

    def make(self, lines: list[Line]) -> list[ShopEvent | EventError]:
        """Of each line of one event its event, or why there is none."""
        numbers = Numbers()
        return [line if isinstance(line, EventError) else self._tried(line, numbers) for line in lines]

    def _tried(self, fields: dict[str, Any], numbers: Numbers) -> ShopEvent | EventError:
        try:
            return self._event(fields, numbers)
        except EventError as refused:
            return EventError(refused.reason, f"{refused.detail}{self._advice if refused.reason in _CLOCK else ''}")
        except RecursionError:
            return TOO_DEEP

    def _event(self, fields: dict[str, Any], numbers: Numbers) -> ShopEvent:
        if word(fields.get("type")) not in TYPES:  # tick, end and reset are producers' own: a page must not be able to forget a source
            raise EventError("unmapped", f"type {fields.get('type')!r:.60} is none of {', '.join(sorted(TYPES))}")
        fields = self._arrival.known | fields
        for name in SERVERS:
            fields.pop(name, None)
        said = fields.get("at")
        fields["id"] = named(fields, numbers, self._stamped, self._fresh)
        at = happened(None if said is None else moment(said), self._behind, self._arrival)
        fields |= {"at": counting(fields["type"], at, self._arrival), "source": self._arrival.source}
        if isinstance(currency := fields.get("currency"), str):
            fields["currency"] = currency.upper()
        return _checked(fields)


def _checked(fields: dict[str, Any]) -> ShopEvent:
    try:
        event = msgspec.convert(fields, ShopEvent, strict=False)
    except msgspec.ValidationError as error:
        raise EventError(_reason(str(error)), str(error)) from None
    if event.visitor is None and event.session is None:
        raise EventError("no_subject", "name a visitor, a session or both")
    if event.price is not None and event.price < 0:
        raise EventError("negative_price", f"price is {event.price}")
    return event


def _reason(message: str) -> str:
    return next((reason for part, reason in _REASONS.items() if part in message), "invalid_value")
