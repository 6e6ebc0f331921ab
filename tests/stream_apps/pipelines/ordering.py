"""Lines of made-up orders, as their one log holds them."""

from collections.abc import Sequence
from typing import Any

from contracts.rows import OrderLine
from tests.builders import order_line


def order(id: str, at: float, customer: str | None, products: Sequence[str], **changes: Any) -> list[OrderLine]:
    """One line a product, of a value of 10 each; lines of the treatment "return" take as much back."""
    sign = -1 if changes.get("treatment") == "return" else 1
    what = {"order_id": id, "at": at, "customer": customer, "quantity": sign, "price": 10.0, "value": 10.0 * sign} | changes
    return [order_line(event=f"{id}-{number}", product=product, **what) for number, product in enumerate(products)]


def last_line(lines: Sequence[OrderLine]) -> OrderLine:
    """A line of nobody, of nothing, an hour after the newest: by it every order is over."""
    return order_line(event="last", order_id="last", at=max(line.at for line in lines) + 3_600, product="", customer=None)
