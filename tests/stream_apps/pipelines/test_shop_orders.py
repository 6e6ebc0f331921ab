"""What is bought in the web shop is a line of an order too, and says the same as the visits it was bought on."""

from typing import Any

import msgspec
import pytest

from contracts.rows import TABLES, OrderLine, Reset, Whole
from stream_apps.pipelines import similar
from stream_apps.pipelines.shop import ShopPipeline
from tests.builders import event, ms
from tests.metrics import offline
from tests.producers.shopping import events
from tests.stream_apps.pipelines.fold import RULES, click, end, folded, records


def test_a_purchase_and_a_refund_are_lines_of_their_order() -> None:
    buys = {"customer": "k1", "order": "i1", "price": 52.5, "currency": "EUR", "device": "mobile", "channel": "Email"}
    bought, back, _ = folded(
        records(
            click(1, "10:00"),
            click(2, "10:01", type="purchase", quantity=2, **buys),
            click(3, "10:02", type="refund", **buys),
            end(),
        )
    )["order_lines"]
    assert (bought.event, bought.order_id, bought.at, bought.product, bought.quantity, bought.value, bought.treatment) == (
        "e2", "i1", ms("10:01") / 1000, "B1", 2, 105.0, "sale",
    )  # fmt: skip
    assert (bought.visitor, bought.customer, bought.device, bought.channel, bought.currency) == ("v1", "k1", "mobile", "Email", "EUR")
    assert (back.origin_topic, back.origin_offset, back.quantity, back.value, back.treatment) == ("events.shop", 2, -1, -52.5, "return")


def test_what_comes_back_is_booked_where_its_order_was() -> None:
    """People who return something come by another way, such as the mail that thanks them."""
    buys = {"type": "purchase", "order": "i1", "price": 10, "device": "mobile", "channel": "Direct", "country": "DE"}
    back = {"type": "refund", "price": 10, "device": "desktop", "channel": "Email", "country": "PL"}
    events = (click(1, "10:00", **buys), click(2, "12:00", **back, order="i1"), click(3, "12:01", **back, order="i0"))
    lines = [row for row in folded(records(*events))["order_lines"] if isinstance(row, OrderLine)]
    ways = [(line.order_id, line.treatment, line.device, line.channel, line.country) for line in lines]
    assert ways == [
        ("i1", "sale", "mobile", "Direct", "DE"),
        ("i1", "return", "mobile", "Direct", "DE"),
        ("i0", "return", "desktop", "Email", "PL"),
    ]


def test_a_line_is_of_the_way_that_its_visit_has_told_before() -> None:
    first = {"device": "mobile", "channel": "Email", "country": "DE"}
    rows = folded(
        records(
            click(1, "10:00", **first),
            click(2, "10:01", type="purchase", country=None),
            click(3, "10:02", device="tablet", country="PL"),
        )
    )
    assert [(row.device, row.channel, row.country) for row in rows["clicks"]] == [
        ("mobile", "Email", "DE"),
        ("mobile", "Email", "DE"),
        ("tablet", "Email", "PL"),
    ]
    (line,) = rows["order_lines"]
    assert (line.device, line.channel, line.country) == ("mobile", "Email", "DE")


def test_a_purchase_without_an_order_is_an_order_of_its_own_and_without_a_price_no_sale() -> None:
    first, second, _ = folded(records(click(1, "10:00", type="purchase"), click(2, "10:01", type="purchase", price=None), end()))[
        "order_lines"
    ]
    assert [(line.order_id, line.treatment, line.quantity) for line in (first, second)] == [("e1", "sale", 1), ("e2", "no_price", 1)]


def kinds(*messages: bytes) -> list[type]:
    return [type(row) for row in folded(records(*messages))["order_lines"]]


def test_orders_are_said_to_be_whole_once_the_clock_has_passed_them_by_the_lateness_or_the_source_has_ended() -> None:
    bought = click(1, "10:00", type="purchase"), click(2, "10:01", type="purchase")
    assert kinds(*bought, click(3, "10:06")) == [OrderLine, OrderLine]
    assert kinds(*bought, click(3, "10:06:00.001"), click(4, "12:00")) == [OrderLine, OrderLine, Whole]
    assert kinds(*bought, click(3, "10:07", type="tick", visitor=None)) == [OrderLine, OrderLine, Whole]
    assert kinds(*bought, end("10:01"), end("10:02")) == [OrderLine, OrderLine, Whole]
    assert kinds(click(1, "10:00"), end()) == []


def test_whether_orders_are_whole_is_known_after_a_restore_as_before() -> None:
    messages = records(click(1, "10:00", type="purchase"), click(2, "10:10"))
    first = ShopPipeline(0, "log", RULES)
    folded(messages[:1], first)
    assert [type(row) for row in folded(messages[1:], ShopPipeline(0, "log", RULES, first.dump()))["order_lines"]] == [Whole]


def test_the_only_purchase_of_a_source_is_learned_from() -> None:
    told = offline.rows(offline.log([event(id="e1"), event(id="e2", type="purchase", order="i1", price=9.0)]))
    assert [row.customer for row in _decoded(told, "customer_values")] == ["v1"]
    assert {row.model: row.note for row in _decoded(told, "model_scores")}[similar.MODEL] == similar.LEARNING


def test_a_reset_forgets_lines_too() -> None:
    reset = click(9, "10:05", type="reset", visitor=None)
    assert [type(row) for row in folded(records(click(1, "10:00", type="purchase"), reset))["order_lines"]] == [OrderLine, Reset]


def test_visits_and_order_lines_tell_the_same_sales() -> None:
    rows = offline.rows(offline.log(event for event in events(days=3, visitors_a_day=600.0)), feeds=())
    lines, visits = (_decoded(rows, table) for table in ("order_lines", "sessions"))
    sold = [line for line in lines if line.treatment == "sale"]
    assert len({line.order_id for line in sold}) == sum(visit.orders for visit in visits) > 20
    assert sum(line.quantity for line in sold) == sum(visit.items for visit in visits)
    assert {line.treatment for line in lines} == {"sale", "return"}
    assert sum(line.value for line in lines) == pytest.approx(sum(visit.revenue - visit.refunded for visit in visits))


def _decoded(rows: dict[str, list[bytes]], table: str) -> list[Any]:
    return [msgspec.json.decode(row, type=TABLES[table]) for row in rows[table]]
