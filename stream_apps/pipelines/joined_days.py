"""Days of one source joined over its streams: a day is there once every partition of every stream is through with it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from contracts.rows import ProductDay

SECONDS: Final = 86_400  # of a day
TALLIED: Final = ("shop", "orders", "reviews")  # streams that write product days; where several name a category the first holds
MOST_PARTITIONS: Final = 4096
PATIENCE: Final = 2  # days that a stream which nobody named may be behind before it is no longer waited for
LONGEST: Final = 60  # days without anything that are told before one that holds something


class ProductTotal(NamedTuple):
    """What a day held of one product; value and tone as in contracts/rows/days.py."""

    category: str = ""
    views: int = 0
    carts: int = 0
    orders: int = 0
    quantity: int = 0
    value: int = 0
    comments: int = 0
    tone: int = 0


class JoinedDay(NamedTuple):
    """A day of all streams: number counts days since 1970; products are sorted, "" holds what names none, and all orders of the day."""

    number: int
    products: dict[str, ProductTotal]

    @property
    def whole(self) -> ProductTotal:
        """All products together; orders are the day's, each once, whatever it was of."""
        sums = [sum(column) for column in zip(*(each[1:] for each in self.products.values()), strict=True)] or [0] * 7
        return ProductTotal("", *sums)._replace(orders=self.products.get("", ProductTotal()).orders)


class JoinedDays:
    """Whom to wait for is what producers say (`streams`): a day is then the same however far one stream ran ahead of another. A stream
    that nobody named is waited for once it was seen, but not for ever: nothing tells its silence from its absence.

    Sales are those of events.orders where the source has that stream, else the purchases in the web shop.
    """

    def __init__(self) -> None:
        self.taken = -1  # the last day that was joined
        self._named: set[str] = set()
        self._through: dict[str, list[int]] = {}  # last day that each partition of a stream is through with
        self._rows: dict[int, dict[tuple[str, int, str], ProductDay]] = {}  # by day; stream, partition, product

    @property
    def has_orders(self) -> bool:
        """Whether sales are those of events.orders."""
        return "orders" in self._named or "orders" in self._through

    def take(self, row: ProductDay) -> Iterator[JoinedDay]:
        """Takes in a row, and returns the days that are complete now, in their order, those without anything too."""
        number = int(row.day) // SECONDS
        self._named.update(stream for stream in row.streams if stream in TALLIED)
        lanes = self._through.setdefault(row.stream, [])
        lanes.extend([-1] * (max(row.partitions, row.origin_partition + 1) - len(lanes)))
        if number > self.taken:
            self._add(number, row)
        if not row.product:
            lanes[row.origin_partition] = max(number, lanes[row.origin_partition])
            yield from self._complete(self._joinable())

    def _add(self, number: int, row: ProductDay) -> None:
        rows, place = self._rows.setdefault(number, {}), (row.stream, row.origin_partition, row.product)
        had = rows.get(place)
        rows[place] = row if had is None else _added(had, row)

    def _joinable(self) -> int:
        """The last day to which nobody who is waited for can still add."""
        if self._named - self._through.keys():
            return -1
        through = {stream: min(lanes) for stream, lanes in self._through.items()}
        furthest = max(through.values())
        return min(last if stream in self._named else max(last, furthest - PATIENCE) for stream, last in through.items())

    def _complete(self, through: int) -> Iterator[JoinedDay]:
        if self.taken < 0:  # days before the first that held something are none of this source
            begun = [number for number, rows in self._rows.items() if number <= through and any(map(_held, rows.values()))]
            if not begun:
                return
            self.taken = min(begun) - 1
        for number in self._numbers(through):
            self.taken = number
            yield JoinedDay(number, self._joined(self._rows.pop(number, {})))
        self._rows = {number: rows for number, rows in self._rows.items() if number > self.taken}

    def _numbers(self, through: int) -> Iterator[int]:
        last = self.taken
        while last < through:
            following = min([number for number in self._rows if last < number < through], default=through)
            yield from range(max(last + 1, following - LONGEST), following + 1)
            last = following

    def _joined(self, rows: dict[tuple[str, int, str], ProductDay]) -> dict[str, ProductTotal]:
        found: dict[str, ProductTotal] = {}
        for (stream, _, product), row in sorted(rows.items(), key=lambda each: (TALLIED.index(each[0][0]), each[0])):
            had, sells = found.get(product, ProductTotal()), stream == "orders" or not self.has_orders
            found[product] = ProductTotal(
                had.category or row.category,
                had.views + row.views,
                had.carts + row.carts,
                had.orders + row.orders * sells,
                had.quantity + row.quantity * sells,
                had.value + row.value * sells,
                had.comments + row.comments,
                had.tone + row.tone,
            )
        return dict(sorted(found.items()))


def is_product_day(row: ProductDay) -> bool:
    """Whether days can be joined by it; somebody else's message on this log may have its form and no sense."""
    return row.stream in TALLIED and row.day % SECONDS == 0 and row.origin_partition < row.partitions <= MOST_PARTITIONS


_SUMS: Final = ("views", "carts", "orders", "quantity", "value", "comments", "rated", "stars", "tone")


def _held(row: ProductDay) -> bool:
    return any(getattr(row, name) for name in _SUMS)


def _added(had: ProductDay, row: ProductDay) -> ProductDay:
    """What came for a day after it was written: its source had ended, and went on."""
    return msgspec.structs.replace(had, **{name: getattr(had, name) + getattr(row, name) for name in _SUMS})
