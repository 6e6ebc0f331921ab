"""Stage 1 of orders: lines of one source in one partition, each with how the rules treat it."""

from operator import attrgetter
from typing import Any, ClassVar, Final

from contracts.events import OrderEvent
from stream_apps.pipelines.day_sums import tally_line
from stream_apps.pipelines.days import DayTally
from stream_apps.pipelines.door import EventError
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intake import Moment
from stream_apps.pipelines.order_line import COUNTED, DUPLICATE, order_line, order_of, treatment_of
from stream_apps.pipelines.pipeline import Record

# All that a line says but its id; its stamp is what it is remembered by.
_said: Final = attrgetter(*(field for field in OrderEvent.__struct_fields__ if field not in ("id", "at", "streams")))


def check_orders(event: OrderEvent, record: Record) -> None:
    """What a line must hold. Raises EventError."""
    if not record.key:
        raise EventError("empty_key", "the message has no key; key it by its order", event.source)
    if event.order is None:
        raise EventError("no_order", "name the order that it is a line of", event.source)


class Orders:
    """Lines are written at once. Two that differ in nothing but their ids are one line, booked twice.

    Two such lines bear the same stamp, so they are remembered until the watermark has passed it: a later one is late anyway.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("order_lines", "product_days")
    VERSION: ClassVar[int] = 1

    def __init__(self) -> None:
        self._lines: dict[int, set[tuple[Any, ...]]] = {}  # by stamp, ms
        self._days = DayTally()

    def take(self, event: OrderEvent, moment: Moment, emit: Emit) -> None:
        name = event.name or ""
        treatment = treatment_of(event, name) if self._is_first(event, moment.at) else DUPLICATE
        more = {"name": name, "store": event.store or ""}
        emit("order_lines", order_of(event), **order_line(event, moment.at, moment.sent, treatment, **more))
        if treatment in COUNTED:
            tally_line(self._days, event, moment.at)

    def advance(self, moment: Moment, emit: Emit, ended: bool) -> None:
        while self._lines and (oldest := next(iter(self._lines))) < moment.watermark:
            del self._lines[oldest]
        self._days.close("orders", moment.rules.partitions, moment.watermark, moment.streams, emit, moment.at if ended else None)

    def _is_first(self, event: OrderEvent, at: int) -> bool:
        line, lines = _said(event), self._lines.setdefault(at, set())
        if line in lines:
            return False
        lines.add(line)
        return True
