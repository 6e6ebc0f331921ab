"""Metrics of forecasts, trends and what leads sales: given these rows, these numbers."""

from typing import Any, Final

from contracts.rows import DayTotal, Flow, Forecast
from tests.builders import at, day_total, flow, forecast, lead_lag, model_score, moment, product_trend
from tests.metrics.conftest import Shop

DAY: Final = 86_400
TODAY: Final = at("00:00")  # Friday 1 May 2026
NOTE: Final = "No sale was seen in this source."


def foreseen(ahead: int, value: float, made: int = -1, **changes: Any) -> Forecast:
    """Of the day so many days after the one it was made of, which lies `made` days from today."""
    when = {"made": TODAY + made * DAY, "day": TODAY + (made + ahead) * DAY, "ahead": ahead}
    what = {"value": value, "low": value - 100, "high": value + 100, "rival": value - 50}
    return forecast(**(when | what | changes))


def up_to(number: int) -> Flow:
    """The source's clock stands at the last millisecond of a day, so many days from today."""
    return flow(clock=TODAY + (number + 1) * DAY - 0.001)


def sold(number: int, value: float) -> DayTotal:
    """What came of a day, so many days from today."""
    return day_total(day=TODAY + number * DAY, value=value)


def test_sales_tomorrow(shop: Shop) -> None:
    shop.given(foreseen(1, 1000), foreseen(2, 1100), foreseen(3, 800, made=-2), foreseen(3, 900), foreseen(1, 7000, made=0))
    answer = shop.ask("sales_tomorrow", "10:00", "14:00")
    assert answer.columns == ("label", "value", "samples", "revenue_low", "revenue_high", "revenue_usual", "note")
    assert answer.rows == [("Saturday 2 May 2026", 7000, 60, 6900, 7100, 6950, "")]  # of what was known by 14:00, the newest
    shop.given(foreseen(2, 0, low=0, high=0, made=0))
    assert shop.whole_period("sales_tomorrow", days=2).rows == [("Sunday 3 May 2026", 0, 60, 0, 0, -50, "likely closed")]


def test_sales_tomorrow_of_a_day_under_way(shop: Shop) -> None:
    shop.given(foreseen(1, 1000), foreseen(2, 1100))
    assert [row[:2] for row in shop.ask("sales_tomorrow", "10:00", "14:00").rows] == [("Saturday 2 May 2026", 1100)]
    assert shop.whole_period("sales_tomorrow", days=30).rows == []


def test_sales_next_week(shop: Shop) -> None:
    shop.given(foreseen(1, 7000, days=7, made=-2), foreseen(1, 8000, days=7), foreseen(1, 1000))
    answer = shop.ask("sales_next_week", "10:00", "14:00")
    assert answer.columns == ("label", "value", "samples", "revenue_low", "revenue_high", "revenue_usual")
    assert answer.rows == [("1 May to 7 May 2026", 8000, 60, 7900, 8100, 7950)]
    assert shop.whole_period("sales_next_week", days=30).rows == []


def test_sales_outlook(shop: Shop) -> None:
    shop.given(*(foreseen(ahead, 1000 + ahead) for ahead in range(1, 5)), foreseen(1, 7000, days=7), foreseen(3, 5, made=-2))
    answer = shop.ask("sales_outlook", "10:00", "14:00")
    assert [row[:4] for row in answer.rows] == [
        ("Saturday 2 May", 1002, 60, 902),
        ("Sunday 3 May", 1003, 60, 903),
        ("Monday 4 May", 1004, 60, 904),
    ]


def test_sales_forecast(shop: Shop) -> None:
    shop.given(up_to(2), sold(0, 900), sold(1, 1200), sold(2, 0), foreseen(1, 1000), foreseen(1, 1100, made=0), foreseen(2, 5, made=-2))
    answer = shop.whole_period("sales_forecast", days=3)
    assert answer.columns == ("t", "value", "samples", "foreseen_revenue", "low_revenue", "high_revenue")
    assert (answer.value, answer.samples, answer.more) == (2100, 2, {"foreseen_revenue": 2100, "low_revenue": None, "high_revenue": None})
    assert shop.ask("sales_forecast", "00:00", "23:00", step=DAY).rows == [(moment("00:00"), 900, 1, 1000, 900, 1100)]


def test_forecast_error(shop: Shop) -> None:
    shop.given(up_to(1), sold(0, 900), sold(1, 1100), foreseen(1, 1000), foreseen(1, 1150, made=0, rival=800))
    answer = shop.whole_period("forecast_error", days=3)
    assert (answer.value, answer.samples, answer.more) == (7.5, 2, {"naive_percent": 17.5})


def test_sales_shortfall(shop: Shop) -> None:
    shop.given(up_to(1), sold(0, 850), sold(1, 5000), foreseen(1, 1000), foreseen(1, 1000, made=0))
    assert shop.whole_period("sales_shortfall", days=1).value == 5
    answer = shop.whole_period("sales_shortfall", days=3)
    assert (answer.value, answer.samples) == (2.5, 2)


def test_a_day_that_is_not_over_is_in_none_of_them(shop: Shop) -> None:
    """A source that ended in the morning has a total of that day; of what the day would have brought it says nothing."""
    shop.given(flow(clock=at("03:14") + DAY), sold(0, 1000), sold(1, 50), foreseen(1, 1000), foreseen(1, 1000, made=0))
    for metric, value in (("forecast_error", 0), ("sales_shortfall", 0), ("sales_forecast", 1000)):
        answer = shop.whole_period(metric, days=2)
        assert (answer.value, answer.samples) == (value, 1), metric
    shop.given(up_to(1))
    assert shop.whole_period("sales_shortfall", days=2).value == 42.5


