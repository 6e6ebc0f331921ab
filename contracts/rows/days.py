"""What a day held, by product: what sales, visits and comments are joined by."""

import msgspec

from contracts.rows.base import Large, Name, Names, Origin, Small, Time


class ProductDay(Origin, kw_only=True, gc=False, omit_defaults=True):
    """What one partition of one stream (its origin tells which) saw of a product on one UTC day, written once its watermark passed the day.

    A day's last row has product "": the partition is through with all days up to it, and the row holds what names no product. Its `orders`
    are those of the day, each once; a product's are those that it was in. A day that held nothing has this row or, before another, none.
    `partitions` is how many the stream has, `streams` those that the source's producers named, so that who joins them knows whom
    to wait for. Sums are of integers, so that no order of arrival changes them: value in 1/10,000 of the currency, net of what
    came back; stars in 1/100, over `rated` comments; tone (-10,000 to 10,000, by the lexicon) over `comments`.
    """

    day: Time
    stream: Name
    partitions: Small
    streams: Names = msgspec.field(default_factory=list)
    product: Name = ""
    category: Name = ""
    views: Large = 0
    carts: Large = 0
    orders: Large = 0
    quantity: int = 0
    value: int = 0
    comments: Large = 0
    rated: Large = 0
    stars: Large = 0
    tone: int = 0
