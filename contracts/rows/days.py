"""What a day held, by product: what sales, visits and comments are joined by."""

import msgspec

from contracts.rows.base import Integers, Larges, Name, Names, Origin, Small, Texts, Time


class ProductDay(Origin, kw_only=True, gc=False, omit_defaults=True):
    """What one partition of one stream (its origin tells which) saw on one UTC day, written once its watermark passed the day.

    The lists are parallel, a place for each of `products`, sorted; one that would hold zeros alone is empty. Product "" is what names none:
    its `orders` are those of the day, each once, a product's are those that it was in. Very many products take several rows; `is_last`
    marks the last: the partition is through with all days up to it. A day that held nothing has this one alone or, before another, none.
    `partitions` is how many the stream has, `streams` those that the source's producers named, so that who joins them knows whom
    to wait for. Sums are of integers, so that no order of arrival changes them: value in 1/10,000 of the currency, net of what
    came back; stars in 1/100, over `rated` comments; tone (-10,000 to 10,000, by the lexicon) over `comments`.
    """

    day: Time
    stream: Name
    partitions: Small
    streams: Names = msgspec.field(default_factory=list)
    is_last: bool = False
    products: Texts = msgspec.field(default_factory=list)
    categories: Names = msgspec.field(default_factory=list)
    views: Larges = msgspec.field(default_factory=list)
    carts: Larges = msgspec.field(default_factory=list)
    orders: Larges = msgspec.field(default_factory=list)
    quantity: Integers = msgspec.field(default_factory=list)
    value: Integers = msgspec.field(default_factory=list)
    comments: Larges = msgspec.field(default_factory=list)
    rated: Larges = msgspec.field(default_factory=list)
    stars: Larges = msgspec.field(default_factory=list)
    tone: Integers = msgspec.field(default_factory=list)
