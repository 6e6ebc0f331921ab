"""What customers said, and how they feel by it."""

import msgspec

from contracts.rows.base import Large, Name, Names, Origin, Small, Time


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


class ReviewSentiment(Origin, kw_only=True, gc=False, omit_defaults=True):
    """What a comment in words says, judged before the model learned from it; the comment itself is the row of `reviews` of that event.

    probability is that its author is satisfied (recommends, or gives 4 or 5 stars), kind negative, neutral or positive, samples how many
    answers the model had learned from. aspects (contracts/aspects.toml) and what is said of each, aspect_kinds, are parallel.
    """

    event: str
    at: Time
    probability: float
    kind: Name
    samples: Large
    aspects: Names = msgspec.field(default_factory=list)
    aspect_kinds: Names = msgspec.field(default_factory=list)
    product: Name = ""
    category: Name = ""
    division: Name = ""
    rating: float | None = None
    recommended: bool | None = None
    customer: str | None = None
    age: Small | None = None
    country: Name = ""
    channel: Name = ""
