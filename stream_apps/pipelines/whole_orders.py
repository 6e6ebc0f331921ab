"""Whole orders from the one log of order lines: lines of one order stand near each other, and time that passes marks the last."""

from collections.abc import Iterator
from typing import ClassVar, Final, Protocol

import msgspec

from contracts.rows import OrderLine, Whole
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.order_line import COUNTED
from stream_apps.pipelines.source import Rules

APART: Final = 60.0  # s of event time after its first line at which no more lines of an order are waited for
MOST_OPEN: Final = 64  # orders of a partition; beyond these the oldest is over


class Order(msgspec.Struct):
    """What was sold, or given back, in one order at one time. products are those sold and their categories, returned is above 0."""

    id: str
    at: float
    customer: str
    country: str
    products: dict[str, str] = {}
    lines: int = 0
    value: float = 0.0
    returned: float = 0.0

    def add(self, line: OrderLine) -> None:
        """Takes in a line that counts."""
        if line.treatment == "return":
            self.returned -= line.value
            return
        self.value += line.value
        self.lines += 1
        if line.product:
            self.products[line.product] = line.category


class WholeOrders:
    """Orders under way, by stream and partition of their events. customer is the account, else the visitor, "" where neither is known."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], dict[str, Order]] = {}  # the oldest first

    def take(self, line: OrderLine) -> Iterator[Order]:
        """Takes in a line; the orders that are over by it."""
        if line.treatment not in COUNTED:
            return
        lane = self._open.setdefault((line.origin_topic, line.origin_partition), {})
        while lane and (len(lane) > MOST_OPEN or next(iter(lane.values())).at < line.at - APART):
            yield lane.pop(next(iter(lane)))
        order = lane.get(line.order_id)
        if order is None:
            order = lane[line.order_id] = Order(line.order_id, line.at, line.customer or line.visitor or "", line.country)
        order.add(line)

    def rest(self, mark: Whole) -> Iterator[Order]:
        """The orders of a partition that are over by its clock."""
        lane = self._open.get((mark.origin_topic, mark.origin_partition), {})
        while lane:
            yield lane.pop(next(iter(lane)))


class OrderLearner(Protocol):
    """What learns from whole orders: a learner of the feed of order lines."""

    TABLES: ClassVar[tuple[str, ...]]
    SCORED_AS: ClassVar[str]
    VERSION: ClassVar[int]
    orders: WholeOrders

    def take(self, row: OrderLine, rules: Rules, emit: Emit) -> None:
        """Takes in the source's next line."""
        for order in self.orders.take(row):
            self.learn(order, rules, emit)

    def finish(self, mark: Whole, rules: Rules, emit: Emit) -> None:
        """Takes in that the orders of a partition are whole."""
        for order in self.orders.rest(mark):
            self.learn(order, rules, emit)

    def learn(self, order: Order, rules: Rules, emit: Emit) -> None:
        """Takes in an order that is over."""
