"""What events add to their day: looks and carts of the shop, and sales of whoever sells."""

from contracts.events import OrderEvent, ShopEvent
from stream_apps.pipelines.days import DayTally, money
from stream_apps.pipelines.order_line import COUNTED, SOLD_ONLINE, order_of, quantity_of, treatment_of


def tally(days: DayTally, event: ShopEvent, at: int) -> None:
    """Takes in an event of the web shop; by the rules of orders, what counts as sales."""
    if event.type == "view_item":
        days.of(at, event.product, event.category).views += 1
    elif event.type == "add_to_cart":
        days.of(at, event.product, event.category).carts += 1
    elif event.type in SOLD_ONLINE and treatment_of(event, "") in COUNTED:
        tally_line(days, event, at)


def tally_line(days: DayTally, event: ShopEvent | OrderEvent, at: int) -> None:
    """Takes in a line that counts as sales, or as given back."""
    sums, quantity = days.of(at, event.product, event.category), quantity_of(event)
    sums.quantity += quantity
    sums.value += money(event.price or 0.0, quantity)
    if quantity > 0:
        days.order(at, event.product, order_of(event))
