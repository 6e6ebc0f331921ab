"""One line of an order as a row, and how the rules treat it (docs/orders.md), wherever it was sold."""

from typing import Any, Final

from contracts.events import OrderEvent, ShopEvent
from stream_apps.pipelines.not_products import NOT_PRODUCTS

DUPLICATE: Final = "duplicate"
COUNTED: Final = frozenset({"sale", "return"})  # what counts as sales, net
SOLD_ONLINE: Final = frozenset({"purchase", "refund"})  # events of the web shop that are lines of orders
TENTHS: Final = 4  # decimals of a value: a price of up to four decimals times pieces is exact


def order_of(event: ShopEvent | OrderEvent) -> str:
    """Its order; a line that names none is an order of its own."""
    return event.order or event.id


def quantity_of(event: ShopEvent | OrderEvent) -> int:
    """Pieces sold, 1 where unsaid; negative for what came back."""
    quantity = 1 if event.quantity is None else event.quantity
    return -abs(quantity) if event.type == "refund" else quantity


def treatment_of(event: ShopEvent | OrderEvent, name: str) -> str:
    """How a line that stands for the first time is treated; the first rule that fits holds."""
    other = NOT_PRODUCTS.treatment(event.product or "", name)
    if other:
        return other
    if event.price is None or event.price <= 0:
        return "no_price"
    quantity = quantity_of(event)
    return "sale" if quantity > 0 else "return" if quantity < 0 else "no_quantity"


def order_line(event: ShopEvent | OrderEvent, at: int, sent: float, treatment: str, **more: Any) -> dict[str, Any]:
    """Fields of its row but the origin. at: ms; more: what only events of its stream tell."""
    price, quantity = event.price or 0.0, quantity_of(event)
    return {
        "event": event.id,
        "order_id": order_of(event),
        "at": at / 1000,
        "sent": sent,
        "product": event.product or "",
        "quantity": quantity,
        "price": price,
        "value": round(price * quantity, TENTHS),
        "treatment": treatment,
        "category": event.category or "",
        "customer": event.customer,
        "currency": event.currency or "",
        "country": event.country or "",
        "channel": event.channel or "",
        "precision": event.precision,
        **more,
    }
