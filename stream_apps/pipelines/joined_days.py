"""Days of one source joined over its streams: a day is there once every partition of every stream is through with it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from contracts.rows import ProductDay

SECONDS: Final = 86_400  # of a day
TALLIED: Final = ("shop", "orders", "reviews")  # streams that write product days; where several name a category the first holds
MOST_PARTITIONS: Final = 4096
PATIENCE: Final = 2  # days that a stream which nobody named may be behind before it is no longer waited for
LONGEST: Final = 60  # days without anything that are told before one that holds something


Columns = tuple[list[Any], ...]  # products, then what a row held of each; a column that is empty says nothing


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

    Sales are the purchases in the web shop and those of events.orders together, as order_lines has them.
    """

    def __init__(self) -> None:
        self.taken = -1  # the last day that was joined
        self._named: set[str] = set()
        self._through: dict[str, list[int]] = {}  # last day that each partition of a stream is through with
        self._held_by: dict[int, dict[tuple[str, int], list[Columns]]] = {}  # by day; stream and partition: what its rows hold
        self._held: set[int] = set()  # days that held something, until one of them is the first

    def take(self, row: ProductDay) -> Iterator[JoinedDay]:
        """Takes in a row, and returns the days that are complete now, in their order, those without anything too."""
        number = int(row.day) // SECONDS
        self._named.update(stream for stream in row.streams if stream in TALLIED)
        lanes = self._through.setdefault(row.stream, [])
        lanes.extend([-1] * (max(row.partitions, row.origin_partition + 1) - len(lanes)))
        if number > self.taken:
            self._add(number, row)
        if row.is_last:
            lanes[row.origin_partition] = max(number, lanes[row.origin_partition])
            yield from self._complete(self._joinable())

    def _add(self, number: int, row: ProductDay) -> None:
        self._held_by.setdefault(number, {}).setdefault((row.stream, row.origin_partition), []).append(_columns(row))
        if self.taken < 0 and any(map(any, (getattr(row, name) for name in SUMS))):
            self._held.add(number)

    def _joinable(self) -> int:
        """The last day to which nobody who is waited for can still add."""
        if self._named - self._through.keys():
            return -1
        through = {stream: min(lanes) for stream, lanes in self._through.items()}
        furthest = max(through.values())
        return min(last if stream in self._named else max(last, furthest - PATIENCE) for stream, last in through.items())

    def _complete(self, through: int) -> Iterator[JoinedDay]:
        if self.taken < 0:  # days before the first that held something are none of this source
            begun = [number for number in self._held if number <= through]
            if not begun:
                return
            self.taken = min(begun) - 1
            self._held.clear()
        for number in self._numbers(through):
            self.taken = number
            yield JoinedDay(number, _joined(self._held_by.pop(number, {})))
        self._held_by = {number: held for number, held in self._held_by.items() if number > self.taken}

    def _numbers(self, through: int) -> Iterator[int]:
        last = self.taken
        while last < through:
            following = min([number for number in self._held_by if last < number < through], default=through)
            yield from range(max(last + 1, following - LONGEST), following + 1)
            last = following


SUMS: Final = ("views", "carts", "orders", "quantity", "value", "comments", "rated", "stars", "tone")  # columns of a row
_JOINED: Final = ("categories", "views", "carts", "orders", "quantity", "value", "comments", "tone")  # in the order of ProductTotal


def is_product_day(row: ProductDay) -> bool:
    """Whether days can be joined by it; somebody else's message on this log may have its form and no sense."""
    lengths = {len(getattr(row, name)) for name in (*SUMS, "categories")}
    if row.stream not in TALLIED or row.day % SECONDS or not lengths <= {0, len(row.products)}:
        return False
    return row.origin_partition < row.partitions <= MOST_PARTITIONS


def _columns(row: ProductDay) -> Columns:
    """A row's products, and what it held of each, in the order of ProductTotal."""
    return (row.products, *(getattr(row, name) for name in _JOINED))


def _joined(held: Mapping[tuple[str, int], list[Columns]]) -> dict[str, ProductTotal]:
    """Sums by product, sorted. Lists are added to in place: a tuple for each sum would cost more than the sums."""
    found: dict[str, list[Any]] = {}
    for lane in sorted(held, key=lambda lane: (TALLIED.index(lane[0]), lane)):
        for products, categories, *columns in held[lane]:
            totals = [found.setdefault(product, ["", 0, 0, 0, 0, 0, 0, 0]) for product in products]
            for total, category in zip(totals, categories, strict=False):  # a column that is empty says nothing of anything
                total[0] = total[0] or category
            for place, column in enumerate(columns, 1):
                for total, value in zip(totals, column, strict=False):
                    total[place] += value
    return {product: ProductTotal(*total) for product, total in sorted(found.items())}
