"""What a visitor is like over all visits: the features that customers are grouped by, and names for the groups."""

from collections.abc import Mapping
from math import log1p
from typing import Final

import msgspec

from stream_apps.models.telling_apart import SLACK, Axis, Centers, Name, told_apart

DAY: Final = 86_400.0
SPENT: Final = 1.0  # weight of a doubling of money beside a doubling of visits
_KINDS: Final = (  # what a centre shows most, the strongest first: feature, least value, name
    ("orders", log1p(2.0), "repeat buyers"),
    ("orders", log1p(0.6), "buyers"),
    ("carts", log1p(0.6), "cart fillers"),
    ("visits", log1p(4.0), "regular visitors"),
    ("visits", log1p(1.6), "returning visitors"),
    ("visits", log1p(1.25), "mostly one-time visitors"),
)
_AXES: Final = (  # how centres of one kind are told apart
    Axis("visits", 1, "many visits"),
    Axis("visits", -1, "few visits"),
    Axis("depth", 1, "many clicks"),
    Axis("depth", -1, "few clicks"),
    Axis("spent", 1, "large orders"),
    Axis("age", 1, "long known"),
    Axis("age", -1, "newly met"),
)


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


def names(centers: Centers, counts: Mapping[int, int], before: Mapping[int, Name]) -> dict[int, Name]:
    """A distinct name for each centre. before: the names they bear, which they keep while these are about true.

    >>> centers = {1: {"visits": 0.7, "depth": 1.0}, 2: {"visits": 0.7, "depth": 3.0}, 3: {"orders": 1.5}}
    >>> [name.text for name in names(centers, {1: 80, 2: 15, 3: 5}, {}).values()]
    ['one-time visitors', 'one-time visitors, many clicks', 'repeat buyers']
    """
    kinds = {c: _kind(center, before[c].kind if c in before else "") for c, center in centers.items()}
    return told_apart(kinds, centers, counts, _AXES, before)


def _kind(center: Mapping[str, float], had: str) -> str:
    shown = (kind for feature, least, kind in _KINDS if center.get(feature, 0.0) >= least - SLACK * (kind == had))
    return next(shown, "one-time visitors")
