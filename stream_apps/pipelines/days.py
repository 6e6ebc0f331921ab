"""What each UTC day held, product by product: the same sums in whatever order events arrive, written once the day is over."""

from typing import Any, Final

import msgspec

from stream_apps.pipelines.emitting import Emit

DAY: Final = 86_400_000  # ms
UNIT: Final = 10_000  # of a sum of money or tone
TOGETHER: Final = 1_000  # products in one row
DEAREST: Final = 1e9  # a line counts as at most so much: sums stay within what a row can hold


class Sums(msgspec.Struct, array_like=True, gc=False):
    """What a day held of one product; money, stars and tone as in contracts/rows/days.py. named: when, ms, the category was."""

    category: str = ""
    named: int = -1
    views: int = 0
    carts: int = 0
    quantity: int = 0
    value: int = 0
    comments: int = 0
    rated: int = 0
    stars: int = 0
    tone: int = 0
    orders: set[str] = set()


_SUMS: Final = tuple(name for name in Sums.__struct_fields__ if name not in ("category", "named", "orders"))


class DayTally(msgspec.Struct, array_like=True):
    """The days of one source in one partition that are not over yet, and which were written.

    A day is written with its products, sorted; a day that held nothing only where it is the last that is over. What comes for a day that
    was written (after `end`) is written with the next.
    """

    days: dict[int, dict[str, Sums]] = {}
    through: int = -1  # the last day that was written, days since 1970

    def of(self, at: int, product: str | None, category: str | None = None) -> Sums:
        """The sums of a product ("" or None: of no product) on the day of `at`, ms, to be added to.

        >>> tally = DayTally()
        >>> tally.of(3 * DAY, "B1", "skirts").views += 1
        >>> tally.of(3 * DAY + 5, "B1").value += money(1.999, quantity=2)
        >>> sums = tally.of(3 * DAY, "B1")
        >>> sums.category, sums.views, sums.value
        ('skirts', 1, 39980)
        """
        day = self.days.get(at // DAY)
        if day is None:
            day = self.days[at // DAY] = {}
        sums = day.get(product or "")
        if sums is None:
            sums = day[product or ""] = Sums()
        if category and (at, category) > (sums.named, sums.category):  # the newest name; of two at once the later in the alphabet
            sums.named, sums.category = at, category
        return sums

    def order(self, at: int, product: str | None, order: str) -> None:
        """Counts an order, once for each of its products and once for the day."""
        self.of(at, product).orders.add(order)
        self.of(at, "").orders.add(order)

    def is_due(self, watermark: int) -> bool:
        """Whether a day is over."""
        return watermark // DAY - 1 > self.through

    def close(self, stream: str, partitions: int, watermark: int, streams: list[str], emit: Emit, end: int | None = None) -> None:
        """Emits the rows of the days that are over by the watermark, ms; to be called after each event and tick.

        partitions: how many the stream has; streams: those that the source's producers named; end: when the source ended, ms, if it did.
        """
        through = watermark // DAY - 1
        if end is not None:
            through = max([through, end // DAY, *self.days])
        if through <= self.through:
            return
        self.through = through
        over = {day for day in self.days if day <= through}
        for day in sorted(over | {through}):
            place: dict[str, Any] = {"day": day * DAY / 1000, "stream": stream, "partitions": partitions, "streams": streams}
            lines = sorted(self.days.pop(day, {}).items())
            for begin in range(0, max(len(lines), 1), TOGETHER):
                is_last = begin + TOGETHER >= len(lines)
                emit("product_days", stream, **place, is_last=is_last, **_columns(lines[begin : begin + TOGETHER]))


def _columns(lines: list[tuple[str, Sums]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: [getattr(sums, name) for _, sums in lines] for name in _SUMS}
    columns |= {"categories": [sums.category for _, sums in lines], "orders": [len(sums.orders) for _, sums in lines]}
    return {name: column for name, column in columns.items() if any(column)} | {"products": [product for product, _ in lines]}


def money(price: float, quantity: int = 1) -> int:
    """A line's value in 1/10,000 of the currency: exact, so that no order of adding up shows.

    >>> money(2.55, 6), money(-0.00004)
    (153000, 0)
    """
    return round(max(-DEAREST, min(DEAREST, price * quantity)) * UNIT)
