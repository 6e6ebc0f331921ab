"""What happened: one JSON object a message on an events topic, named and typed as GA4 names e-commerce events.

Example of a message on `events.shop` (its key is the visitor, else the session):

    {"id": "a1", "source": "live", "type": "view_item", "at": "2026-05-01T10:00:00Z",
     "visitor": "v7", "page": "/skirts/1", "product": "B4", "category": "skirts", "price": 52}
"""

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Age, Control, Count, Country, Gender, Id, Name, Precision, Quantity, Source, Stamp, Streams

Shopping = Literal["page_view", "view_item_list", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund"]
Attention = Literal["user_engagement"]

# How far each event takes a session down the funnel; the rest leave it where it is.
STEPS: Final = ("view", "cart", "checkout", "purchase")
STEP_OF: Final = {"add_to_cart": 1, "begin_checkout": 2, "purchase": 3}


class ShopEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """A click of a shopper, or a control event of its source.

    `at` is event time: an RFC 3339 stamp with offset, or milliseconds since 1970 UTC. A shopping event names its
    `visitor` (who returns: a cookie or device), its `session` (the tracker's own, whose names no two visitors share), or both;
    `customer` is the account it is signed in to. A purchase or refund of several products is several events of one `order`: its revenue
    is the sum of price x quantity (1 where unsaid). `channel` is GA4's default channel group ("Organic Search", "Email", ...), `device`
    its device category (desktop, mobile, tablet); to name these and `country` once in a session is enough. `engaged` is ms the page was
    in sight since the event before, `age` (years) and `gender` what the customer declared. `precision` is "day" where only the date is
    recorded and the time within the day was made up by a replayer, "synthetic" where nothing of it happened: a simulator made it.

    `user_engagement` is no click: a page that is left says by it how long it was in sight since its last event, and its session is
    the longer looked at; without a running session it says nothing.

    Control events (contracts/events/base.py) are sent by a producer to every partition.
    """

    id: Id
    source: Source
    type: Shopping | Attention | Control
    at: Stamp | datetime
    visitor: Id | None = None
    session: Id | None = None
    customer: Id | None = None
    page: Name | None = None
    page_number: Count | None = None
    position: Count | None = None
    product: Name | None = None
    category: Name | None = None
    colour: Name | None = None
    photo: Name | None = None
    price: Annotated[float, Meta(le=1e12)] | None = None
    quantity: Quantity | None = None
    currency: Annotated[str, Meta(max_length=3)] | None = None
    order: Id | None = None
    country: Country | None = None
    device: Annotated[str, Meta(max_length=32)] | None = None
    channel: Annotated[str, Meta(max_length=64)] | None = None
    referrer: Name | None = None
    engaged: Annotated[int, Meta(ge=0, le=86_400_000)] | None = None
    age: Age | None = None
    gender: Gender | None = None
    precision: Precision = "ms"
    streams: Streams | None = None
