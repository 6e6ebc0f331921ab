"""Events in our own shape: the fields of contracts.events, one event, a list, or {"events": [...], "sent_at": ...}.

What the server decides or can tell by itself may be left out: source (the write key's), id, at. `items` are the products of one
event; `utm_source` and `utm_medium` become its channel.
"""

from typing import Any, Final

from producers.collector import foreign
from producers.collector.channels import channel
from producers.collector.refusal import EventError

SHOPPING: Final = frozenset(
    ("page_view", "view_item_list", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund")
)
TYPES: Final = SHOPPING | {"user_engagement"}


def fits(body: Any) -> bool:
    """Whether a body is in this shape."""
    return isinstance(body, list) or (
        isinstance(body, dict) and (isinstance(body.get("events"), list) or foreign.word(body.get("type")) in TYPES)
    )


def originals(body: Any) -> list[Any]:
    """Its events as they were sent."""
    if isinstance(body, list):
        return body
    return list(body["events"]) if "events" in body else [{name: value for name, value in body.items() if name != "sent_at"}]


def sent(body: Any) -> Any:
    """When its sender's clock says that it was sent."""
    return body.get("sent_at") if isinstance(body, dict) else None


def fields(original: Any, _body: Any) -> list[dict[str, Any]]:
    """The fields of each event that an event stands for. Raises EventError."""
    if not isinstance(original, dict):
        raise EventError("wrong_type", f"an event is a JSON object, not {original!r:.60}")
    if (
        foreign.word(original.get("type")) not in TYPES
    ):  # tick, end and reset are producers' own: a page must not be able to forget a source
        raise EventError("unmapped", f"type {original.get('type')!r:.60} is none of {', '.join(sorted(TYPES))}")
    event = {name: value for name, value in original.items() if name not in ("source", "precision")}
    tags = [event.pop(name, None) for name in ("utm_source", "utm_medium", "utm_campaign")]
    event["channel"] = event.get("channel") or channel(tags[0], tags[1], event.get("referrer"))
    return spread(foreign.present(event))


_BY_ITEM: Final = frozenset(("view_item", "add_to_cart", "remove_from_cart", "purchase", "refund"))


def spread(event: dict[str, Any]) -> list[dict[str, Any]]:
    """One event an item where each item is one product's own event; a list or a checkout stays one event. Raises EventError.

    >>> spread({"type": "purchase", "order": "o1", "items": [{"product": "A"}, {"product": "B", "quantity": 2}]})
    [{'type': 'purchase', 'order': 'o1', 'product': 'A'}, {'type': 'purchase', 'order': 'o1', 'product': 'B', 'quantity': 2}]
    """
    items = foreign.listed(event.pop("items", None), "items")
    if not items or event["type"] not in _BY_ITEM:
        return [event]
    later = {name: value for name, value in event.items() if name != "engaged"}  # time passed once, whatever was bought in it
    events = [(later if number else event) | {**foreign.table(item, "an item")} for number, item in enumerate(items)]
    if len(events) > 1 and "id" in event:
        events = [each | {"id": f"{event['id']}.{number}"} for number, each in enumerate(events)]
    return events
