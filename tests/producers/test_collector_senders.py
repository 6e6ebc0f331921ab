"""What senders get wrong or write their own way: cut letters, numbered names, addresses; and that they are told what to do."""

import json
from typing import Any

import msgspec
import pytest

from contracts.events import Unmapped
from producers.collector.arrival import Arrival
from producers.collector.decoding import decoded, write_key
from producers.collector.refusal import Refusal, ShapeError
from producers.collector.rejects import reject
from producers.collector.translation import translate
from tests.producers.collecting import LATE, RECEIVED, VIEW, ga4, reasons, said, segment, told, translated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rb"a\ud83d", "a\ufffd"),
        (rb"a\ud83d b", "a\ufffd b"),
        (rb"\ude00a", "\ufffda"),
        (rb"\ud83d\ude00 \ud83d", "\U0001f600 \ufffd"),
        (rb"\\ud83d \ud83d", "\\ud83d \ufffd"),
    ],
)
def test_a_cut_letter_costs_that_letter(text: bytes, expected: str) -> None:
    assert decoded(b'[{"category": "' + text + b'", "price": 5}]') == [{"category": expected, "price": 5}]


def test_a_mark_in_front_and_nothing_at_all() -> None:
    assert decoded(b"\xef\xbb\xbf[]") == []
    for body in (b"", b" \n", b"\xef\xbb\xbf"):
        with pytest.raises(ShapeError, match="the body is empty: send one event"):
            decoded(body)


def test_a_write_key_does_not_stay_with_what_is_kept() -> None:
    document: Any = {"writeKey": "sk_1", "type": "track", "event": "Wink", "anonymousId": "v1"}
    assert write_key(document) == "sk_1"
    assert "writeKey" not in translated(document).refused[0].event
    assert [write_key(each) for each in ([], {}, {"writeKey": 7}, "text")] == [""] * 4


def test_a_shop_may_number_its_names() -> None:
    (event,) = said(VIEW | {"type": "purchase", "order": 1001, "customer": 7, "items": [{"product": 507, "category": 3}]})
    assert (event["order"], event["customer"], event["product"], event["category"]) == ("1001", "7", "507", "3")
    (event,) = said({"type": "page_view", "id": 5, "visitor": 6, "session": 7, "page": 8})
    assert (event["id"], event["visitor"], event["session"], event["page"]) == ("5", "6", "7", "8")


def deep() -> Any:
    """Lists in lists, more of them than a recursion goes through."""
    found: Any = []
    for _ in range(5_000):
        found = [found]
    return found


@pytest.mark.parametrize("field", ["order", "x", "at", "utm_source", "items", "type"])
def test_what_is_nested_deeply_is_refused(field: str) -> None:
    found = translate([VIEW, VIEW | {"type": "purchase", "at": RECEIVED, field: deep()}], LATE)
    assert (len(found.events), [refusal.detail for refusal in found.refused]) == (1, ["lists or objects are nested too deeply"])
    with pytest.raises(ShapeError, match="nested too deeply"):
        translate({"events": [VIEW], "sent_at": deep()}, LATE)


def test_of_addresses_no_query_is_kept() -> None:
    (event,) = said(VIEW | {"page": "https://shop.example/p?email=a@b.c", "referrer": "https://www.google.com/search?q=secret"})
    assert (event["page"], event["referrer"], event["channel"]) == ("/p", "www.google.com", "Organic Search")
    pages = {"/p": "/p", "/p?x=1#y": "/p", "/to/https://x.example/a": "/to/https://x.example/a", "https://shop.example": "/", "p:1": "p:1"}
    assert [said(VIEW | {"page": page})[0]["page"] for page in pages] == list(pages.values())


