"""What to offer: next products, related products, customers alike."""

import msgspec

from contracts.rows.base import Name, Names, Origin, Small, Smalls, Texts, Time


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
    """Who bought like a customer, and what to offer to this one: as it stood after a basket, from the first on.

    customers, the most alike first, their similarities (0 to 1) and shared (the rarest products in common) are parallel; so are products
    (to offer, the likeliest first), scores, which only order them, and reasons (why each is offered).
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
    reasons: Texts = msgspec.field(default_factory=list)
