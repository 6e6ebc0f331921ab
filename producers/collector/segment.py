"""Events as Segment and RudderStack write them: track, page, screen and identify calls, one or {"batch": [...]}.

Fields: Segment Spec, "Common Fields" and "Track"; event names: Segment Spec, "V2 Ecommerce Events".
"""

from collections.abc import Mapping
from typing import Any, Final

from producers.collector import foreign
from producers.collector.channels import channel
from producers.collector.devices import device
from producers.collector.lines import Line, spread, valued
from producers.collector.refusal import EventError

CALLS: Final = ("track", "page", "screen", "identify", "group", "alias")
# The paths of Segment's HTTP API by the kind of call they take; its libraries shorten some. A batch's calls name their own.
PATHS: Final = {"/v1/batch": "", "/v1/b": "", **{f"/v1/{path}": call for call in CALLS for path in (call, call[0])}}
_ROOM: Final = 120  # letters of a call's id: its lines are numbered behind it
WRONG_CLOCK: Final = ", or send sentAt beside the calls, by the same clock"
EVENTS: Final = {
    "Product List Viewed": "view_item_list",
    "Product Viewed": "view_item",
    "Product Added": "add_to_cart",
    "Product Removed": "remove_from_cart",
    "Checkout Started": "begin_checkout",
    "Order Completed": "purchase",
    "Order Refunded": "refund",
}


def fits(body: Any) -> bool:
    """Whether a body is in this shape."""
    return isinstance(body, dict) and (isinstance(body.get("batch"), list) or foreign.word(body.get("type")) in CALLS)


def called(body: Any, call: str) -> Any:
    """A body that came to the path of a kind of call, whose type may then go unsaid.

    >>> called({"event": "Product Viewed"}, "track")
    {'type': 'track', 'event': 'Product Viewed'}
    """
    if not call or not isinstance(body, dict) or "events" in body or "batch" in body:
        return body
    return {"type": call, **body}


def originals(body: Any) -> list[Any]:
    """Its calls as they were sent."""
    return list(body["batch"]) if isinstance(body.get("batch"), list) else [body]


def sent(body: Any) -> Any:
    """When its sender's clock says that it was sent."""
    return body.get("sentAt")


def fields(original: Any, body: Any) -> list[Line]:
    """The fields of each event that a call stands for; none for who-is-who calls, which are no event. Raises EventError."""
    call = foreign.table(original, "a call")
    type = _type(call)
    if type is None:
        return []
    said = foreign.table(call.get("properties"), "properties")
    context = {**foreign.table(body.get("context"), "context"), **foreign.table(call.get("context"), "context")}
    where = foreign.table(context.get("page"), "context.page")
    found = {
        "id": foreign.fitted(foreign.text(call.get("messageId"), None) or "", _ROOM),
        "type": type,
        "at": call.get("originalTimestamp") or call.get("timestamp"),
        **_who(call, context),
        **_where(said, where, context),
        "order": foreign.fitted(foreign.text(said.get("order_id"), None) or ""),
        "currency": foreign.text(said.get("currency")),
        **(_item(said) if type != "page_view" else {}),
    }
    items = foreign.listed(said.get("products"), "products")
    return spread(valued(foreign.present(found), items, _worth(said)), items, _item)


def _type(call: Mapping[str, Any]) -> str | None:
    if call.get("type") in ("page", "screen"):
        return "page_view"
    if call.get("type") == "track" and (known := EVENTS.get(foreign.word(call.get("event")))):
        return known
    if call.get("type") in ("identify", "group", "alias"):
        return None
    what = f"track event {call.get('event')!r:.60}" if call.get("type") == "track" else f"call of type {call.get('type')!r:.60}"
    raise EventError("unmapped", f"no event here stands for the {what}; there are {', '.join(EVENTS)}, and page calls")


def _who(call: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    traits = foreign.table(context.get("traits"), "context.traits")
    customer = foreign.text(call.get("userId"), 128)
    visitor, session = foreign.text(call.get("anonymousId"), 128) or customer, foreign.text(context.get("sessionId"))
    return {
        "visitor": visitor,
        "session": f"{visitor}.{session}"[:128] if session else None,  # RudderStack's are stamps: two visitors may begin at once
        "customer": customer,
        "age": traits.get("age"),
        "gender": foreign.text(traits.get("gender"), 32),
        "device": _device(context),
    }


_DEVICES: Final = {"ios": "mobile", "android": "mobile", "mobile": "mobile", "tablet": "tablet", "desktop": "desktop"}


def _device(context: Mapping[str, Any]) -> str | None:
    """What the call says it came from, else what its browser says."""
    kind = foreign.word(foreign.table(context.get("device"), "context.device").get("type"))
    return _DEVICES.get(kind.lower()) or device(foreign.word(context.get("userAgent")))


def _where(said: Mapping[str, Any], page: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    url, referrer = said.get("url") or page.get("url"), said.get("referrer") or page.get("referrer")
    campaign = foreign.table(context.get("campaign"), "context.campaign")
    return {
        "page": foreign.path(said.get("path") or page.get("path") or url),
        "referrer": foreign.host(referrer),
        "channel": channel(campaign.get("source"), campaign.get("medium"), referrer, url),
    }


def _worth(said: Mapping[str, Any]) -> Any:
    """What an order that lists no products is worth."""
    return next((said[name] for name in ("revenue", "total", "value") if said.get(name) not in (None, "")), None)


def _item(said: Any) -> dict[str, Any]:
    item = foreign.table(said, "a product")
    found = {
        "product": foreign.text(item.get("product_id") or item.get("sku")),
        "category": foreign.text(item.get("category")),
        "price": item.get("price"),
        "quantity": item.get("quantity"),
        "position": item.get("position"),
    }
    return foreign.present(found)
