"""What shoppers look at and buy is tallied by product and day."""

from typing import Any

from tests.stream_apps.pipelines.fold import click, end, folded, records


def days(*messages: bytes) -> list[dict[str, Any]]:
    """What product_days hold beside where they come from, product by product; zeros are left out."""
    names = ("views", "carts", "orders", "quantity", "value")
    found = []
    for row in folded(records(*messages))["product_days"]:
        for place, product in enumerate(row.products):
            sums = {name: column[place] for name in names if (column := getattr(row, name)) and column[place]}
            found.append({"product": product, "category": row.categories[place], **sums})
    return found


def test_looks_carts_purchases_and_returns_count_for_their_product() -> None:
    found = days(
        click(1, "10:00", price=50.0),
        click(2, "10:01", type="add_to_cart"),
        click(3, "10:02", type="purchase", order="i1", price=50.0, quantity=2),
        click(4, "10:03", type="purchase", order="i1", product="B2", category="sale", price=0.1),
        click(5, "10:04", type="refund", price=50.0, quantity=1),
        click(6, "10:05", type="page_view", product=None, category=None),
        end(),
    )
    assert found == [
        {"product": "", "category": "", "orders": 1},
        {"product": "B1", "category": "skirts", "views": 1, "carts": 1, "orders": 1, "quantity": 1, "value": 500_000},
        {"product": "B2", "category": "sale", "orders": 1, "quantity": 1, "value": 1_000},
    ]


def test_a_purchase_without_an_order_is_one_of_its_own() -> None:
    found = days(click(1, "10:00", type="purchase", price=5.0), click(2, "10:01", type="purchase", price=5.0), end())
    assert [each["orders"] for each in found] == [2, 2]


def test_a_day_is_closed_by_whatever_moves_the_clock_and_says_for_whom_to_wait() -> None:
    first, second = click(1, "10:00", at="2026-04-29T10:00:00Z"), click(2, "10:01", at="2026-04-30T00:05:00Z")
    tick = click(0, "00:10", type="tick", visitor=None, product=None, category=None, streams=["shop", "orders"])
    rows = folded(records(first, second, tick))["product_days"]
    assert [(row.origin_offset, row.products, row.views, row.streams, row.is_last) for row in rows] == [
        (0, [], [], [], True),  # the days before its first
        (1, ["B1"], [1], [], True),
        (2, ["B1"], [1], ["shop", "orders"], True),
    ]
