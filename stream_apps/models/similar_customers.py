"""Customers who bought alike, and what they bought that this one has not."""

from collections.abc import Sequence
from math import log
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.latest import DAY, Latest
from stream_apps.models.products import NOBODY, Products, grown

CUSTOMERS: Final = 20_000  # remembered; the longest silent are forgotten
PRODUCTS: Final = 20_000
BOUGHT: Final = 256  # products remembered of a customer, the latest
BUYERS: Final = 256  # buyers remembered of a product, the latest
NEIGHBOURS: Final = 80  # customers whose purchases are offered
PRIOR: Final = 40.0  # what popularity adds, in similarities: it decides where hardly anybody is alike
POPULAR_HALF_LIFE: Final = 30.0  # days
HALF_LIFE: Final = 60.0  # days after which a neighbour's purchase counts half
REASONS: Final = 5  # shared products named
TINY: Final = 1e-9
WEIGH_EVERY: Final = 4_096  # purchases between two looks at how rare each product is


class Neighbour(NamedTuple):
    """A customer alike: weighted share of products in common, and the rarest of these."""

    customer: str
    similarity: float
    shared: list[str]


class Offer(NamedTuple):
    """A product to offer, with a score that only orders; is_of_alike: whether one of the customers most alike bought it."""

    product: str
    score: float
    is_of_alike: bool


