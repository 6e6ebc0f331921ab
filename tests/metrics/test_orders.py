"""Metrics of sales: given these lines of orders, these numbers."""

from typing import Any

import pytest

from contracts.rows import OrderLine
from tests.builders import at, moment, order_line
from tests.metrics.conftest import Shop

DAY = 86_400.0


def line(order: str = "i1", quantity: int = 1, price: float = 40.0, clock: str = "10:00", day: int = 0, **changes: Any) -> OrderLine:
    """A line of an order: so many pieces, at so much each, or as many that came back."""
    treatment = "sale" if quantity > 0 else "return"
    when = {"at": at(clock) + day * DAY, "value": price * quantity, "treatment": treatment}
    return order_line(order_id=order, quantity=quantity, price=price, **(when | changes))


NOT_SOLD = [line(treatment=treatment, order="other") for treatment in ("duplicate", "no_price", "postage", "discount")]


def test_revenue(shop: Shop) -> None:
    shop.given(line(), line(product="B2"), line("i2", clock="10:30"), line("i3", -1, 15.0, "10:30"), *NOT_SOLD)
    answer = shop.ask("revenue", step=1800)
    assert (answer.value, answer.samples, answer.more) == (105, 4, {"refunds": 15})
    assert answer.rows == [(moment("10:00"), 80, 2, 0), (moment("10:30"), 25, 2, 15)]
    assert shop.ask("revenue", product="B2").value == 40
    assert shop.ask("revenue", customer="k2").samples == 0


def test_orders(shop: Shop) -> None:
    shop.given(line(), line(product="B2"), line("i2"), line("i3", -1), *NOT_SOLD)
    answer = shop.ask("orders")
    assert (answer.value, answer.samples, answer.more) == (2, 2, {"lines_an_order": 1.5})


def test_average_order_value(shop: Shop) -> None:
    shop.given(line(), line(product="B2", quantity=3), line("i2"), line("i3", -1), *NOT_SOLD)
    answer = shop.ask("average_order_value")
    assert (answer.value, answer.samples, answer.more) == (100, 2, {"items_an_order": 2.5})
    assert shop.ask("average_order_value", product="B2").value == 120


def test_items_sold(shop: Shop) -> None:
    shop.given(line(quantity=6), line("i2", 2), line("i3", -3), *NOT_SOLD)
    answer = shop.ask("items_sold")
    assert (answer.value, answer.samples, answer.more) == (5, 3, {"returned": 3})


def test_top_sellers(shop: Shop) -> None:
    shop.given(
        *(line(name="CANDLE"), line("i2", name="CANDLE RED", clock="10:01"), line("i3", -1, 20.0, name="CANDLE")),
        *(line(product="B2", quantity=3), line("i4", -1, 1.0, product="B2", treatment="duplicate")),
    )
    answer = shop.ask("top_sellers")
    assert answer.columns[3:] == ("share_percent", "items", "orders_with_it", "product_category")
    assert answer.rows == [("B2", 120.0, 1, 66.67, 3, 1, "skirts"), ("B1 CANDLE", 60.0, 3, 33.33, 1, 2, "skirts")]


def test_sales_by_category(shop: Shop) -> None:
    shop.given(line(), line(category="sale", quantity=3), line(category=""), *NOT_SOLD)
    assert shop.ask("sales_by_category").rows == [("sale", 120.0, 1, 75.0, 3, 1), ("skirts", 40.0, 1, 25.0, 1, 1)]


def test_revenue_by_country(shop: Shop) -> None:
    shop.given(line(country="GB"), line("i2", country="GB"), line("i3", -1, 10.0, country="GB"), line("i4", country="IE"), line(country=""))
    by_country = [("GB", 70.0, 3, 46.67, 2, 40.0), ("IE", 40.0, 1, 26.67, 1, 40.0), ("unknown", 40.0, 1, 26.67, 1, 40.0)]
    assert shop.ask("revenue_by_country").rows == by_country


