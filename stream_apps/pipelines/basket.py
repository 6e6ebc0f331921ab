"""What a session put into the cart and bought: the same in whatever order its events arrive."""

from typing import Any, Final

import msgspec

from contracts.events import ShopEvent

COMMERCE: Final = frozenset({"add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "refund"})


class Basket(msgspec.Struct, array_like=True):
    """What a session put into the cart and bought. reached, carted, bought and orders map to when, ms, each first was."""

    reached: dict[str, int] = {}
    carted: dict[str, int] = {}
    bought: dict[str, int] = {}
    orders: dict[str, int] = {}
    items: int = 0
    revenue: float = 0.0
    refunded: float = 0.0


def note(basket: Basket, event: ShopEvent, at: int) -> None:
    """Takes in an event beyond looking. A purchase without an order is an order of its own."""
    _earliest(basket.reached, event.type, at)
    if event.type == "add_to_cart" and event.product is not None:
        _earliest(basket.carted, event.product, at)
    elif event.type == "purchase":
        quantity = 1 if event.quantity is None else event.quantity
        basket.items += quantity
        basket.revenue += quantity * (event.price or 0.0)
        _earliest(basket.orders, event.order or event.id, at)
        if event.product is not None:
            _earliest(basket.bought, event.product, at)
    elif event.type == "refund":
        basket.refunded += (1 if event.quantity is None else abs(event.quantity)) * (event.price or 0.0)


def merge(earlier: Basket, later: Basket) -> None:
    """Adds what a later part of the same session did."""
    for into, more in ((earlier.reached, later.reached), (earlier.carted, later.carted), (earlier.bought, later.bought)):
        for name, at in more.items():
            _earliest(into, name, at)
    for order, at in later.orders.items():
        _earliest(earlier.orders, order, at)
    earlier.items += later.items
    earlier.revenue += later.revenue
    earlier.refunded += later.refunded


def bought(basket: Basket) -> dict[str, Any]:
    """A basket's facts, by the names of a `sessions` row. Sums are rounded: the order of adding up must not show."""
    when = {step: basket.reached[type] / 1000 if type in basket.reached else None for step, type in _STEPS.items()}
    return {
        "carted": _in_order(basket.carted),
        "bought": _in_order(basket.bought),
        "orders": len(basket.orders),
        "items": basket.items,
        "revenue": round(basket.revenue, 4),
        "refunded": round(basket.refunded, 4),
        **when,
    }


_STEPS: Final = {"cart_at": "add_to_cart", "checkout_at": "begin_checkout", "purchase_at": "purchase"}


def _earliest(times: dict[str, int], name: str, at: int) -> None:
    known = times.get(name)
    if known is None or at < known:
        times[name] = at


def _in_order(times: dict[str, int]) -> list[str]:
    return [name for at, name in sorted((at, name) for name, at in times.items())]
