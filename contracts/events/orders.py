"""Lines of orders, on `events.orders`, keyed by their order."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Control, Country, Id, Name, Precision, Price, Quantity, Source, Stamp, Streams


class OrderEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One line of an order or of what was given back, or a control event.

    Example (the key of its message is the order):

        {"id": "r1", "source": "online_retail", "type": "purchase", "at": "2010-12-01T08:26:00Z", "order": "536365",
         "customer": "17850", "product": "85123A", "name": "WHITE HANGING HEART T-LIGHT HOLDER", "quantity": 6, "price": 2.55,
         "currency": "GBP", "country": "United Kingdom"}

    `price` is that of one piece and may be negative (an adjustment); `quantity` is negative where a file books what comes back
    that way, a `refund` of a positive quantity takes back as much. `store` names the shop it was sold in, where that is not the
    web. A line's value is price x quantity; which lines count as sales is ruled by the pipeline (docs/orders.md), never by who sends them.
    """

    id: Id
    source: Source
    type: Literal["purchase", "refund"] | Control
    at: Stamp | datetime
    order: Id | None = None
    customer: Id | None = None
    product: Name | None = None
    name: Name | None = None
    category: Name | None = None
    quantity: Quantity | None = None
    price: Price | None = None
    currency: Annotated[str, Meta(max_length=3)] | None = None
    country: Country | None = None
    channel: Annotated[str, Meta(max_length=64)] | None = None
    store: Name | None = None
    precision: Precision = "ms"
    streams: Streams | None = None
