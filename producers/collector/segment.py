"""Events as Segment and RudderStack write them: track, page, screen and identify calls, one or {"batch": [...]}.

Fields: Segment Spec, "Common Fields" and "Track"; event names: Segment Spec, "V2 Ecommerce Events".
"""

from collections.abc import Mapping
from typing import Any, Final

from producers.collector import foreign
from producers.collector.channels import channel
from producers.collector.own import spread
from producers.collector.refusal import EventError

_CALLS: Final = frozenset(("track", "page", "screen", "identify", "group", "alias"))
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
    return isinstance(body, dict) and (isinstance(body.get("batch"), list) or foreign.word(body.get("type")) in _CALLS)


def originals(body: Any) -> list[Any]:
    """Its calls as they were sent."""
    return list(body["batch"]) if "batch" in body else [body]


def sent(body: Any) -> Any:
    """When its sender's clock says that it was sent."""
    return body.get("sentAt")


def fields(original: Any, body: Any) -> list[dict[str, Any]]:
    """The fields of each event that a call stands for; none for who-is-who calls, which are no event. Raises EventError."""
    call = foreign.table(original, "a call")
    type = _type(call)
    if type is None:
        return []
    said = foreign.table(call.get("properties"), "properties")
    context = {**foreign.table(body.get("context"), "context"), **foreign.table(call.get("context"), "context")}
    found = {
        "id": foreign.text(call.get("messageId"), 100),
        "type": type,
        "at": call.get("originalTimestamp") or call.get("timestamp"),
        **_who(call, context),
        **_where(said, foreign.table(context.get("page"), "context.page")),
        **_campaign(context),
        "order": foreign.text(said.get("order_id"), 100),
        "currency": foreign.text(said.get("currency")),
        "items": [_item(item) for item in foreign.listed(said.get("products"), "products")],
        **(_item(said) if type != "page_view" else {}),
    }
    return spread(foreign.present(found))


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
    return {
        "visitor": foreign.text(call.get("anonymousId"), 128) or customer,
        "session": foreign.text(context.get("sessionId"), 128),
        "customer": customer,
        "age": traits.get("age"),
        "gender": foreign.text(traits.get("gender"), 32),
        "device": _DEVICES.get(str(foreign.table(context.get("device"), "context.device").get("type", "")).lower()),
    }


_DEVICES: Final = {"ios": "mobile", "android": "mobile", "mobile": "mobile", "tablet": "tablet", "desktop": "desktop"}


def _where(said: Mapping[str, Any], page: Mapping[str, Any]) -> dict[str, Any]:
    address = said.get("path") or page.get("path") or said.get("url") or page.get("url")
    return {"page": foreign.path(address), "referrer": foreign.host(said.get("referrer") or page.get("referrer"))}


def _campaign(context: Mapping[str, Any]) -> dict[str, Any]:
    campaign = foreign.table(context.get("campaign"), "context.campaign")
    return {"channel": channel(campaign.get("source"), campaign.get("medium"))}


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
