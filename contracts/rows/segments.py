"""Which segment a visit or a customer belongs to."""

from contracts.rows.base import Name, Origin, Small, Time


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
