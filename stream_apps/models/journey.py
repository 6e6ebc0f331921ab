"""What a running session has looked at so far."""

from typing import Final

from stream_apps.models.products import NOBODY

NEAR: Final = 12  # products back that what comes next is near to
SEEN: Final = 50  # different products remembered


class Journey:
    """Products by number, how often each was seen, the longest unseen first; the last two looks and their groups."""

    __slots__ = ("before", "group", "group_before", "last", "looks", "seen")

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}
        self.last = self.before = NOBODY
        self.group = self.group_before = 0
        self.looks = 0

    @property
    def near(self) -> list[int]:
        """The last different products, the newest last."""
        return list(self.seen)[-NEAR:]

    def look(self, product: int, group: int) -> None:
        """Takes in the next look."""
        self.seen[product] = self.seen.pop(product, 0) + 1
        if len(self.seen) > SEEN:
            del self.seen[next(iter(self.seen))]
        self.before, self.last = self.last, product
        self.group_before, self.group = self.group, group
        self.looks += 1

    def forget(self, products: frozenset[int]) -> None:
        """Forgets products whose numbers will be given to others."""
        self.seen = {product: times for product, times in self.seen.items() if product not in products}
        self.last = NOBODY if self.last in products else self.last
        self.before = NOBODY if self.before in products else self.before
