"""online_retail as orders, and as baskets: what one customer bought on one day."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stream_apps.pipelines.whole_orders import Order
from tests.scores.data import unpacked

_PRODUCT = re.compile(r"\d{5}")  # a stock code; the rest is postage, fees and corrections


class Basket(NamedTuple):
    """products in the order of the invoices, each once; at is the first invoice's time in s."""

    at: float
    customer: str
    products: tuple[str, ...]


class _Line(NamedTuple):
    """A line of a known customer with a price; quantity is negative where something came back."""

    order: str
    at: float
    customer: str
    country: str
    product: str
    quantity: int
    price: float


def baskets(path: Path) -> list[Basket]:
    """Baskets in order of time: without cancellations, lines of no known customer and lines without a price."""
    found: dict[tuple[str, int], tuple[float, dict[str, None]]] = {}
    for line in _lines(path):
        if line.quantity > 0:
            first, products = found.setdefault((line.customer, int(line.at // 86_400)), (line.at, {}))
            products[line.product] = None
            found[line.customer, int(line.at // 86_400)] = (min(first, line.at), products)
    return sorted(Basket(at, customer, tuple(products)) for (customer, _), (at, products) in found.items())


def orders(path: Path) -> list[Order]:
    """Orders in order of time, as the learners of customers take them: without lines of no known customer and lines without a price."""
    found: dict[str, Order] = {}
    for line in _lines(path):
        order = found.setdefault(line.order, Order(line.order, line.at, line.customer, line.country))
        if line.quantity > 0:
            order.value, order.lines = order.value + line.quantity * line.price, order.lines + 1
        else:
            order.returned -= line.quantity * line.price
    return sorted(found.values(), key=lambda order: (order.at, order.id))


def _lines(path: Path) -> Iterator[_Line]:
    for row in csv.DictReader(io.StringIO(unpacked(path).decode())):
        if row["CustomerID"] and float(row["UnitPrice"]) > 0 and _PRODUCT.match(row["StockCode"]):
            at = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=UTC).timestamp()
            who = (row["InvoiceNo"], at, row["CustomerID"].removesuffix(".0"), row["Country"])
            yield _Line(*who, row["StockCode"], int(row["Quantity"]), float(row["UnitPrice"]))
