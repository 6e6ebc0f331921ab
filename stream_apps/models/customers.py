"""What a visitor is like over all visits: the features that customers are grouped by, and names for the groups."""

from collections.abc import Mapping
from math import log1p
from typing import Final

import msgspec

DAY: Final = 86_400.0
SPENT: Final = 1.0  # weight of a doubling of money beside a doubling of visits
_NAMES: Final = (  # what a centre shows most, the strongest first: feature, least value, name
    ("orders", log1p(2.0), "repeat buyers"),
    ("orders", log1p(0.6), "buyers"),
    ("carts", log1p(0.6), "cart fillers"),
    ("visits", log1p(4.0), "regular visitors"),
    ("visits", log1p(1.6), "returning visitors"),
)
_AXES: Final = {  # how two centres of one name are told apart
    "visits": ("few visits", "many visits"),
    "depth": ("short visits", "long visits"),
    "spent": ("small orders", "large orders"),
    "age": ("newly met", "long known"),
}


class Visitor(msgspec.Struct):
    """What is remembered of a visitor: sums over the visits so far. Times are seconds."""

    first: float
    last: float
    visits: int = 0
    clicks: int = 0
    carts: int = 0
    orders: int = 0
    spent: float = 0.0  # net of refunds
    segment: int = 0

    def features(self, mean_order: float) -> dict[str, float]:
        """Logarithms: from one visit to two is as far as from ten to twenty. mean_order, of the whole shop, makes money unitless."""
        return {
            "visits": log1p(self.visits),
            "depth": log1p(self.clicks / self.visits),
            "age": 0.5 * log1p((self.last - self.first) / DAY),
            "carts": log1p(self.carts),
            "orders": log1p(self.orders),
            "spent": SPENT * log1p(max(0.0, self.spent) / mean_order) if mean_order else 0.0,
        }


def names(centers: Mapping[int, Mapping[str, float]]) -> dict[int, str]:
    """A distinct name for each centre.

    >>> names({1: {"visits": 0.7, "depth": 1.0}, 2: {"visits": 0.7, "depth": 3.0}, 3: {"orders": 1.5}})
    {1: 'one-time visitors', 2: 'one-time visitors, long visits', 3: 'repeat buyers'}
    """
    given: dict[int, str] = {}
    for c, center in centers.items():
        name = next((name for feature, least, name in _NAMES if center.get(feature, 0.0) >= least), "one-time visitors")
        same = [other for other, taken in given.items() if taken.split(",")[0] == name]
        given[c] = f"{name}, {_contrast(center, centers[same[0]])}" if same else name
        if list(given.values()).count(given[c]) > 1:
            given[c] += f" ({c})"
    return given


def _contrast(center: Mapping[str, float], other: Mapping[str, float]) -> str:
    axis = max(_AXES, key=lambda key: abs(center.get(key, 0.0) - other.get(key, 0.0)))
    return _AXES[axis][center.get(axis, 0.0) > other.get(axis, 0.0)]
