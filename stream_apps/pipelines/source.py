"""What stage 1 remembers of one source in one partition, and the rules it remembers by."""

from typing import Final, NamedTuple

import msgspec

from contracts.events import ShopEvent
from contracts.rows import Click
from contracts.settings import Settings
from stream_apps.pipelines.days import DayTally
from stream_apps.pipelines.gate import Gate
from stream_apps.pipelines.order_line import order_of
from stream_apps.pipelines.sessions import Sessions

MOST_SALES: Final = 20_000  # of a source in one partition, that are known for longer than looks


class Came(NamedTuple):
    """The way that an order was placed by."""

    country: str
    device: str
    channel: str


_UNSAID: Final = Came("", "", "")


class Rules(msgspec.Struct, frozen=True):
    """The settings that decide what rows come out. Times in ms; lead_value and lead_cost as in the settings."""

    gap: int = 1_800_000
    lateness: int = 300_000
    future: int = 300_000
    visitor_memory: int = 100_000
    max_bytes: int = 65_536
    lead_horizon: int = 604_800_000
    lead_value: float = 0.0
    lead_cost: float = 0.0
    partitions: int = 1  # of each events topic that has several

    @classmethod
    def of(cls, settings: Settings) -> "Rules":
        return cls(
            gap=settings.session_gap * 1000,
            lateness=settings.allowed_lateness * 1000,
            future=settings.future_allowance * 1000,
            visitor_memory=settings.visitor_memory,
            max_bytes=settings.max_event_bytes,
            lead_horizon=settings.lead_days * 86_400_000,
            lead_value=settings.lead_value,
            lead_cost=settings.lead_cost,
            partitions=settings.partitions,
        )


class Source(Gate, array_like=True):
    """What is remembered of one source of clicks."""

    sessions: Sessions = msgspec.field(default_factory=Sessions)
    days: DayTally = msgspec.field(default_factory=DayTally)
    visitors: dict[str, float] = msgspec.field(default_factory=dict)  # end of the last session, the longest unseen first
    sales: dict[str, None] = msgspec.field(default_factory=dict)  # ids of the newest purchases and refunds, the oldest first
    orders: dict[str, Came] = msgspec.field(default_factory=dict)  # the newest orders, the oldest first

    def is_new_sale(self, id: str) -> bool:
        """Whether a sale's id is not among the newest ones, which it is from now on."""
        if id in self.sales:
            return False
        self.sales[id] = None
        if len(self.sales) > MOST_SALES:
            del self.sales[next(iter(self.sales))]
        return True

    def came(self, event: ShopEvent, row: Click) -> Came:
        """The way that a line's order was placed by. What comes back does so by another: by mail, days later."""
        order, now = order_of(event), Came(row.country, row.device, row.channel)
        if event.type == "refund":
            return self.orders.get(order, now)
        if now != _UNSAID:
            self.orders[order] = now
            if len(self.orders) > MOST_SALES:
                del self.orders[next(iter(self.orders))]
        return now

    def recall(self, visitor: str | None, start: float, end: float, memory: int) -> tuple[bool | None, float | None]:
        """Whether a visitor was here before, and s since; nothing is known of nobody. Remembers this visit."""
        if visitor is None:
            return None, None
        last = self.visitors.pop(visitor, None)
        self.visitors[visitor] = end if last is None else max(last, end)
        if len(self.visitors) > memory:
            del self.visitors[next(iter(self.visitors))]
        return last is not None, None if last is None else max(0.0, round(start - last, 3))
