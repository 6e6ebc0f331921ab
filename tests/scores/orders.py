"""online_retail as baskets: what one customer bought on one day."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tests.scores.data import unpacked

_PRODUCT = re.compile(r"\d{5}")  # a stock code; the rest is postage, fees and corrections


class Basket(NamedTuple):
    """products in the order of the invoices, each once; at is the first invoice's time in s."""

    at: float
    customer: str
    products: tuple[str, ...]


def baskets(path: Path) -> list[Basket]:
    """Baskets in order of time: without cancellations, lines of no known customer and lines without a price."""
    found: dict[tuple[str, int], tuple[float, dict[str, None]]] = {}
    for customer, product, at in _lines(path):
        first, products = found.setdefault((customer, int(at // 86_400)), (at, {}))
        products[product] = None
        found[customer, int(at // 86_400)] = (min(first, at), products)
    return sorted(Basket(at, customer, tuple(products)) for (customer, _), (at, products) in found.items())


def _lines(path: Path) -> Iterator[tuple[str, str, float]]:
    for row in csv.DictReader(io.StringIO(unpacked(path).decode())):
        known = row["CustomerID"] and not row["InvoiceNo"].startswith("C") and float(row["UnitPrice"]) > 0 and int(row["Quantity"]) > 0
        if known and _PRODUCT.match(row["StockCode"]):
            at = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=UTC).timestamp()
            yield row["CustomerID"].removesuffix(".0"), row["StockCode"], at
