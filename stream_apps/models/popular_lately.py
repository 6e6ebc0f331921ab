"""The naive rival of every recommendation: what is bought most, lately."""

from collections.abc import Collection
from typing import Final

from stream_apps.models.latest import DAY

HALF_LIFE: Final = 30.0  # days; on online_retail the best for it of 15, 30, 60 and for ever
MOST: Final = 20_000  # products remembered; beyond these the lighter half is forgotten
RANK_EVERY: Final = 32  # baskets between two rankings; fewer while less is known


class PopularLately:
    """Products by how often they were bought, a half-life ago counting half: a later purchase weighs more, so nothing need fade.

    >>> popular = PopularLately()
    >>> popular.learn_one(["a", "b"], at=0.0)
    >>> popular.learn_one(["c", "b"], at=60 * DAY)
    >>> popular.predict_one(without={"c"})
    ['b', 'a']
    """

    def __init__(self) -> None:
        self.baskets = self._ranked_at = 0
        self._weights: dict[str, float] = {}
        self._ranked: list[str] = []
        self._start: float | None = None

    def learn_one(self, products: Collection[str], at: float) -> None:
        """Takes in a basket; at is in s."""
        if self._start is None:
            self._start = at
        weight = 2 ** ((at - self._start) / DAY / HALF_LIFE)
        for product in products:
            self._weights[product] = self._weights.get(product, 0.0) + weight
        self.baskets += 1
        if self.baskets - self._ranked_at >= min(RANK_EVERY, 1 + self.baskets // 8):
            self._rank()

    def predict_one(self, without: Collection[str], most: int = 10) -> list[str]:
        """The most popular products that are not among those."""
        found: list[str] = []
        for product in self._ranked:
            if len(found) == most:
                break
            if product not in without:
                found.append(product)
        return found

    def _rank(self) -> None:
        self._ranked_at = self.baskets
        self._ranked = sorted(self._weights, key=self._weights.__getitem__, reverse=True)
        if len(self._ranked) > MOST:
            self._weights = {product: self._weights[product] for product in self._ranked[: MOST // 2]}
