"""Comments and reviews of customers, on `events.reviews`, which has one partition: one model reads them in one order."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from contracts.events.base import Age, Control, Country, Gender, Id, Name, Precision, Source, Stamp, Streams

Text = Annotated[str, Meta(max_length=20_000)]


class ReviewEvent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """One comment, or a control event.

    Example (the key of its message is the product, else the customer, else the source):

        {"id": "w1", "source": "live", "type": "review", "at": "2026-05-01T10:00:00Z", "product": "1077", "category": "dresses",
         "title": "Lovely", "text": "It runs small, but I love the colour.", "rating": 4, "recommended": true, "age": 60}

    `rating` is in stars, 1 to 5; `division` stands above `category` (the department); `age` in years and `gender` are what
    the customer declared; `votes` is how many others found it helpful. `precision` is "none" where no time was recorded and the whole
    stamp was made up by a replayer.
    """

    id: Id
    source: Source
    type: Literal["review"] | Control
    at: Stamp | datetime
    visitor: Id | None = None
    customer: Id | None = None
    order: Id | None = None
    product: Name | None = None
    category: Name | None = None
    division: Name | None = None
    title: Text | None = None
    text: Text | None = None
    rating: Annotated[float, Meta(ge=1, le=5)] | None = None
    recommended: bool | None = None
    age: Age | None = None
    gender: Gender | None = None
    country: Country | None = None
    votes: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None
    channel: Annotated[str, Meta(max_length=64)] | None = None
    precision: Precision = "ms"
    streams: Streams | None = None
