"""What shoppers did: clicks and visits."""

import msgspec

from contracts.rows.base import Name, Names, Origin, Small, Smalls, Time


class Click(Origin, gc=False, omit_defaults=True):
    """One accepted shopping event. step and gap are what was known when it arrived; sent is Kafka's timestamp, engaged is in ms.

    country, device and channel are what its visit has said by then, where it does not say so itself.

    The only row that may be made by position, for keywords take most of the time of making one. Like a session it leaves out what
    it does not know: ClickHouse fills in the same.
    """

    event: str
    type: Name
    at: Time
    sent: Time
    session: str
    step: Small
    entry: bool
    visitor: str | None = None
    gap: float | None = None
    page: Name = ""
    page_number: Small | None = None
    position: Small | None = None
    product: Name = ""
    category: Name = ""
    colour: Name = ""
    photo: Name = ""
    price: float | None = None
    quantity: int | None = None
    currency: Name = ""
    country: Name = ""
    precision: Name = "ms"
    customer: str | None = None
    order_id: str | None = None
    device: Name = ""
    channel: Name = ""
    referrer: str = ""
    engaged: Small | None = None
    age: Small | None = None
    gender: Name = ""


class Session(Origin, kw_only=True, gc=False, omit_defaults=True):
    """One visit, written when it closes, over its clicks in order of event time.

    duration is last minus first click in seconds. products, in the order first clicked, and product_categories are parallel;
    categories, category_clicks and category_prices (sums) are parallel.
    returning and gap_since_last are null where the source names no visitors. page_views counts views of pages, and looks at products
    and lists on pages that never say that they are viewed; seen_pages are all pages that it was on. views counts looks at products,
    engaged is seconds in sight; carted and bought are products in the order they first were; items, revenue and refunded are those of
    its purchases and refunds; cart_at, checkout_at and purchase_at are when each was first reached. country, device, channel, customer,
    age and gender are what its earliest event that names one says.
    """

    session: str
    visitor: str | None
    start: Time
    end: Time
    sent: Time
    duration: float
    clicks: Small
    pages: Small
    entry_page: Name
    exit_page: Name
    entry_product: Name
    exit_product: Name
    products: Names
    product_categories: Names
    categories: Names
    category_clicks: Smalls
    category_prices: list[float]
    furthest_step: Name
    returning: bool | None
    gap_since_last: float | None
    precision: Name
    closed_by: Name
    customer: str | None = None
    country: Name = ""
    device: Name = ""
    channel: Name = ""
    age: Small | None = None
    gender: Name = ""
    page_views: Small = 0
    seen_pages: Names = msgspec.field(default_factory=list)
    views: Small = 0
    engaged: float = 0.0
    carted: Names = msgspec.field(default_factory=list)
    bought: Names = msgspec.field(default_factory=list)
    orders: Small = 0
    items: int = 0
    revenue: float = 0.0
    refunded: float = 0.0
    cart_at: Time | None = None
    checkout_at: Time | None = None
    purchase_at: Time | None = None
