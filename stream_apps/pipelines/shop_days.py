"""What a shopping event adds to its day: looks, carts and, by the rules of orders, what counts as sales."""

from contracts.events import ShopEvent
from stream_apps.pipelines.days import DayTally, money
from stream_apps.pipelines.order_line import COUNTED, SOLD_ONLINE, order_of, quantity_of, treatment_of


def tally(days: DayTally, event: ShopEvent, at: int) -> None:
    """Takes in an event."""
    if event.type == "view_item":
        days.of(at, event.product, event.category).views += 1
    elif event.type == "add_to_cart":
        days.of(at, event.product, event.category).carts += 1
    elif event.type in SOLD_ONLINE and treatment_of(event, "") in COUNTED:
        _sell(days, event, at)


def _sell(days: DayTally, event: ShopEvent, at: int) -> None:
    sums, quantity = days.of(at, event.product, event.category), quantity_of(event)
    sums.quantity += quantity
    sums.value += money(event.price or 0.0, quantity)
    if quantity > 0:
        days.order(at, event.product, order_of(event))
