"""The lines of one event: what was bought, shown or put into the cart, one product a line."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from producers.collector.refusal import EventError, ShapeError
from producers.collector.stamping import SALES

MOST: Final = 2_000  # events in one body, and events that one body's may become
FIELDS: Final = ("product", "category", "colour", "photo", "price", "quantity", "position", "currency")
_BY_ITEM: Final = SALES | {"view_item", "add_to_cart", "remove_from_cart"}
_SHARED: Final = 16_384  # bytes: each line repeats what they share, and 2,000 lines must fit into memory

Line = dict[str, Any] | EventError  # the fields of an event, or why this line of it cannot be used
Read = Callable[[Any], dict[str, Any]]


def spread(event: dict[str, Any], items: Sequence[Any], read: Read) -> list[Line]:
    """One event an item where each item is one product's own event; a list or a checkout stays one event. read makes FIELDS of an item.
    Raises EventError, ShapeError.

    >>> spread({"type": "purchase", "order": "o1"}, [{"product": "A"}, {"product": "B", "quantity": 2}], dict)
    [{'type': 'purchase', 'order': 'o1', 'product': 'A'}, {'type': 'purchase', 'order': 'o1', 'product': 'B', 'quantity': 2}]
    """
    if not items or event["type"] not in _BY_ITEM:
        return [event]
    if len(items) > MOST:
        raise ShapeError(f"{len(items):,} items in one event; send less at a time, at most {MOST:,}")
    if len(items) > 1 and len(msgspec.json.encode(event)) > _SHARED:
        raise EventError("too_large", f"what an event of several items says besides them takes more than {_SHARED:,} bytes")
    return [_line(event, items, number, read) for number in range(len(items))]


def _line(event: dict[str, Any], items: Sequence[Any], number: int, read: Read) -> Line:
    try:
        item = read(items[number])
    except EventError as refused:
        return EventError(refused.reason, refused.detail, items[number])
    if strange := next((name for name in item if name not in FIELDS), None):  # an item speaks for its product only, never for its event
        return EventError("unknown_field", f"an item has no field `{strange:.60}`; there are {', '.join(FIELDS)}", items[number])
    line = event | item
    if number:
        line.pop("engaged", None)  # time passed once, whatever was bought in it
    if len(items) > 1 and "id" in event:
        line["id"] = f"{event['id']}.{number}"
    return line


def valued(event: dict[str, Any], items: Sequence[Any], value: Any) -> dict[str, Any]:
    """A sale of which only the worth is told is one line of it.

    >>> valued({"type": "purchase"}, [], 99)
    {'type': 'purchase', 'price': 99, 'quantity': 1}
    """
    if items or event["type"] not in SALES or "price" in event or value in (None, ""):
        return event
    return event | {"price": value, "quantity": 1}
