"""Events and messages."""

from typing import Any

import msgspec

from contracts.events import OrderEvent, ReviewEvent, ShopEvent
from tests.builders.base import SOURCE, ms


def event(**changes: Any) -> ShopEvent:
    """A visitor looks at a skirt at ten o'clock."""
    common = {"id": "e1", "source": SOURCE, "type": "view_item", "at": ms("10:00"), "visitor": "v1", "page": "/skirts/1"}
    return ShopEvent(**(common | {"product": "B1", "category": "skirts", "price": 50.0, "country": "PL"} | changes))


def message(**changes: Any) -> bytes:
    """The same as JSON: changes may name what no event has, and None leaves a field out."""
    fields = msgspec.to_builtins(event()) | changes
    return msgspec.json.encode({name: value for name, value in fields.items() if value is not None})


def order_event(**changes: Any) -> OrderEvent:
    """At ten k1 orders six pieces of B1 at 2.55 each."""
    what = {"id": "o1", "source": SOURCE, "type": "purchase", "at": ms("10:00"), "order": "i1", "customer": "k1", "product": "B1"}
    return OrderEvent(**(what | {"category": "skirts", "quantity": 6, "price": 2.55, "currency": "GBP", "country": "GB"} | changes))


def review_event(**changes: Any) -> ReviewEvent:
    """At ten k1 says that a skirt is lovely, and gives it five stars."""
    what = {"id": "r1", "source": SOURCE, "type": "review", "at": ms("10:00"), "text": "Lovely skirt.", "rating": 5}
    return ReviewEvent(**(what | {"product": "B1", "category": "skirts", "customer": "k1"} | changes))


class Record(msgspec.Struct):
    """One message of a log, as pipelines see it."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


def record(offset: int = 0, value: bytes | None = None, *, key: bytes | None = b"v1", sent: str = "23:00") -> Record:
    """A message holding `event()`, or the value given, sent late on the examples' day."""
    return Record(offset, ms(sent), key, message() if value is None else value)