class SimilarCustomers:
    """Weighted Jaccard similarity over what customers bought, found by an inverted index.

    A product weighs log(customers / its buyers): what everybody buys says little. What neighbours bought is offered by their similarity
    times how lately they bought it (half-life 60 days), and what all bought lately is added: little where many are alike, and all that
    there is to go by where nobody is.

    >>> model = SimilarCustomers()
    >>> for customer, products in {"ann": "abcd", "bob": "abce", "cleo": "xyz"}.items():
    ...     _ = model.learn_one(customer, products, at=0.0)
    >>> model.neighbours("ann", 1)[0].customer, [product for product, _ in model.predict_one("ann", at=0.0, most=2)]
    ('bob', ['e', 'x'])
    """

    def __init__(self, customers: int = CUSTOMERS, products: int = PRODUCTS) -> None:
        self.customers, self.products = Products(customers), Products(products)
        self._bought, self._buyers = Latest(BOUGHT), Latest(BUYERS)
        self._rarity: NDArray[np.float64] = np.zeros(64)  # of each product, as last weighed
        self._weight: NDArray[np.float64] = np.zeros(64)  # of all that a customer bought
        self.purchases = self._weighed_at = 0
        self._start = 0.0  # day of the first purchase

    def learn_one(self, customer: str, basket: Sequence[str], at: float) -> int:
        """Takes in what a customer bought at a time in s; how many baskets are known of this customer now."""
        if self.customers.is_full and not self.customers.number(customer):
            self._forget_customers()
        buyer = self.customers.meet(customer)
        self.customers.counts[buyer] += 1
        if self.customers.size > len(self._weight):
            self._weight = grown(self._weight, self.customers.size)
        if not self.purchases:
            self._start = at / DAY
        for product in basket:
            self._buy(buyer, product, at)
        return int(self.customers.counts[buyer])

    def _buy(self, buyer: int, product: str, at: float) -> None:
        if self.products.is_full and not self.products.number(product):
            self._forget_products()
        is_new = not self.products.number(product)
        item = self.products.meet(product)
        if is_new:
            self._introduce(item)
        was_new, ousted = self._bought.put(buyer, item, at)
        if was_new:
            self._buyers.put(item, buyer, at)
            self._weight[buyer] += self._rarity[item]
        if ousted:
            self._buyers.drop(ousted, buyer)
            self._weight[buyer] -= self._rarity[ousted]
        self.products.counts[item] += 2 ** ((at / DAY - self._start) / POPULAR_HALF_LIFE)
        self.purchases += 1
        if self.purchases - self._weighed_at >= min(WEIGH_EVERY, 1 + self.purchases // 8):
            self._weigh()

    def _introduce(self, item: int) -> None:
        if item >= len(self._rarity):
            self._rarity = grown(self._rarity, item + 1)
        self._rarity[item] = log((len(self.customers) + 1) / 2)  # one buyer, as far as is known

    def baskets(self, customer: str) -> int:
        """How many baskets are known of a customer."""
        number = self.customers.number(customer)
        return int(self.customers.counts[number]) if number else 0

    def bought(self, customer: str) -> frozenset[str]:
        """The products that a customer is known to have bought."""
        return frozenset(self.products.name(item) for item in self._bought.of(self.customers.number(customer)).tolist() if item)

    def neighbours(self, customer: str, most: int = 10) -> list[Neighbour]:
        """The customers most alike, the most alike first."""
        number = self.customers.number(customer)
        buyers, similarity = self._nearest(number, most)
        return [
            Neighbour(self.customers.name(buyer), alike, self._shared(number, buyer))
            for buyer, alike in zip(buyers.tolist(), similarity.tolist(), strict=True)
        ]

    def predict_one(self, customer: str, at: float, most: int = 10) -> list[tuple[str, float]]:
        """Products that a customer has not bought and may buy next, the likeliest first, with scores that only order them."""
        return [(offer.product, offer.score) for offer in self.offers(customer, at, most)]

    def offers(self, customer: str, at: float, most: int = 10) -> list[Offer]:
        """The same, with what speaks for each."""
        number = self.customers.number(customer)
        buyers, similarity = self._nearest(number, NEIGHBOURS, with_more=True)
        items = self._bought.who[buyers]
        places = items != NOBODY
        fresh = 0.5 ** ((at / DAY - self._bought.days[buyers][places]) / HALF_LIFE)
        alike = np.bincount(items[places], fresh * np.repeat(similarity, places.sum(1)), self.products.size)
        scores = PRIOR * self._share_lately() + alike
        scores[NOBODY] = 0
        scores[self._bought.of(number)] = 0
        best = _highest(scores, most)
        return [Offer(self.products.name(item), float(scores[item]), bool(alike[item] > 0)) for item in best.tolist() if scores[item] > 0]

    def _share_lately(self) -> NDArray[np.float64]:
        lately = self.products.counts[: self.products.size]
        share: NDArray[np.float64] = lately / max(lately.sum(), TINY)
        return share

    def _nearest(self, number: int, most: int, *, with_more: bool = False) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        items = self._bought.of(number)
        items = items[items != NOBODY]
        buyers = self._buyers.who[items]
        common = np.bincount(buyers.ravel(), np.repeat(self._rarity[items], BUYERS), self.customers.size)
        common[[NOBODY, number]] = 0
        alike = common / np.maximum(self._weight[: len(common)] + self._weight[number] - common, TINY)
        if with_more:  # only those who bought something that this one has not
            alike[self._weight[: len(common)] - common < TINY] = 0
        best = _highest(alike, most)
        best = best[alike[best] > 0]
        return best, alike[best]

    def _shared(self, one: int, other: int) -> list[str]:
        items = np.intersect1d(self._bought.of(one), self._bought.of(other))
        items = items[items != NOBODY]
        rarest = items[np.lexsort((items, -self._rarity[items]))][:REASONS]
        return [self.products.name(item) for item in rarest.tolist()]

    def _weigh(self) -> None:
        """Looks anew at how rare each product is, and what that makes of each customer's purchases."""
        self._weighed_at = self.purchases
        lines = self._bought.who[: self.customers.size]
        buyers = np.bincount(lines.ravel(), minlength=self.products.size)
        self._rarity[: len(buyers)] = np.log((len(self.customers) + 1) / (buyers + 1))
        self._rarity[NOBODY] = 0
        self._weight[: len(lines)] = self._rarity[lines].sum(1)

    def _forget_customers(self) -> None:
        gone = self.customers.oldest()
        self.customers.forget(gone)
        self._bought.forget_lines(gone)
        self._buyers.forget_others(gone)
        self._weight[gone] = 0

    def _forget_products(self) -> None:
        gone = self.products.oldest()
        self.products.forget(gone)
        self._bought.forget_others(gone)
        self._buyers.forget_lines(gone)
        self._weigh()


def _highest(scores: NDArray[Any], most: int) -> NDArray[np.int64]:
    """Places of the highest scores, the highest first; of equal ones the lower place."""
    best = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
    return best[np.lexsort((best, -scores[best]))]
