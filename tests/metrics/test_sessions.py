"""Metrics over sessions and their segments: given these sessions, these numbers."""

from tests.builders import at, moment, session, session_segment
from tests.metrics.conftest import Shop

DAYS = 86_400.0


def test_sessions(shop: Shop) -> None:
    shop.given(*(session(start=at(clock)) for clock in ("09:59", "10:00", "10:01", "10:45", "11:00")))
    assert shop.ask("sessions").value == 3
    assert shop.ask("sessions", step=1800).rows == [(moment("10:00"), 2, 2), (moment("10:30"), 1, 1)]


def test_bounce_rate(shop: Shop) -> None:
    """A product's page may be two clicks, and is one view; what only tells of a purchase views nothing, and buying is no bounce."""
    shop.given(
        *(session(start=at("10:00"), page_views=views) for views in (1, 2, 3, 1)), session(start=at("10:30"), page_views=1, clicks=2)
    )
    shop.given(session(page_views=0, clicks=1), session(start=at("10:30"), page_views=1, furthest_step="purchase"))
    answer = shop.ask("bounce_rate", step=1800)
    assert (answer.value, answer.samples) == (50, 6)
    assert answer.rows == [(moment("10:00"), 50, 4), (moment("10:30"), 50, 2)]


def test_pages_per_session(shop: Shop) -> None:
    shop.given(session(page_views=1, pages=1), session(page_views=6, pages=4), session(start=at("10:30"), page_views=2, pages=1))
    answer = shop.ask("pages_per_session", step=1800)
    assert (answer.value, answer.more) == (3, {"distinct_pages": 2})
    assert answer.rows == [(moment("10:00"), 3.5, 2, 2.5), (moment("10:30"), 2, 1, 1)]


def test_session_duration(shop: Shop) -> None:
    shop.given(*(session(duration=float(seconds)) for seconds in range(0, 101, 10)))
    answer = shop.ask("session_duration")
    assert (answer.value, answer.samples, answer.more) == (50, 11, {"p90": 90})


def test_entry_pages(shop: Shop) -> None:
    shop.given(*(session(entry_page=page) for page in ("/sale/1", "/sale/1", "/sale/1", "/skirts/1", "")))
    assert shop.ask("entry_pages").rows == [("/sale/1", 3, 3, 75.0), ("/skirts/1", 1, 1, 25.0)]


def test_exit_pages(shop: Shop) -> None:
    shop.given(*(session(exit_page=page) for page in ("/sale/1", "/sale/1", "/sale/1", "/skirts/1", "")))
    shop.given(session(entry_page="/sale/1", exit_page="/skirts/2", categories=["sale"]))
    answer = shop.ask("exit_pages")
    assert answer.columns == ("label", "value", "samples", "share_percent", "exit_rate_percent")
    assert answer.rows == [("/sale/1", 3, 3, 60.0, 75.0), ("/skirts/1", 1, 1, 20.0, 20.0), ("/skirts/2", 1, 1, 20.0, 100.0)]
    assert shop.ask("exit_pages", category="sale").rows == [("/skirts/2", 1, 1, 100.0, 100.0)]


def test_countries(shop: Shop) -> None:
    shop.given(session(country="PL", clicks=1), session(country="PL", clicks=4), session(country="DE", clicks=2), session(country=""))
    answer = shop.ask("countries")
    assert answer.columns == ("label", "value", "samples", "share_percent", "pages_per_session")
    assert answer.rows == [("PL", 2, 2, 50.0, 2.5), ("DE", 1, 1, 25.0, 2.0), ("unknown", 1, 1, 25.0, 2.0)]


def test_a_source_that_names_no_country_has_none(shop: Shop) -> None:
    """Absent is absent, not unknown."""
    shop.given(session(country=""))
    assert shop.ask("countries").rows == []


def test_new_and_returning(shop: Shop) -> None:
    shop.given(
        session(returning=True, gap_since_last=2 * DAYS),
        session(returning=True, gap_since_last=2 * DAYS),
        session(returning=False),
        session(returning=None, visitor=None),
    )
    answer = shop.ask("new_and_returning")
    assert answer.columns == ("label", "value", "samples", "share_percent", "median_gap_days")
    assert answer.rows == [("returning", 2, 2, 50.0, 2.0), ("new", 1, 1, 25.0, None), ("unknown", 1, 1, 25.0, None)]


def test_product_pairs(shop: Shop) -> None:
    shop.given(
        *(session(products=["A", "B"]) for _ in range(3)),
        session(products=["A"]),
        session(products=["B"]),
        *(session(products=["C"]) for _ in range(5)),
    )
    answer = shop.ask("product_pairs")
    names = ("label", "value", "samples", "support_percent", "confidence_percent", "product", "then_product")
    assert answer.columns == names
    # of ten sessions four have A, four B, three both: lift = (3/4) / (4/10)
    assert answer.rows == [("A → B", 1.88, 3, 30.0, 75.0, "A", "B"), ("B → A", 1.88, 3, 30.0, 75.0, "B", "A")]


def test_product_pairs_of_a_category_are_shares_of_the_sessions_that_saw_it(shop: Shop) -> None:
    shop.given(
        *(session(products=["A", "B", "X"], product_categories=["skirts", "skirts", "sale"]) for _ in range(2)),
        *(session(products=["A"], product_categories=["skirts"]) for _ in range(2)),
        *(session(products=["X"], product_categories=["sale"]) for _ in range(6)),
    )
    answer = shop.ask("product_pairs", category="skirts", product="A")
    assert answer.rows == [("A → B", 1.0, 2, 50.0, 50.0, "A", "B")]


def test_product_pairs_leaves_out_pairs_below_one_percent_of_the_sessions(shop: Shop) -> None:
    shop.given(session(products=["A", "B"]), *(session(products=["C", "D"]) for _ in range(100)))
    assert [row[0] for row in shop.ask("product_pairs").rows] == ["C → D", "D → C"]


def test_segments(shop: Shop) -> None:
    shop.given(
        session_segment(segment=1, name="mixed visitors", start=at("10:00"), clicks=1, duration=0.0),
        session_segment(segment=1, name="sale visitors", start=at("10:20"), clicks=2, duration=30.0),
        session_segment(segment=1, name="sale visitors", start=at("10:10"), clicks=3, duration=10.0),
        session_segment(segment=2, name="deep browsers", start=at("10:15"), clicks=20, duration=900.0),
    )
    answer = shop.ask("segments")
    assert answer.columns == ("label", "value", "samples", "share_percent", "clicks_per_session", "median_duration_s")
    # a segment goes by the newest name of the period
    assert answer.rows == [("sale visitors", 3, 3, 75.0, 2.0, 10.0), ("deep browsers", 1, 1, 25.0, 20.0, 900.0)]
