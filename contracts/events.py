"""What happened: one JSON object a message on an events topic, named and typed as GA4 names e-commerce events.

Example of a message on `events.shop` (its key is the visitor, else the session):

    {"id": "a1", "source": "live", "type": "view_item", "at": "2026-05-01T10:00:00Z",
     "visitor": "v7", "page": "/skirts/1", "product": "B4", "category": "skirts", "price": 52}
"""

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

Source = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}\Z")]  # $ would let a line break through
Name = Annotated[str, Meta(max_length=256)]
Id = Annotated[str, Meta(min_length=1, max_length=128)]
LATEST: Final = 4_102_444_800_000  # ms since 1970 UTC: the year 2100
Stamp = Annotated[int, Meta(ge=0, le=LATEST)]
Count = Annotated[int, Meta(ge=0, le=65_535)]

Shopping = Literal["page_view", "view_item_list", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund"]
Attention = Literal["user_engagement"]
Control = Literal["tick", "end", "reset"]

# How far each event takes a session down the funnel; the rest leave it where it is.
STEPS: Final = ("view", "cart", "checkout", "purchase")
STEP_OF: Final = {"add_to_cart": 1, "begin_checkout": 2, "purchase": 3}


class ShopEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """A click of a shopper, or a control event of its source.

    `at` is event time: an RFC 3339 stamp with offset, or milliseconds since 1970 UTC. A shopping event names its
    `visitor` (who returns: a cookie or device), its `session` (the tracker's own), or both; `customer` is the account it is
    signed in to. A purchase or refund of several products is several events of one `order`: its revenue is the sum of
    price x quantity (1 where unsaid). `channel` is GA4's default channel group ("Organic Search", "Email", ...), `device` its
    device category (desktop, mobile, tablet), `engaged` ms the page was in sight since the event before, `age` (years) and
    `gender` what the customer declared. `precision` is "day" where only the date is recorded and the time within the day was
    made up by a replayer, "synthetic" where nothing of it happened: a simulator made it.

    `user_engagement` is no click: a page that is left says by it how long it was in sight since its last event, and its session is
    the longer looked at; without a running session it says nothing.

    Control events are sent by a producer to every partition: `tick` (nothing happened until `at`), `end` (this source
    is complete: close its sessions), `reset` (forget this source).
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
    quantity: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] | None = None
    currency: Annotated[str, Meta(max_length=3)] | None = None
    order: Id | None = None
    country: Annotated[str, Meta(max_length=32)] | None = None
    device: Annotated[str, Meta(max_length=32)] | None = None
    channel: Annotated[str, Meta(max_length=64)] | None = None
    referrer: Name | None = None
    engaged: Annotated[int, Meta(ge=0, le=86_400_000)] | None = None
    age: Annotated[int, Meta(ge=0, le=150)] | None = None
    gender: Annotated[str, Meta(max_length=32)] | None = None
    precision: Literal["ms", "day", "synthetic"] = "ms"


class Unmapped(msgspec.Struct, tag_field="type", tag="unmapped", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a producer sends in place of a line of a file that it could not make an event of: the door refuses it, so it is kept.

    `line` counts from 1 (a Parquet file's rows; a row of several lines has its first), `at` is the line's own time or that of the line
    before, ms. `raw` is the line as it stands in the file; where that is not UTF-8, base64 (`encoding` says so); `size` is its bytes, more
    than raw holds if it was cut.
    """

    id: Id
    source: Source
    at: Stamp
    file: Name
    line: Annotated[int, Meta(ge=1)]
    why: str
    raw: str
    size: Annotated[int, Meta(ge=0)]
    encoding: Literal["utf-8", "base64"] = "utf-8"