@pytest.mark.parametrize(
    ("document", "channel"),
    [
        (ga4({"page_referrer": "https://www.bing.com/"}), "Organic Search"),
        (ga4({"page_location": "https://shop.example/?utm_source=news&utm_medium=email#x"}), "Email"),
        (ga4({"source": "google", "medium": "cpc", "page_location": "https://shop.example/?utm_source=news"}), "Paid Search"),
        (ga4({"page_location": "https://shop.example/b", "page_referrer": "https://www.shop.example/a"}), None),
        (segment(context={"page": {"referrer": "https://t.co/x"}}), "Organic Social"),
        (segment(context={"page": {"url": "https://shop.example/b", "referrer": "https://shop.example/a"}}), None),
    ],
)
def test_where_others_visits_came_from(document: Any, channel: str | None) -> None:
    assert said(document)[0].get("channel") == channel


def test_what_segments_browsers_run_on() -> None:
    agent = "Mozilla/5.0 (iPhone) Mobile"
    assert said(segment(context={"userAgent": agent}))[0]["device"] == "mobile"
    assert said(segment(context={"userAgent": agent, "device": {"type": "tablet"}}))[0]["device"] == "tablet"


def test_the_path_of_a_call_names_its_type() -> None:
    call = {"event": "Product Viewed", "anonymousId": "v1", "properties": {"product_id": "B4"}}
    (event,) = said(call, Arrival(source="live", received=RECEIVED, call="track"))
    assert (event["type"], event["product"]) == ("view_item", "B4")
    assert said({"events": [VIEW]}, Arrival(source="live", received=RECEIVED, call="track"))[0]["type"] == "page_view"


def test_an_unknown_type_alone_is_refused_as_in_a_list() -> None:
    assert reasons(VIEW | {"type": "add_to_wishlist"}) == reasons([VIEW | {"type": "add_to_wishlist"}]) == [(0, "unmapped")]


def test_what_is_no_list_is_no_list_of_events() -> None:
    assert reasons(VIEW | {"events": 5}) == [(0, "unknown_field")]
    assert reasons({"type": "track", "batch": 5}) == [(0, "unmapped")]


def test_an_empty_client_is_named() -> None:
    assert "client_id is empty" in told({"client_id": "", "events": [{"name": "page_view"}]})


def test_ga4_lists_and_empty_prices() -> None:
    item = {"item_id": "A", "price": "", "item_list_name": "sale"}
    (event,) = said(ga4({"item_list_name": "new", "items": [item]}, "view_item"))
    assert (event["category"], "price" in event) == ("sale", False)
    assert "category" not in said(ga4({"item_list_name": "new", "items": [{"item_id": "A"}]}, "view_item"))[0]
    assert said(ga4({"item_list_name": "new"}, "view_item_list"))[0]["category"] == "new"


def test_currencies_are_written_large() -> None:
    (event,) = said(VIEW | {"type": "purchase", "items": [{"product": "A", "currency": "eur"}]})
    assert event["currency"] == "EUR"


@pytest.mark.parametrize("content", ['"' * 490_000, "\\" * 490_000, "\u0001" * 100_000, "é" * 300_000, "x" * 300_000])
def test_what_is_kept_of_a_refused_event_fits_through_the_door(content: str) -> None:
    event = {"type": "foo", "x": content}
    kept = reject("live", Refusal(3, "unmapped", "type 'foo'", event), RECEIVED, 65_536)
    assert 30_000 < len(kept) <= 65_536
    message = msgspec.json.decode(kept, type=Unmapped)
    assert (message.why, message.line, message.size) == ("unmapped: type 'foo'", 4, len(msgspec.json.encode(event)))
    assert msgspec.json.encode(event).decode().startswith(message.raw)


def test_a_refusal_quotes_a_bounded_part() -> None:
    for strange in ({"x" * 100_000: 1}, {"at": "x" * 100_000}):
        assert len(told(VIEW | strange)) <= 600


def test_what_cannot_be_written_again_is_said_to_be_so() -> None:
    assert json.loads(msgspec.json.decode(reject("live", Refusal(0, "x", "y", deep()), 0, 65_536))["raw"]) == "nested too deeply to be kept"