def test_limits_that_are_not_known_yet_are_no_numbers(shop: Shop) -> None:
    unknown = {"low": None, "high": None}
    shop.given(up_to(1), sold(0, 900), sold(1, 500), foreseen(1, 1000, **unknown), foreseen(3, 900), foreseen(1, 1000, made=0))
    shop.given(foreseen(2, 1100, made=0, **unknown), foreseen(1, 7000, days=7, **unknown))
    assert shop.ask("sales_forecast", "00:00", "23:00", step=DAY).rows == [(moment("00:00"), 900, 1, 1000, None, None)]
    assert (shop.whole_period("sales_shortfall", days=2).value, shop.whole_period("sales_shortfall", days=2).samples) == (40, 1)
    assert shop.ask("sales_next_week", "10:00", "14:00").rows == [("1 May to 7 May 2026", 7000, 60, None, None, 6950)]
    assert [row[:5] for row in shop.ask("sales_outlook", "10:00", "14:00").rows] == [
        ("Saturday 2 May", 1000, 60, 900, 1100),
        ("Sunday 3 May", 1100, 60, None, None),  # as foreseen last
    ]


def test_rising_products(shop: Shop) -> None:
    shop.given(
        product_trend(name="B1", at=TODAY - 7 * DAY, verdict="steady"),
        product_trend(name="B1", ratio=1.6),
        product_trend(name="B2", ratio=2.5, verdict="new", category="sale"),
        product_trend(name="B3", ratio=0.9, verdict="new"),
        product_trend(name="B6", ratio=1.5, verdict="surging"),
        product_trend(name="B4", verdict="falling", ratio=3.0),
        product_trend(name="B5", at=TODAY - 20 * DAY),
        product_trend(name="skirts", kind="category"),
    )
    answer = shop.ask("rising_products")
    assert answer.columns == ("label", "value", "samples", "verdict", "z", "measured_by", "a_day", "change_a_week")
    assert answer.rows == [
        ("B2", 2.5, 280, "new", 4, "orders", 5, 0.7),
        ("B1", 1.6, 280, "rising", 4, "orders", 5, 0.7),
        ("B6", 1.5, 280, "surging", 4, "orders", 5, 0.7),
    ]
    assert [row[0] for row in shop.ask("rising_products", category="sale").rows] == ["B2"]


def test_falling_products(shop: Shop) -> None:
    fell = {"verdict": "falling", "z": -4.0, "slope": -0.7}
    shop.given(
        product_trend(name="B1", ratio=0.6, **fell),
        product_trend(name="B2", ratio=0.4, **fell),
        product_trend(name="B3", ratio=0.1),
        product_trend(name="B4", ratio=1.54, **fell),  # over the eight weeks; lately it is asked for more than usual again
    )
    answer = shop.ask("falling_products")
    assert [row[:5] for row in answer.rows] == [("B2", 0.4, 280, "falling", -4), ("B1", 0.6, 280, "falling", -4)]


def test_category_trends(shop: Shop) -> None:
    shop.given(
        product_trend(kind="category", name="skirts", category="", slope=0.7, level=5.0),
        product_trend(kind="category", name="sale", category="", verdict="falling", slope=-0.5, level=5.0, orders_z=-3.0, views_z=None),
        product_trend(name="B1"),
    )
    answer = shop.ask("category_trends")
    assert answer.rows == [
        ("skirts", 14, 280, "rising", 4, "orders", 1.6, 3, 3.5, None),
        ("sale", -10, 280, "falling", 4, "orders", 1.6, None, -3, None),
    ]
    assert [row[0] for row in shop.ask("category_trends", category="sale").rows] == ["sale"]


def test_what_leads_sales(shop: Shop) -> None:
    shop.given(
        lead_lag(at=TODAY - 8 * DAY, days=1, leads=True),
        lead_lag(days=0, correlation=0.6, leads=False),
        lead_lag(days=1, correlation=0.25, leads=False),
        lead_lag(days=3, correlation=0.5),
        lead_lag(days=4, correlation=-0.1, leads=False),
        lead_lag(measure="sentiment", days=1, correlation=0.05, leads=False),
    )
    answer = shop.ask("what_leads_sales")
    assert answer.columns == ("label", "value", "samples", "by_chance", "finding")
    assert [(row[0], row[1], row[4]) for row in answer.rows] == [
        ("views 3 days before", 0.5, "leads sales"),
        ("views on the same day", 0.6, "goes with sales"),
        ("views 1 day before", 0.25, "beyond one chance, not beyond that of the best of fourteen"),
        ("sentiment 1 day before", 0.05, "within chance"),
        ("views 4 days before", -0.1, "within chance"),
    ]


def test_a_source_without_sales_says_so_wherever_its_forecast_is_asked(shop: Shop) -> None:
    shop.given(model_score(model="sales forecast", measure="", score=None, rival_score=None, samples=0, note=NOTE))
    for metric in ("sales_tomorrow", "sales_next_week", "sales_outlook", "sales_forecast", "forecast_error"):
        answer = shop.ask(metric)
        assert (answer.rows, answer.remark) == ([], NOTE)
