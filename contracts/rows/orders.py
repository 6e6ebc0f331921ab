"""What was sold."""

from contracts.rows.base import Name, Origin, Time


class OrderLine(Origin, kw_only=True, gc=False, omit_defaults=True):
    """One line of an order, from events.orders or from a purchase in the web shop (events.shop).

    quantity is what was sold, negative for what came back; value is price x quantity, rounded to four decimals. treatment says how the
    rules treat the line: "sale" and "return" count as sales; any other names why it does not (docs/orders.md), so that all lines add up
    to the file. customer is the account, else null.
    """

    event: str
    order_id: str
    at: Time
    sent: Time
    product: Name
    quantity: int
    price: float
    value: float
    treatment: Name
    name: str = ""
    category: Name = ""
    customer: str | None = None
    visitor: str | None = None
    currency: Name = ""
    country: Name = ""
    channel: Name = ""
    device: Name = ""
    store: Name = ""
    precision: Name = "ms"
