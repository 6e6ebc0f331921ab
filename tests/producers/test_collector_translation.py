"""From what browsers, GA4's and Segment's libraries send to events of ours."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events import ShopEvent
from producers.collector.arrival import Arrival
from producers.collector.decoding import decoded
from producers.collector.lines import MOST
from producers.collector.own import TYPES
from producers.collector.refusal import ShapeError
from tests.builders import ms
from tests.producers.collecting import RECEIVED, reasons, said, translated


def test_the_server_stamps_what_is_missing() -> None:
    event = {"type": "view_item", "visitor": "v1", "product": "B4", "price": 52}
    assert said(event) == [event | {"id": "fresh1", "at": RECEIVED, "price": 52.0}]


@pytest.mark.parametrize("wrap", [lambda e: e, lambda e: [e], lambda e: {"events": [e]}, lambda e: {"events": [e], "sent_at": RECEIVED}])
def test_one_a_list_or_an_envelope(wrap: Any) -> None:
    event = {"id": "a", "type": "page_view", "at": RECEIVED - 5, "visitor": "v1", "page": "/"}
    assert said(wrap(event)) == [event]


def test_the_write_key_names_the_source_whatever_the_client_says() -> None:
    (event,) = translated({"type": "page_view", "visitor": "v1", "source": "other"}).events
    assert event.source == "live"


def test_headers_stand_where_the_event_names_nothing() -> None:
    arrival = Arrival(source="live", received=RECEIVED, known={"device": "mobile", "country": "PL"})
    assert said({"type": "page_view", "visitor": "v1", "device": "tablet"}, arrival)[0] | {"id": "", "at": 0} == {
        "type": "page_view", "visitor": "v1", "device": "tablet", "country": "PL", "id": "", "at": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "sent_at", "expected"),
    [
        ("09:59:50", "10:00", "09:59:50"),  # its clock is right
        ("12:59:50", "13:00", "09:59:50"),  # three hours ahead
        ("06:59:50", "07:00", "09:59:50"),  # three hours behind
        ("09:59:49", "09:59:59", "09:59:49"),  # a second on the way is no wrong clock
        ("10:00:09", None, "10:00"),  # nothing happens after it was received
    ],
)
def test_a_wrong_clock_is_put_right(at: str, sent_at: str | None, expected: str) -> None:
    body: dict[str, Any] = {"events": [{"type": "page_view", "visitor": "v1", "at": ms(at)}]}
    (event,) = said(body | ({"sent_at": ms(sent_at)} if sent_at else {}))
    assert event["at"] == ms(expected)


def test_the_same_sent_again_has_the_same_id() -> None:
    stamped = {"events": [{"type": "page_view", "visitor": "v1", "at": RECEIVED - 5}], "sent_at": RECEIVED}
    bought = {"type": "purchase", "visitor": "v1", "order": "o1", "items": [{"product": "A"}, {"product": "B"}]}
    for body in (stamped, bought):
        first, later = translated(body), translated(body, Arrival(source="live", received=RECEIVED + 60_000))
        assert [event.id for event in first.events] == [event.id for event in later.events]
    two = [{"type": "page_view", "visitor": "v1"}] * 2
    assert len({event.id for event in translated(two).events}) == 2


def test_each_product_of_an_order_is_an_event_of_it() -> None:
    items = [{"product": "A", "price": 10, "quantity": 2}, {"product": "B", "price": 5}]
    first, second = said({"id": "x", "type": "purchase", "visitor": "v1", "currency": "EUR", "engaged": 900, "items": items})
    assert (first["id"], first["product"], first["quantity"], first["engaged"]) == ("x.0", "A", 2, 900)
    assert (second["id"], second["product"], "engaged" in second) == ("x.1", "B", False)


def test_a_checkout_of_several_products_is_one_event() -> None:
    assert len(said({"type": "begin_checkout", "visitor": "v1", "items": [{"product": "A"}, {"product": "B"}]})) == 1


@pytest.mark.parametrize(
    ("more", "channel"),
    [
        ({"utm_source": "newsletter", "utm_medium": "email"}, "Email"),
        ({"utm_source": "google", "utm_medium": "cpc"}, "Paid Search"),
        ({"utm_source": "facebook", "utm_medium": "paid"}, "Paid Social"),
        ({"utm_source": "partner"}, "Unassigned"),
        ({"referrer": "www.google.co.uk"}, "Organic Search"),
        ({"referrer": "t.co"}, "Organic Social"),
        ({"referrer": "news.example"}, "Referral"),
        ({"channel": "Direct"}, "Direct"),
        ({"channel": None, "utm_source": "bing", "utm_medium": None, "referrer": "www.bing.com"}, "Organic Search"),
        ({}, None),
    ],
)
def test_where_a_visit_came_from(more: dict[str, str], channel: str | None) -> None:
    assert said({"type": "page_view", "visitor": "v1"} | more)[0].get("channel") == channel


GA4 = {
    "client_id": "123.456",
    "user_id": "c1",
    "timestamp_micros": str((RECEIVED - 1000) * 1000),
    "device": {"category": "mobile"},
    "events": [
        {
            "name": "purchase",
            "params": {
                "session_id": 77,
                "engagement_time_msec": "1200",
                "transaction_id": 9001,
                "currency": "EUR",
                "page_location": "https://shop.example/thanks?email=a@b.c",
                "items": [{"item_id": "B4", "item_category": "skirts", "price": "52.5", "quantity": 2}, {"item_id": 507, "price": 10}],
            },
        }
    ],
}


def test_ga4() -> None:
    first, second = said(GA4)
    common = {"type": "purchase", "at": RECEIVED - 1000, "visitor": "123.456", "session": "123.456.77", "customer": "c1", "page": "/thanks"}
    common |= {"order": "9001", "currency": "EUR", "device": "mobile"}
    assert first == common | {
        "id": "purchase.9001.B4", "engaged": 1200, "product": "B4", "category": "skirts", "price": 52.5, "quantity": 2,
    }  # fmt: skip
    assert second == common | {"id": "purchase.9001.507", "product": "507", "price": 10.0}


SEGMENT = {
    "type": "track",
    "event": "Order Completed",
    "messageId": "m1",
    "anonymousId": "v1",
    "userId": "c1",
    "originalTimestamp": "2026-05-01T12:59:50Z",
    "context": {"page": {"path": "/thanks"}, "campaign": {"source": "news", "medium": "email"}, "traits": {"age": 44, "gender": "f"}},
    "properties": {"order_id": "o1", "currency": "EUR", "products": [{"product_id": "B4", "price": 52, "quantity": 1}, {"sku": "B5"}]},
}


def test_segment() -> None:
    first, second = said({"batch": [SEGMENT], "sentAt": "2026-05-01T13:00:00Z"})
    assert first == {
        "type": "purchase", "id": "purchase.o1.B4",
        "at": ms("09:59:50"), "visitor": "v1", "customer": "c1", "page": "/thanks", "channel": "Email",
        "age": 44, "gender": "f", "order": "o1", "currency": "EUR", "product": "B4", "price": 52.0, "quantity": 1,
    }  # fmt: skip
    assert (second["id"], second["product"]) == ("purchase.o1.B5", "B5")


def test_segment_page_and_identify() -> None:
    page = {"type": "page", "userId": "c1", "messageId": "m2", "properties": {"path": "/skirts", "referrer": "https://www.bing.com/x"}}
    found = translated({"batch": [page, {"type": "identify", "userId": "c1", "traits": {"age": 44}}]})
    (event,) = found.events
    assert (event.type, event.visitor, event.page, event.referrer) == ("page_view", "c1", "/skirts", "www.bing.com")
    assert (found.empty, found.refused) == (1, [])


def test_the_good_of_a_batch_are_taken_and_the_bad_are_named() -> None:
    good = {"type": "page_view", "visitor": "v1"}
    batch = [
        good,
        good | {"colour": 7},
        good | {"colr": "red"},
        {"type": "page_view"},
        good | {"price": -1},
        good | {"type": "reset"},
        good | {"type": "wink"},
        good | {"at": RECEIVED + 400_000},
        good | {"at": "2026-05-01T10:00:00"},
        good | {"at": "soon"},
        "text",
        {"type": "purchase", "visitor": "v1", "items": [{"product": "A"}, {"product": "B", "price": -1}]},
        good,
    ]
    assert len(translated(batch).events) == 3
    assert reasons(batch) == list(enumerate([
        "wrong_type", "unknown_field", "no_subject", "negative_price", "unmapped", "unmapped", "future", "no_zone", "invalid_value",
        "wrong_type", "negative_price",
    ], 1))  # fmt: skip


@pytest.mark.parametrize("kind", ["tick", "end", "reset"])
def test_no_sender_speaks_for_the_source(kind: str) -> None:
    assert reasons([{"type": kind, "visitor": "v1"}]) == [(0, "unmapped")]
    assert reasons({"client_id": "1", "events": [{"name": kind}]}) == [(0, "unmapped")]


@pytest.mark.parametrize("document", [{}, 7, "text", None, {"type": []}, {"hello": 1}, {"events": 7}])
def test_an_unknown_shape_is_told_what_to_send(document: Any) -> None:
    with pytest.raises(ShapeError, match="send one event"):
        translated(document)


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000, b"1e400", b'["\\ud83d", NaN]'])
def test_what_is_no_json_is_told_what_to_send(body: bytes) -> None:
    with pytest.raises(ShapeError, match="not JSON"):
        decoded(body)


def test_a_body_becomes_a_bounded_number_of_events() -> None:
    many = {"type": "purchase", "visitor": "v1", "items": [{}] * 100}
    with pytest.raises(ShapeError, match="send at most"):
        translated([{"type": "page_view", "visitor": "v1"}] * (MOST + 1))
    with pytest.raises(ShapeError, match="send less"):
        translated([many] * 21)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_NAMES = ["type", "name", "event", "at", "visitor", "product", "price", "items", "params", "properties", "context", "products", "id"]
_NAMES += ["order", "quantity", "value", "transaction_id", "order_id", "revenue", "page_location", "page_referrer", "session_id"]
_EVENT = st.dictionaries(
    st.sampled_from([*_NAMES, "originalTimestamp", "anonymousId", "utm_source", "referrer", "page"]), _JSON, max_size=6
)
_TYPED = st.builds(
    lambda event, type: event | {"type": type, "name": type}, _EVENT, st.sampled_from(["purchase", "page", "track", "view_item"])
)
_HEAD = st.dictionaries(
    st.sampled_from(["client_id", "user_id", "sent_at", "sentAt", "device", "context", "timestamp_micros"]), _JSON, max_size=3
)


@given(st.sampled_from(["events", "batch"]), st.lists(_TYPED | _EVENT | _JSON, max_size=3), _HEAD)
def test_whatever_is_sent_is_an_event_or_refused(name: str, events: list[Any], head: dict[str, Any]) -> None:
    """And what is accepted, the door accepts: it decodes as an event of the key's source."""
    try:
        found = translated(head | {name: events})
    except ShapeError:
        return
    for event in found.events:
        again = msgspec.json.decode(msgspec.json.encode(event), type=ShopEvent)
        assert again.source == "live"
        assert again.type in TYPES
        assert isinstance(again.at, int)
        assert again.visitor or again.session
