"""Events as Google Analytics 4's Measurement Protocol writes them: {"client_id", "user_id", "events": [{"name", "params"}]}.

Names and fields: developers.google.com/analytics/devguides/collection/protocol/ga4/reference.
"""

from collections.abc import Mapping
from typing import Any, Final

from producers.collector import foreign
from producers.collector.channels import channel
from producers.collector.lines import Line, spread, valued
from producers.collector.own import TYPES
from producers.collector.refusal import EventError

WRONG_CLOCK: Final = ", or leave timestamp_micros out: GA4 does not say when it sends"
_EARLIEST: Final = 100_000_000_000_000  # microseconds since 1970: in 1973
_CLIENTS: Final = ("client_id", "app_instance_id")


def fits(body: Any) -> bool:
    """Whether a body is in this shape."""
    return isinstance(body, dict) and isinstance(body.get("events"), list) and any(name in body for name in _CLIENTS)


def originals(body: Any) -> list[Any]:
    """Its events as they were sent."""
    return list(body["events"])


def sent(_body: Any) -> Any:
    """GA4 does not say when it sends."""
    return None


def fields(original: Any, body: Any) -> list[Line]:
    """The fields of each event that an event stands for. Raises EventError."""
    event = foreign.table(original, "an event")
    if foreign.word(event.get("name")) not in TYPES:
        raise EventError("unmapped", f"no event here is named {event.get('name')!r:.60}; there are {', '.join(sorted(TYPES))}")
    params = foreign.table(event.get("params"), "params")
    found = {
        **_who(body, params),
        "type": event["name"],
        "at": _at(event.get("timestamp_micros") or body.get("timestamp_micros")),
        "page": foreign.path(params.get("page_location")),
        "referrer": foreign.host(params.get("page_referrer")),
        "channel": _channel(params),
        "category": foreign.text(params.get("item_list_name")) if event["name"] == "view_item_list" else None,
        "order": foreign.fitted(foreign.text(params.get("transaction_id"), None) or ""),
        "currency": foreign.text(params.get("currency")),
        "engaged": params.get("engagement_time_msec"),
    }
    items = foreign.listed(params.get("items"), "items")
    return spread(valued(foreign.present(found), items, params.get("value")), items, _item)


def _who(body: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    visitor = foreign.text(body.get("client_id") or body.get("app_instance_id"), 128)
    if visitor is None:
        raise EventError("no_subject", f"{next(name for name in _CLIENTS if name in body)} is empty: GA4 names the visitor by it")
    session = foreign.text(params.get("session_id") or params.get("ga_session_id"))
    return {
        "visitor": visitor,
        "session": f"{visitor}.{session}"[:128] if session else None,  # GA4's session ids are unique for one client only
        "customer": foreign.text(body.get("user_id"), 128),
        "device": foreign.text(foreign.table(body.get("device"), "device").get("category"), 32),
        "country": foreign.text(foreign.table(body.get("user_location"), "user_location").get("country_id"), 32),
    }


def _channel(params: Mapping[str, Any]) -> str | None:
    """By what the event says of its campaign, else by its page's address, else by the referrer."""
    page = params.get("page_location")
    source, medium = foreign.campaign(page)
    return channel(params.get("source") or source, params.get("medium") or medium, params.get("page_referrer"), page)


def _item(said: Any) -> dict[str, Any]:
    item = foreign.table(said, "an item")
    found = {
        "product": foreign.text(item.get("item_id") or item.get("item_name")),
        "category": foreign.text(item.get("item_category") or item.get("item_list_name")),
        "price": item.get("price"),
        "quantity": item.get("quantity"),
        "position": item.get("index"),
    }
    return foreign.present(found)


def _at(micros: Any) -> int | None:
    if micros is None:
        return None
    try:
        stamp = int(micros)
    except (TypeError, ValueError):
        raise EventError("invalid_value", f"timestamp_micros is {micros!r:.60}, not a number of microseconds") from None
    if stamp < _EARLIEST:
        raise EventError(
            "invalid_value", f"timestamp_micros {micros!r:.60} looks like seconds or milliseconds: send microseconds since 1970"
        )
    return stamp // 1000