def test_revenue_by_hour(shop: Shop) -> None:
    shop.given(line(clock="10:59:59"), line("i2", clock="09:00"), line("i3", clock="10:10", day=1), *NOT_SOLD)
    assert shop.whole_period("revenue_by_hour").rows == [("09:00", 40.0, 1, 33.33, 1, 1), ("10:00", 80.0, 2, 66.67, 2, 2)]


def test_revenue_by_weekday(shop: Shop) -> None:
    shop.given(line(), line("i2", day=7), line("i3", -1, 10.0), line("i4", day=3, price=90.0), *NOT_SOLD)
    assert shop.whole_period("revenue_by_weekday").rows == [("Monday", 90.0, 1, 56.25, 1, 90.0), ("Friday", 70.0, 3, 43.75, 2, 35.0)]


def test_return_rate(shop: Shop) -> None:
    shop.given(line(), line("i2", 3, 20.0), line("i3", -1, 25.0), line("i4", -1, 5.0, clock="10:30"), *NOT_SOLD)
    answer = shop.ask("return_rate", step=1800)
    assert (answer.value, answer.samples, answer.more) == (30, 4, {"items_percent": 50})
    assert answer.rows == [(moment("10:00"), 25, 3, 25), (moment("10:30"), None, 1, None)]  # nothing was sold of which it could be a share


def test_a_source_that_books_no_returns_has_no_return_rate(shop: Shop) -> None:
    """Absent is absent, not 0."""
    shop.given(line())
    assert shop.ask("return_rate").rows == []


def test_repeat_purchase_rate(shop: Shop) -> None:
    shop.given(
        line("i0", clock="09:00"),
        line("i1"), line("i1", product="B2"), line("i2", customer="k2"), line("i3", customer="k2", clock="10:30"),
        line("i4", customer=None, visitor="v9"), line("i5", customer=None), line("i6", -1, customer="k3"),
    )  # fmt: skip
    answer = shop.ask("repeat_purchase_rate", step=1800)
    assert (round(answer.value or 0, 2), answer.samples, answer.more) == (66.67, 3, {"new_customers": 2})
    assert answer.rows == [(moment("10:00"), 33.3333, 3, 2), (moment("10:30"), 100, 1, 0)]


def test_days_between_purchases(shop: Shop) -> None:
    shop.given(
        line("i1"), line("i2", clock="10:30"), line("i3", day=7), line("i3", day=7, product="B2"), line("i4", day=200),
        line("i5", customer="k2", day=1), line("i6", customer="k2", day=8), line("i7", customer=None, day=9), line("i8", -1, day=9),
    )  # fmt: skip
    rows = shop.whole_period("days_between_purchases").rows
    assert rows == [("the same day", 1, 1, 25.0, 1), ("1-7 days", 2, 2, 50.0, 2), ("over 180 days", 1, 1, 25.0, 1)]


def test_order_reconciliation(shop: Shop) -> None:
    shop.given(
        line(price=0.1), line("i2", 3, 0.2), line("i3", -1, 0.3), line(price=7.004, treatment="postage"), line(treatment="duplicate")
    )
    answer = shop.ask("order_reconciliation")
    assert answer.columns == ("label", "value", "samples", "items", "counts")
    assert answer.rows == [
        ("all lines", 47.4, 5, 5, ""),
        ("net sales", 0.4, 3, 3, "yes"),
        ("sale", 0.7, 2, 4, "yes"),
        ("return", -0.3, 1, -1, "yes"),
        ("duplicate", 40.0, 1, 1, "no"),
        ("postage", 7.0, 1, 1, "no"),
    ]


@pytest.mark.parametrize("metric", ["revenue", "orders", "repeat_purchase_rate", "top_sellers"])
def test_lines_that_are_no_sales_are_in_no_figure(shop: Shop, metric: str) -> None:
    shop.given(*NOT_SOLD)
    assert shop.ask(metric).rows == []
