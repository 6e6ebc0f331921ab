"""Metrics of segments: given these visits and who belongs where, these numbers."""

from tests.builders import at, customer_segment, session_segment
from tests.metrics.conftest import Shop


def test_segment_sizes(shop: Shop) -> None:
    skirts, sale = {"segment": 1}, {"segment": 2, "name": "sale visitors"}
    shop.given(*(session_segment(session=f"a{n}", start=at("10:00"), **what) for n, what in enumerate((skirts, skirts, skirts, sale))))
    shop.given(
        session_segment(session="b", start=at("10:55"), **sale), session_segment(session="c", start=at("10:54"), segment=1, name="deep")
    )
    answer = shop.ask("segment_sizes")
    assert answer.columns == ("x", "y", "value", "samples")
    # a segment goes by its newest name
    assert answer.rows == [
        ("05-01 10:00", "deep", 75.0, 3),
        ("05-01 10:50", "deep", 100.0, 1),
        ("05-01 10:00", "sale visitors", 25.0, 1),
        ("05-01 10:55", "sale visitors", 100.0, 1),
    ]


def test_customer_segments(shop: Shop) -> None:
    shop.given(*(customer_segment(visitor=visitor) for visitor in ("a", "b", "c")))
    shop.given(customer_segment(visitor="c", at=at("10:30"), segment=2, name="buyers", previous=1, visits=3, orders=2, spent=70.0))
    answer = shop.ask("customer_segments")
    assert answer.columns[3:] == ("share_percent", "visits_a_visitor", "orders_a_visitor", "spent_a_visitor")
    assert answer.rows == [("one-time visitors", 2, 2, 66.67, 1.0, 0.0, 0.0), ("buyers", 1, 1, 33.33, 3.0, 2.0, 70.0)]


def test_segment_movement(shop: Shop) -> None:
    moved = {"at": at("10:30"), "segment": 2, "name": "buyers", "previous": 1, "previous_name": "one-time visitors"}
    shop.given(customer_segment(visitor="a"), customer_segment(visitor="a", **moved), customer_segment(visitor="b", **moved))
    shop.given(customer_segment(visitor="c", previous=1, previous_name="one-time visitors"))
    assert shop.ask("segment_movement").rows == [("before: new", "now: buyers", 1, 1), ("before: one-time visitors", "now: buyers", 1, 1)]
