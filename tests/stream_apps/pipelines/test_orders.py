"""Lines of orders: how each is treated, and that all add up to what came in."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events import OrderEvent
from contracts.rows import OrderLine, Origin, Whole
from stream_apps.pipelines.intake import Inlet, IntakePipeline
from stream_apps.pipelines.orders import Orders, check_orders
from stream_apps.pipelines.source import Rules
from tests.builders import Record, ms, order_event

INLET = Inlet("orders", check_orders, Orders)
LATENESS = Rules().lateness


def fold(events: list[OrderEvent], pipeline: IntakePipeline | None = None, first: int = 0) -> list[tuple[str, Origin]]:
    pipeline = pipeline or IntakePipeline(INLET, 0, "log", Rules())
    out: list[tuple[str, bytes, Origin]] = []
    for offset, event in enumerate(events, first):
        pipeline.apply(Record(offset, ms("23:30"), b"i1", msgspec.json.encode(event)), out)
    return [(table, row) for table, _, row in out]


def rows(*events: OrderEvent, table: str = "order_lines") -> list[Any]:
    numbered = [msgspec.structs.replace(event, id=f"o{number}") for number, event in enumerate(events)]
    return [row for name, row in fold(numbered) if name == table]


def treatment(**changes: Any) -> str:
    (row,) = rows(order_event(**changes))
    assert isinstance(row, OrderLine)
    return row.treatment


def test_a_line_becomes_a_row() -> None:
    (row,) = rows(order_event(name="CANDLE", store="York"))
    assert (row.order_id, row.at, row.product, row.quantity, row.price, row.value, row.treatment, row.name, row.category, row.customer) == (
        "i1", ms("10:00") / 1000, "B1", 6, 2.55, 15.3, "sale", "CANDLE", "skirts", "k1",
    )  # fmt: skip
    assert (row.origin_topic, row.currency, row.country, row.store, row.precision) == ("events.orders", "GBP", "GB", "York", "ms")


def test_an_order_is_whole_once_its_source_has_ended() -> None:
    kinds = [type(row) for row in rows(order_event(), order_event(type="end", order=None))]
    assert kinds == [OrderLine, Whole]


@pytest.mark.parametrize(
    ("changes", "treated"),
    [
        ({}, "sale"),
        ({"quantity": None}, "sale"),
        ({"customer": None}, "sale"),
        ({"quantity": -6}, "return"),
        ({"type": "refund"}, "return"),
        ({"type": "refund", "quantity": -6}, "return"),
        ({"price": 0.0}, "no_price"),
        ({"price": None}, "no_price"),
        ({"price": -1.0}, "no_price"),
        ({"quantity": -6, "price": 0.0}, "no_price"),
        ({"quantity": 0}, "no_quantity"),
        ({"product": "POST", "name": "POSTAGE"}, "postage"),
        ({"product": "POST", "name": "Wooden post"}, "sale"),
        ({"product": "m", "name": " Manual "}, "manual"),
        ({"product": "M"}, "sale"),
        ({"product": "AMAZONFEE", "name": "AMAZON FEE", "quantity": -1}, "fee"),
        ({"product": "B", "name": "Adjust bad debt", "price": -11062.06}, "adjustment"),
        ({"product": "gift_0001_20", "name": "Dotcomgiftshop Gift Voucher £20.00"}, "voucher"),
    ],
)
def test_a_line_is_treated_by_the_first_rule_that_fits(changes: dict[str, Any], treated: str) -> None:
    assert treatment(**changes) == treated


def test_what_comes_back_is_negative_however_it_is_booked() -> None:
    found = rows(order_event(quantity=-6), order_event(type="refund"), order_event(type="refund", quantity=-6))
    assert {(row.quantity, row.value) for row in found} == {(-6, -15.3)}


def test_a_line_booked_twice_counts_once() -> None:
    found = rows(order_event(), order_event(quantity=5), order_event(), order_event(order="i2"), order_event(at=ms("10:01")))
    assert [row.treatment for row in found] == ["sale", "sale", "duplicate", "sale", "sale"]


def test_lines_are_remembered_until_a_copy_would_be_late() -> None:
    orders = IntakePipeline(INLET, 0, "log", Rules())
    fold([order_event(id=f"o{second}", at=ms("10:00") + second * 1000) for second in range(3600)], orders)
    size = len(orders.dump())
    fold([order_event(id=f"p{second}", at=ms("11:00") + second * 1000) for second in range(3600)], orders, 3600)
    assert len(orders.dump()) < 1.1 * size
    again = order_event(id="again", at=ms("12:00") - LATENESS)
    assert [row.treatment for table, row in fold([again], orders, 7200) if isinstance(row, OrderLine)] == ["duplicate"]


def test_a_message_without_key_or_order_is_no_line() -> None:
    assert [row.reason for row in rows(order_event(order=None), table="rejects")] == ["no_order"]
    pipeline, out = IntakePipeline(INLET, 0, "log", Rules()), list[tuple[str, bytes, Origin]]()
    pipeline.apply(Record(0, ms("23:30"), None, msgspec.json.encode(order_event())), out)
    assert [row.reason for table, _, row in out if table == "rejects"] == ["empty_key"]  # type: ignore[attr-defined]


def test_a_day_holds_what_counts_as_sales_net_of_what_came_back() -> None:
    end = order_event(type="end", order=None, product=None, quantity=None, price=None)
    days = rows(
        order_event(), order_event(), order_event(order="i2"), order_event(order="i3", quantity=-2),
        order_event(product="POST", name="POSTAGE"), order_event(product="B2", price=0.0), end, table="product_days",
    )  # fmt: skip
    before, day = days
    assert (day.products, day.orders, day.quantity, day.value) == (["", "B1"], [2, 2], [0, 10], [0, 255_000])
    assert (before.day, before.products) == (day.day - 86_400, [])  # the day before is over at once


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"order": st.sampled_from(("i1", "i2")), "product": st.sampled_from(("A", "POST")), "name": st.sampled_from((None, "postage")),
             "quantity": st.integers(-3, 3), "price": st.sampled_from((-1.0, 0.0, 0.1, 2.555))}
        ),
        max_size=20,
    ),
    st.integers(0, 20),
)  # fmt: skip
def test_all_lines_add_up_and_a_restored_pipeline_goes_on_as_if_nothing_had_happened(lines: list[dict[str, Any]], cut: int) -> None:
    events = [order_event(id=f"o{number}", at=ms("10:00") + number // 5, **line) for number, line in enumerate(lines)]
    whole = fold(events)
    kept = [row for table, row in whole if table == "order_lines"]
    assert len(kept) == len(lines)
    given = sum((Decimal(str(line["price"])) * line["quantity"] for line in lines), Decimal())
    assert sum((Decimal(str(row.value)) for row in kept), Decimal()) == given  # type: ignore[attr-defined]
    first = IntakePipeline(INLET, 0, "log", Rules())
    begun = fold(events[:cut], first)
    assert begun + fold(events[cut:], IntakePipeline(INLET, 0, "log", Rules(), first.dump()), len(events[:cut])) == whole
