"""An order counts once and in full, by whomever and however often it is told, and its lines say nothing but what was bought."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.events import ShopEvent
from producers.collector.arrival import Arrival
from producers.collector.lines import MOST
from producers.collector.making import Maker
from producers.collector.refusal import EventError, ShapeError
from tests.producers.collecting import RECEIVED, reasons, said, translated

Wrap = Callable[[str, list[dict[str, Any]]], Any]


def own(order: str, lines: list[dict[str, Any]], **more: Any) -> Any:
    return {"type": "purchase", "visitor": "v1", "order": order, "items": lines, **more}


def ga4(order: str, lines: list[dict[str, Any]], name: str = "purchase", **more: Any) -> Any:
    items = [{"item_id": line.pop("product"), **line} for line in map(dict, lines)]
    return {"client_id": "1.2", "events": [{"name": name, "params": {"transaction_id": order, "items": items, **more}}]}


def segment(order: str, lines: list[dict[str, Any]], event: str = "Order Completed", **more: Any) -> Any:
    products = [{"product_id": line.pop("product"), **line} for line in map(dict, lines)]
    call = {"type": "track", "event": event, "anonymousId": "v1", "messageId": more.pop("messageId", "m-1")}
    return call | {"properties": {"order_id": order, "products": products, **more}}


def ids(document: Any) -> list[str]:
    return [event["id"] for event in said(document)]


@pytest.mark.parametrize("strange", [{"type": "reset"}, {"type": "end", "streams": ["shop"]}, {"visitor": "v2"}, {"precision": "day"}])
def test_an_item_speaks_for_its_product_only(strange: dict[str, Any]) -> None:
    assert reasons(own("o1", [strange])) == [(0, "unknown_field")]
    (event,) = said({"type": "page_view", "visitor": "v1", "precision": "day", "streams": ["shop"]})
    assert not event.keys() & {"precision", "streams"}


def test_whatever_a_shape_lets_through_speaks_for_no_source() -> None:
    maker = Maker(Arrival(source="live", received=RECEIVED), 0, "", lambda: "fresh")
    refused, event = maker.make(
        [{"type": "reset", "visitor": "v1"}, {"type": "purchase", "visitor": "v1", "streams": [], "precision": "day"}]
    )
    assert isinstance(refused, EventError)
    assert refused.reason == "unmapped"
    assert event == ShopEvent(id="fresh", source="live", type="purchase", at=RECEIVED, visitor="v1")


@pytest.mark.parametrize("wrap", [own, ga4, segment])
def test_two_lines_of_a_product_are_two_and_a_long_order_keeps_its_products(wrap: Wrap) -> None:
    lines = [{"product": "T1", "price": 5}, {"product": "T1", "price": 4}, {"product": "T1.2"}]
    assert ids(wrap("o1", lines)) == ["purchase.o1.T1", "purchase.o1.T1.2", "purchase.o1.T1.2.2"]


@pytest.mark.parametrize("wrap", [ga4, segment])
def test_long_orders_stay_apart(wrap: Wrap) -> None:
    lines = [{"product": "A"}, {"product": "B"}]
    found = [event for end in "xy" for event in said(wrap("o" * 130 + end, lines))]
    assert len({event["id"] for event in found}) == 4
    assert len({event["order"] for event in found}) == 2
    assert len(set(ids(own("o" * 128, lines)))) == 2


def test_an_order_is_the_same_whoever_tells_of_it_and_whatever_they_call_it() -> None:
    told = [
        own("o1", [{"product": "A"}], id="random"),
        own("o1", [{"product": "A"}], at=RECEIVED - 9),
        ga4("o1", [{"product": "A"}]),
        segment("o1", [{"product": "A"}]),
        {"batch": [segment("o1", [{"product": "A"}], messageId="m-2")]},
        {"type": "purchase", "visitor": "v1", "order": "o1", "product": "A", "id": "mine"},
    ]
    assert {id for document in told for id in ids(document)} == {"purchase.o1.A"}
    retried = {"batch": [segment("o1", [{"product": "A"}], messageId=id) for id in ("m-1", "m-2")]}
    assert ids(retried) == ["purchase.o1.A"] * 2  # one order told twice, not two lines


@pytest.mark.parametrize(
    "document",
    [
        ga4("o1", [], value=99, currency="eur"),
        ga4("o1", [], "refund", value="99", currency="EUR"),
        segment("o1", [], revenue=99, total=120, currency="eur"),
        segment("o1", [], "Order Refunded", total=99, currency="EUR"),
        segment("o1", [], "Order Refunded", revenue="", value=99, currency="EUR"),
    ],
)
def test_a_sale_that_lists_nothing_is_worth_its_value(document: Any) -> None:
    (event,) = said(document)
    assert (event["price"], event["quantity"], event["currency"], event["order"]) == (99, 1, "EUR", "o1")


def test_where_there_are_items_they_are_what_a_sale_is_worth() -> None:
    (event,) = said(ga4("o1", [{"product": "A", "price": 5}], value=99))
    assert event["price"] == 5
    assert "price" not in said(ga4("o1", [], "begin_checkout", value=99))[0]


@pytest.mark.parametrize("wrap", [own, ga4, segment])
@pytest.mark.parametrize(
    ("bad", "reason"), [({"price": -5}, "negative_price"), ({"quantity": 2.5}, "wrong_type"), ({"category": ["x"]}, "wrong_type")]
)
def test_a_bad_line_costs_the_order_that_line_only(wrap: Wrap, bad: dict[str, Any], reason: str) -> None:
    if wrap is ga4 and "category" in bad:
        bad = {"item_category": ["x"]}
    found = translated(wrap("o1", [{"product": "A", "price": 5}, {"product": "B", **bad}, {"product": "C"}]))
    assert [event.product for event in found.events] == ["A", "C"]
    (refusal,) = found.refused
    assert (refusal.index, refusal.reason) == (0, reason)
    assert refusal.detail.startswith("items[1]: ")
    assert "B" in refusal.event.values()


def test_an_order_without_a_good_line_is_refused_once() -> None:
    found = translated(own("o1", [{"price": -1}, {"price": -2}]))
    assert (found.events, [refusal.event["order"] for refusal in found.refused]) == ([], ["o1"])


def test_what_is_stamped_and_told_twice_in_one_body_counts_twice_and_again_not() -> None:
    views = {"client_id": "1.2", "timestamp_micros": RECEIVED * 1000, "events": [{"name": "view_item", "params": {}}] * 3}
    first, again = ids(views), ids(views)
    assert len(set(first)) == 3
    assert first == again


def test_an_order_has_a_bounded_number_of_lines_and_repeats_little() -> None:
    with pytest.raises(ShapeError, match="send less"):
        translated(own("o1", [{}] * (MOST + 1)))
    assert reasons(own("o1", [{}] * 2, page="x", category="c" * 20_000)) == [(0, "too_large")]


def test_a_sale_is_not_lost_for_an_outage() -> None:
    arrival = Arrival(source="live", received=RECEIVED, lateness=300_000)
    (event,) = said(own("o1", [{"product": "A"}], at=RECEIVED - 86_400_000), arrival)
    assert event["at"] == RECEIVED
    edge = said(own("o1", [{"product": "A"}], at=RECEIVED - 299_000), arrival)  # the worker's clock runs on while it is brought there
    assert edge[0]["at"] == RECEIVED
    (event,) = said(own("o1", [{"product": "A"}], at=RECEIVED - 200_000), arrival)
    assert event["at"] == RECEIVED - 200_000
