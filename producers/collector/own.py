"""Events in our own shape: the fields of contracts.events, one event, a list, or {"events": [...], "sent_at": ...}.

What the server decides or can tell by itself may be left out: source (the write key's), id, at. `items` are the products of one
event; `utm_source` and `utm_medium` become its channel. Of a page's address the path is kept, of a referrer the host.
"""

from typing import Any, Final

from producers.collector import foreign
from producers.collector.channels import channel
from producers.collector.lines import Line, spread
from producers.collector.refusal import EventError

SHOPPING: Final = frozenset(
    ("page_view", "view_item_list", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund")
)
TYPES: Final = SHOPPING | {"user_engagement"}
SERVERS: Final = frozenset(("source", "precision", "streams"))  # not a sender's to say
WRONG_CLOCK: Final = ", or send sent_at beside the events, by the same clock"
_APART: Final = SERVERS | {"utm_source", "utm_medium", "utm_campaign", "items"}
_NAMES: Final = ("id", "visitor", "session", "customer", "order", "product", "category")  # a shop's database may number them


def fits(body: Any) -> bool:
    """Whether a body is in this shape."""
    return isinstance(body, list) or (
        isinstance(body, dict) and (isinstance(body.get("events"), list) or isinstance(body.get("type"), str))
    )


def originals(body: Any) -> list[Any]:
    """Its events as they were sent."""
    if isinstance(body, list):
        return body
    if isinstance(body.get("events"), list):
        return list(body["events"])
    return [{name: value for name, value in body.items() if name != "sent_at"}]


def sent(body: Any) -> Any:
    """When its sender's clock says that it was sent."""
    return body.get("sent_at") if isinstance(body, dict) else None


def fields(original: Any, _body: Any) -> list[Line]:
    """The fields of each event that an event stands for. Raises EventError."""
    if not isinstance(original, dict):
        raise EventError("wrong_type", f"an event is a JSON object, not {original!r:.60}")
    if foreign.word(original.get("type")) not in TYPES:
        raise EventError("unmapped", f"type {original.get('type')!r:.60} is none of {', '.join(sorted(TYPES))}")
    event = {name: value for name, value in original.items() if name not in _APART}
    said = {
        "channel": event.get("channel") or channel(original.get("utm_source"), original.get("utm_medium"), event.get("referrer")),
        "page": foreign.path(event.get("page")),
        "referrer": foreign.host(event.get("referrer")),
    }
    return spread(_texts(event | said), foreign.listed(original.get("items"), "items"), _item)


def _item(said: Any) -> dict[str, Any]:
    return _texts(dict(foreign.table(said, "an item")))


def _texts(fields: dict[str, Any]) -> dict[str, Any]:
    """With numbered names as text, without what is not said; too long a name is left to the contract to refuse."""
    numbered = {name: foreign.text(fields[name], None) for name in _NAMES if not isinstance(fields.get(name, ""), str)}
    return foreign.present(fields | numbered)
