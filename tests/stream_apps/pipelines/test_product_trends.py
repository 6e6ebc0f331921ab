"""What a source without categories, looks or sales is told of its trends, and how lists of risers are judged."""

from typing import Any

from contracts.rows import ProductDay
from stream_apps.pipelines.joined_days import SECONDS
from stream_apps.pipelines.product_trends import LEARNING, NO_CATEGORY, NO_MOVE, ProductTrendLearner
from stream_apps.pipelines.sales_forecasts import NO_SALES, NOTHING_BEFORE, NOTHING_LED, SalesForecastLearner
from tests.builders import at, product_day
from tests.stream_apps.pipelines.learned import learned, rows_after


def days(count: int, **of_each: Any) -> list[ProductDay]:
    """What the only partition of the only stream wrote of so many days: 22 products, all alike."""
    products = ["", *(f"p{each:02d}" for each in range(22))]
    what: dict[str, Any] = {"products": products, "categories": [], "views": [], "is_last": True}
    what |= {name: [value if product else int(name == "orders") for product in products] for name, value in of_each.items()}
    return [product_day(**what, day=at("00:00") + number * SECONDS) for number in range(count)]


def notes(found: list[Any]) -> list[tuple[str, str]]:
    return [(row.model, row.note) for row in found if getattr(row, "note", "")]


def test_a_source_without_sales_and_categories_is_told_so_and_its_looks_are_followed() -> None:
    looks = days(40, views=3)
    assert notes(rows_after(looks, learned(SalesForecastLearner))) == [
        ("sales forecast", NO_SALES),
        ("what leads sales", NOTHING_LED),
    ]
    assert ("what leads sales", NOTHING_BEFORE) in notes(
        rows_after(days(20, orders=1, quantity=1, value=10), learned(SalesForecastLearner))
    )
    found = rows_after(looks, learned(ProductTrendLearner))
    assert notes(found) == [("product trends", LEARNING), ("category trends", NO_CATEGORY), ("product trends", NO_MOVE)]
    trends = [row for row in found if not hasattr(row, "model")]
    assert {(row.kind, row.verdict, row.measure) for row in trends} == {("product", "steady", "views")}


def test_lists_of_risers_are_judged_two_weeks_later() -> None:
    found = rows_after(days(60, orders=2, views=5), learned(ProductTrendLearner))
    scores = [row for row in found if getattr(row, "score", None) is not None]
    assert scores[0].samples == 20
    assert (scores[0].score, scores[0].rival_score) == (0.0, 0.0)  # nothing rose
