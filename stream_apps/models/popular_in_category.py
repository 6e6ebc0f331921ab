"""What to offer to somebody of whom hardly anything is known: what is bought most lately in the categories of what they bought."""

from collections.abc import Collection, Iterator, Mapping
from itertools import zip_longest
from typing import Final

from stream_apps.models.popular_lately import PopularLately

CATEGORIES: Final = 256  # told apart; products of all later ones are popular in the shop alone
PRODUCTS: Final = 40_000  # whose category is known


class PopularInCategory:
    """Popular products of each category; where these do not suffice, those of the shop.

    >>> popular = PopularInCategory()
    >>> for basket in ({"a1": "shoes"}, {"b1": "hats", "b2": "hats"}, {"b1": "hats", "a2": "shoes"}):
    ...     popular.learn_one(basket, at=0.0)
    >>> popular.predict_one(["a1"], most=2)
    [('a2', 'shoes'), ('b1', '')]
    """

    def __init__(self) -> None:
        self.shop = PopularLately()
        self._by: dict[str, PopularLately] = {}
        self._category: dict[str, str] = {}  # by product

    def learn_one(self, basket: Mapping[str, str], at: float) -> None:
        """Takes in a basket: products and their categories, "" where unknown; at is in s."""
        self.shop.learn_one(basket, at)
        parts: dict[str, list[str]] = {}
        for product, category in basket.items():
            if category and (product in self._category or len(self._category) < PRODUCTS):
                self._category[product] = category
                parts.setdefault(category, []).append(product)
        for category, products in parts.items():
            if category in self._by or len(self._by) < CATEGORIES:
                self._by.setdefault(category, PopularLately()).learn_one(products, at)

    def predict_one(self, bought: Collection[str], most: int = 10) -> list[tuple[str, str]]:
        """Products that are not among those bought, and the category each is popular in, "" for the whole shop.

        Of several categories each in turn gives its next.
        """
        found = dict(self._in_categories(bought, most))
        for product in self.shop.predict_one(bought, most):
            found.setdefault(product, "")
        return list(found.items())[:most]

    def _in_categories(self, bought: Collection[str], most: int) -> Iterator[tuple[str, str]]:
        categories = sorted({self._category.get(product, "") for product in bought} & self._by.keys())
        each = [self._by[category].predict_one(bought, most) for category in categories]
        for row in zip_longest(*each):
            for category, product in zip(categories, row, strict=True):
                if product is not None:
                    yield product, category
