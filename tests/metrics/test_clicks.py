"""Metrics over clicks: given these clicks, these numbers."""

from tests.builders import at, click, moment
from tests.metrics.conftest import Shop


def test_clicks(shop: Shop) -> None:
    shop.given(*(click(at=at(clock)) for clock in ("09:59:59.999", "10:00", "10:29:59.999", "10:30", "11:00")))
    assert shop.ask("clicks").value == 3
    assert shop.ask("clicks", step=1800).rows == [(moment("10:00"), 2, 2), (moment("10:30"), 1, 1)]


def test_clicks_per_minute(shop: Shop) -> None:
    shop.given(*(click(at=at(clock)) for clock in ("10:00", "10:01", "10:02", "10:31")))
    assert shop.ask("clicks_per_minute", end="10:40").value == 0.1
    assert shop.ask("clicks_per_minute", step=600).rows == [(moment("10:00"), 0.3, 3), (moment("10:30"), 0.1, 1)]


def test_visitors(shop: Shop) -> None:
    shop.given(
        click(at=at("10:00"), visitor="v1", session="s1"),
        click(at=at("10:40"), visitor="v1", session="s2"),
        click(at=at("10:41"), visitor="v2", session="s3"),
    )
    assert shop.ask("visitors").value == 2
    assert shop.ask("visitors", step=1800).rows == [(moment("10:00"), 1, 1), (moment("10:30"), 2, 2)]


def test_visitors_are_sessions_where_the_source_names_none(shop: Shop) -> None:
    shop.given(*(click(visitor=None, session=session) for session in ("s1", "s1", "s2")))
    assert shop.ask("visitors").value == 2


def test_visitors_now(shop: Shop) -> None:
    shop.given(
        click(at=at("10:04:59.999"), visitor="early"),
        click(at=at("10:05"), visitor="v1"),
        click(at=at("10:09"), visitor="v2"),
        click(at=at("10:09:59.999"), visitor="v1"),
        click(at=at("10:58"), visitor="late"),
    )
    assert shop.ask("visitors_now").value == 1  # at 11:00
    assert shop.ask("visitors_now", end="10:10").value == 2
    assert shop.ask("visitors_now", step=600).rows == [(moment("10:00"), 2, 3), (moment("10:50"), 1, 1)]


def test_visitors_now_counts_a_click_in_every_step_that_ends_within_five_minutes_of_it(shop: Shop) -> None:
    shop.given(click(at=at("10:01:30")))
    lines = shop.ask("visitors_now", end="10:10", step=60).rows
    assert [t for t, _, _ in lines] == [moment(f"10:0{minute}") for minute in (1, 2, 3, 4, 5)]


def test_top_categories(shop: Shop) -> None:
    shop.given(
        click(category="skirts", session="s1"),
        click(category="skirts", session="s1"),
        click(category="skirts", session="s2"),
        click(category="sale", session="s2"),
        click(category=""),
    )
    answer = shop.ask("top_categories")
    assert answer.columns == ("label", "value", "samples", "share_percent", "sessions")
    assert answer.rows == [("skirts", 3, 3, 75.0, 2), ("sale", 1, 1, 25.0, 1)]


def test_top_products(shop: Shop) -> None:
    shop.given(click(product="B2"), click(product="B1"), click(product="B1"), click(product="C1", category="blouses"), click(product=""))
    answer = shop.ask("top_products")
    assert answer.columns == ("label", "value", "samples", "share_percent", "product_category")
    assert answer.rows == [("B1", 2, 2, 50.0, "skirts"), ("B2", 1, 1, 25.0, "skirts"), ("C1", 1, 1, 25.0, "blouses")]


def test_top_colours(shop: Shop) -> None:
    shop.given(click(colour="red"), click(colour="red"), click(colour="blue"), click(colour=""))
    assert shop.ask("top_colours").rows == [("red", 2, 2, 66.67), ("blue", 1, 1, 33.33)]


def test_page_positions(shop: Shop) -> None:
    shop.given(
        click(position=2, page_number=1),
        click(position=2, page_number=1),
        click(position=1, page_number=2),
        click(position=None, page_number=2),
        click(position=1, page_number=None),
    )
    answer = shop.ask("page_positions")
    assert (answer.rows, answer.samples) == ([(2, 1, 2, 2), (1, 2, 1, 1)], 3)


def test_first_page_share(shop: Shop) -> None:
    shop.given(*(click(at=at("10:00"), page_number=page) for page in (1, 1, 2, 3)))
    shop.given(*(click(at=at("10:30"), page_number=page) for page in (1, None)))
    answer = shop.ask("first_page_share", step=1800)
    assert (answer.value, answer.samples) == (60, 5)
    assert answer.rows == [(moment("10:00"), 50, 4), (moment("10:30"), 100, 1)]


def test_price_against_average(shop: Shop) -> None:
    shop.given(
        *(click(category="blouses", country="PL", price=price) for price in (30.0, 60.0)),
        *(click(category="blouses", country="DE", price=price) for price in (60.0, 90.0)),
        *(click(category="sale", country="PL", price=price) for price in (1.0, 2.0, None)),
    )
    everybody, poland = shop.ask("price_against_average"), shop.ask("price_against_average", country="PL", category="blouses")
    assert (everybody.value, everybody.samples) == (100 * 2 / 6, 6)  # 90 among the blouses, 2 among the sale
    assert (poland.value, poland.samples, poland.more) == (0, 2, {"average_price": 45.0})  # against everybody's average of 60


def test_equal_prices_are_not_above_their_average(shop: Shop) -> None:
    shop.given(*(click(price=0.7) for _ in range(37)))  # the sum of 37 times 0.7, divided by 37, is less than 0.7
    assert shop.ask("price_against_average").value == 0


def test_latency(shop: Shop) -> None:
    shop.given(*(click(sent=at("10:00:00")) for _ in range(20)), stored_at=at("10:00:00.500"))
    shop.given(*(click(sent=at("10:00:00")) for _ in range(5)), stored_at=at("10:00:09"))
    answer = shop.ask("latency")
    assert (answer.value, answer.samples, answer.more) == (9.0, 25, {"median": 0.5})
