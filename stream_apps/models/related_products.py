"""Products that go with a product: seen, or bought, by the same people at the same time."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from stream_apps.models.companions import Companions
from stream_apps.models.products import CAPACITY, Products

MOST: Final = 20  # products of one basket whose pairs are counted, the first
WIDTH: Final = 64  # companions kept of a product
COUNT_EVERY: Final = 64  # baskets counted at once
FEWEST: Final = 3  # baskets that two products must share to be called related


class Related(NamedTuple):
    """A product that goes with another: baskets with both, their share of those with the other, how many times more than by chance."""

    product: str
    together: int
    share: float
    lift: float


class RelatedProducts:
    """Counts in how many baskets two products were together; a basket is what one session looked at, or one order.

    Memory grows with the products, not their square. Baskets are counted COUNT_EVERY at once, fewer while less is known. What goes with a
    product is ordered by its part in their mutual information, together x log lift: neither the popular nor the rare wins by being so.

    >>> model = RelatedProducts()
    >>> for basket in (["a", "b"], ["a", "b", "c"], ["b", "a"], ["d"], ["a", "d"], ["e"]):
    ...     _ = model.learn_one(basket)
    >>> [(other.product, other.together, other.share, other.lift) for other in model.predict_one("a")]
    [('b', 3, 0.75, 1.5)]
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.products = Products(capacity)
        self.baskets = 0
        self._companions = Companions(width=WIDTH, heaviest=2.0**32)
        self._waiting: list[int] = []  # products of baskets that are not counted yet, one basket after the other
        self._lengths: list[int] = []  # of these baskets

    def learn_one(self, basket: Sequence[str]) -> dict[str, int]:
        """Takes in one basket; in how many baskets each product of it has been."""
        products, names = self.products, list(dict.fromkeys(basket))[:MOST]
        if len(products) + len(names) > products.capacity and not all(map(products.number, names)):
            self._forget()
        evidence: dict[str, int] = {}
        for name in names:
            number = products.meet(name)
            counts = products.counts  # that they may have grown is why they are not kept
            counts[number] = count = counts.item(number) + 1
            evidence[name] = int(count)
            self._waiting.append(number)
        self._lengths.append(len(names))
        self.baskets += 1
        if len(self._lengths) >= min(COUNT_EVERY, 1 + self.baskets // 8):
            self._count()
        return evidence

    def predict_one(self, product: str, most: int = 10) -> list[Related]:
        """What goes with a product, more than by chance and in at least FEWEST baskets, the most telling first."""
        number = self.products.number(product)
        if not number or number >= len(self._companions.who):
            return []
        counts = self.products.counts
        who, together = self._companions.who[number], self._companions.counts[number, 0]
        enough = together >= FEWEST
        who, together = who[enough].astype(np.int64), together[enough].astype(np.float64)
        lift = together * self.baskets / (counts[number] * counts[who])
        telling = together * np.log(lift)
        best = np.lexsort((who, -telling))[:most]
        return [
            Related(self.products.name(int(who[place])), int(together[place]), float(together[place] / counts[number]), float(lift[place]))
            for place in best
            if telling[place] > 0
        ]

    def _count(self) -> None:
        """Counts the pairs of the baskets that wait, both ways."""
        self._companions.reserve(self.products.size)
        self._companions.add_baskets(self._waiting, self._lengths)
        self._waiting.clear()
        self._lengths.clear()

    def _forget(self) -> None:
        self._count()
        gone = self.products.oldest()
        self.products.forget(gone)
        self._companions.forget(gone)


def warm_up() -> None:
    """Compiles what is compiled on its first call."""
    RelatedProducts().learn_one(["a", "b"])
