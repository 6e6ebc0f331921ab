"""Metrics over the stream itself: what came in, what was refused, how far behind, how good the model is."""

from datetime import UTC, datetime

from sinks.store import Store
from tests.builders import at, flow, model_score, moment, reject
from tests.metrics.conftest import Shop


def test_events_in(shop: Shop) -> None:
    shop.given(
        flow(clock=at("10:00"), events=10, clicks=6, rejected=1, late=1, duplicates=1, controls=1, sessions=2),
        flow(clock=at("10:10"), events=5, clicks=5),
        flow(clock=at("10:40"), events=1, controls=1, sessions=3),
        flow(clock=None, events=7, rejected=7),  # nothing of it could be placed in time
    )
    answer = shop.ask("events_in", step=1800)
    assert answer.columns == ("t", "value", "samples", "clicks", "rejected", "late", "duplicates", "controls", "sessions")
    assert answer.rows == [(moment("10:00"), 15, 15, 11, 1, 1, 1, 1, 2), (moment("10:30"), 1, 1, 0, 0, 0, 0, 1, 3)]
    assert (answer.value, answer.more["sessions"]) == (16, 5)


def test_rejects(shop: Shop) -> None:
    shop.given(
        reject(reason="negative_price", detail="price is -1.0", sent=at("10:00")),
        reject(reason="negative_price", detail="price is -1.0", sent=at("10:01")),
        reject(reason="not_json", detail="malformed", sent=at("09:00")),
        reject(reason="late"),
        reject(reason="duplicate"),
    )
    answer = shop.ask("rejects")
    assert answer.columns == ("label", "value", "samples", "last_sent", "example")
    assert answer.rows == [
        ("negative_price", 2, 2, moment("10:01"), "price is -1.0"),
        ("not_json", 1, 1, moment("09:00"), "malformed"),
    ]


def test_lag(shop: Shop, store: Store) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    store.insert_lag([[moment("10:00"), "worker", "events.shop", 0, 99]])
    store.insert_lag([[now, "worker", "events.shop", partition, 3] for partition in (0, 1)] + [[now, "sink", "clicks", 0, 0]])
    assert shop.ask("lag").rows == [("worker", 6, 2, now), ("sink", 0, 1, now)]


def test_segment_quality(shop: Shop) -> None:
    shop.given(
        model_score(at=at("10:00"), samples=500, score=0.5, rival_score=0.1),
        model_score(at=at("10:05"), samples=1000, score=0.6, rival_score=0.2),
        model_score(at=at("10:40"), samples=1500, score=0.7, rival_score=0.3),
        model_score(at=at("10:41"), samples=9000, score=0.9, model="another"),
    )
    answer = shop.ask("segment_quality", step=1800)
    assert (answer.value, answer.samples, answer.more) == (0.7, 1500, {"rival": 0.3})
    assert answer.rows == [(moment("10:00"), 0.6, 1000, 0.2), (moment("10:30"), 0.7, 1500, 0.3)]
