"""What customers said."""

from contracts.rows.base import Name, Origin, Small, Time


class Review(Origin, kw_only=True, gc=False, omit_defaults=True):
    """One comment, its e-mail addresses, phone and card numbers masked. lexicon is its tone by words alone, -1 to 1; rating in stars."""

    event: str
    at: Time
    sent: Time
    title: str = ""
    text: str = ""
    product: Name = ""
    category: Name = ""
    division: Name = ""
    rating: float | None = None
    recommended: bool | None = None
    lexicon: float = 0.0
    visitor: str | None = None
    customer: str | None = None
    order_id: str | None = None
    age: Small | None = None
    gender: Name = ""
    country: Name = ""
    votes: Small | None = None
    channel: Name = ""
    precision: Name = "ms"
