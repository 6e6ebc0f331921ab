"""What we concluded: one struct a table. A row travels as one JSON object a message on the topic of its table's name.

Times are seconds since 1970 UTC with milliseconds, as ClickHouse reads a DateTime64(3). Every row carries its origin:
the place in the log of the event it follows from, and its index among that event's rows of the same table.
"""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta


def _column(type: str, **bounds: Any) -> Meta:
    return Meta(extra={"clickhouse": type}, **bounds)


# Bounds keep out what ClickHouse could not store, so that it never refuses a row that was read.
# A plain str, float, int or bool becomes String, Float64, Int64 or Bool; these say more.
Time = Annotated[float, _column("DateTime64(3, 'UTC')", ge=0, le=4_102_444_800)]
Name = Annotated[str, _column("LowCardinality(String)")]
Names = Annotated[list[str], _column("Array(LowCardinality(String))")]
Texts = Annotated[list[str], _column("Array(String)")]
Small = Annotated[int, _column("UInt32", ge=0, le=2**32 - 1)]
Large = Annotated[int, _column("UInt64", ge=0, le=2**63 - 1)]
Smalls = Annotated[list[int], _column("Array(UInt32)")]


class Origin(msgspec.Struct, gc=False):
    """Where a row comes from. (offset, index) grows within one (epoch, topic, partition)."""

    origin_epoch: Name
    origin_topic: Name
    origin_partition: Small
    origin_offset: Large
    origin_index: Small
    source: Name


class Reset(Origin, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A mark on a rows topic, never stored: rows of this source and origin partition from before it are to be forgotten.

    Unknown fields are refused: a malformed row carries an origin too, and must not be taken for a mark that deletes.
    """

    reset: Literal[True]


class Click(Origin, gc=False, omit_defaults=True):
    """One accepted shopping event. step and gap are what was known when it arrived; sent is Kafka's timestamp, engaged is in ms.

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
    returning and gap_since_last are null where the source names no visitors. views counts looks at products, engaged is seconds in
    sight; carted and bought are products in the order they first were; items, revenue and refunded are those of its purchases and
    refunds; cart_at, checkout_at and purchase_at are when each was first reached. device, channel, customer, age and gender are what
    its earliest event that names one says.
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
    country: Name
    precision: Name
    closed_by: Name
    customer: str | None = None
    device: Name = ""
    channel: Name = ""
    age: Small | None = None
    gender: Name = ""
    views: Small = 0
    engaged: float = 0.0
    carted: Names = []
    bought: Names = []
    orders: Small = 0
    items: int = 0
    revenue: float = 0.0
    refunded: float = 0.0
    cart_at: Time | None = None
    checkout_at: Time | None = None
    purchase_at: Time | None = None


class Reject(Origin, kw_only=True, gc=False):
    """A message that could not be used: why, what it was, and where it stands. raw is text or, where it is not UTF-8, base64."""

    reason: Name
    detail: str
    size: Large
    encoding: Name
    raw: str
    key: str
    sent: Time


class Flow(Origin, kw_only=True, gc=False):
    """What one partition did since its source's previous flow row. clock is the newest event time, watermark clock less the lateness.

    events = clicks + rejected + late + duplicates + controls.
    """

    clock: Time | None
    watermark: Time | None
    sent: Time
    events: Large
    clicks: Large
    sessions: Large
    rejected: Large
    late: Large
    duplicates: Large
    controls: Large


class SessionSegment(Origin, kw_only=True, gc=False):
    """The segment a session fell into, judged before the model learned from it."""

    session: str
    visitor: str | None
    start: Time
    country: Name
    segment: Small
    name: Name
    distance: float
    clicks: Small
    duration: float


class CustomerSegment(Origin, kw_only=True, gc=False):
    """The segment a visitor belongs to after a visit that ended `at`, by all visits since `first`; previous is the one before, 0 at first.

    spent is net of refunds.
    """

    visitor: str
    customer: str | None
    at: Time
    country: Name
    segment: Small
    name: Name
    previous: Small
    previous_name: Name
    visits: Small
    orders: Small
    spent: float
    first: Time


class ModelScore(Origin, kw_only=True, gc=False):
    """How well a model does, predicting before it learns, beside a naive rival on the same samples. Higher score is better.

    A model of several measures has a row for each. note says why there is no score yet; label_delay is the mean time from a prediction
    to its answer in seconds of event time, null where the answer is there at once or never; drift_at is when its errors last rose.
    """

    model: Name
    at: Time
    samples: Large
    measure: Name
    score: float | None
    rival: Name
    rival_score: float | None
    note: str = ""
    label_delay: float | None = None
    drift_at: Time | None = None


class Lead(Origin, kw_only=True, gc=False):
    """A visit under way (kind visit) or a person (kind customer) that is likely enough to buy to be worth a contact.

    A row says how things stand at `at`; the newest row of a `lead` holds. state: open (worth it), cooled (no longer), then bought or
    left, which end it. A visit's purchase counts until it ends, a customer's until `until`. probability is that of the purchase,
    promised what it was when the lead opened, usual that of everybody; value is probability x what a purchase brings, a lead is open
    where it exceeds cost. reasons are phrases, the weightiest first; samples is how many examples the model had learned from.
    """

    lead: str
    kind: Name
    state: Name
    at: Time
    opened: Time
    until: Time | None
    session: str
    visitor: str | None
    customer: str | None
    country: Name
    device: Name
    channel: Name
    probability: float
    promised: float
    usual: float
    value: float
    cost: float
    reasons: Names
    samples: Large


class Suggestion(Origin, kw_only=True, gc=False):
    """What a running session is likely to look at next, foreseen at its 3rd, 9th, 27th, ... look at a product.

    products, the likeliest first, and their probabilities are parallel; product and category are what it looked at last.
    """

    session: str
    visitor: str | None
    customer: str | None
    at: Time
    country: Name
    device: Name
    channel: Name
    looks: Small
    product: Name
    category: Name
    products: Names
    probabilities: list[float]


class RelatedProduct(Origin, kw_only=True, gc=False):
    """What goes with a product, over all baskets so far: written anew as often as the baskets it was in have doubled.

    way: "viewed" (a basket is what a session looked at) or "bought" (what it bought). evidence is baskets with the product; products, the
    most telling first, together (baskets with both), shares (of evidence) and lifts (against chance) are parallel.
    """

    at: Time
    product: Name
    category: Name
    way: Name
    evidence: Small
    products: Names
    together: Smalls
    shares: list[float]
    lifts: list[float]


class SimilarCustomer(Origin, kw_only=True, gc=False):
    """Who bought like a customer, and what these bought that this one has not: as it stood after the 2nd, 4th, 8th, ... basket.

    customers, the most alike first, their similarities (0 to 1) and shared (the rarest products in common) are parallel; so are products
    (to offer, the likeliest first) and scores, which only order them.
    """

    customer: str
    at: Time
    country: Name
    baskets: Small
    bought: Small
    customers: Texts
    similarities: list[float]
    shared: Texts
    products: Names
    scores: list[float]


TABLES: Final[dict[str, type[Origin]]] = {
    "clicks": Click,
    "sessions": Session,
    "rejects": Reject,
    "flow": Flow,
    "session_segments": SessionSegment,
    "customer_segments": CustomerSegment,
    "model_scores": ModelScore,
    "leads": Lead,
    "suggestions": Suggestion,
    "related_products": RelatedProduct,
    "similar_customers": SimilarCustomer,
}
