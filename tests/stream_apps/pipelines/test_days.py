"""Days are tallied exactly: the same sums in whatever order events arrive, each day written once."""

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream_apps.pipelines import days
from stream_apps.pipelines.days import DAY, DayTally, money


class Line(NamedTuple):
    """A sale: what was sold when, at what price, in which order."""

    at: int
    product: str
    price: float
    order: str


def closed(tally: DayTally, watermark: int, end: int | None = None) -> list[dict[str, Any]]:
    """Rows that are written once the watermark stands there."""
    rows: list[dict[str, Any]] = []
    tally.close("orders", 4, watermark, [], lambda table, key, **fields: rows.append({"table": table, "key": key, **fields}), end)
    return rows


def sold(*lines: Line) -> DayTally:
    tally = DayTally()
    for line in lines:
        sums = tally.of(line.at, line.product, line.product[:1])
        sums.value += money(line.price)
        sums.quantity += 1
        tally.order(line.at, line.product, line.order)
    return tally


def test_a_day_is_written_product_by_product_once_it_is_over() -> None:
    tally = sold(Line(5, "b", 2.0, "i1"), Line(6, "a", 0.1, "i1"), Line(7, "b", 0.2, "i2"), Line(DAY, "a", 9.0, "i3"))
    assert closed(tally, DAY - 1) == []
    (row,) = closed(tally, DAY)
    place = {"table": "product_days", "key": "orders", "day": 0.0, "stream": "orders", "partitions": 4, "streams": [], "is_last": True}
    sums = {"orders": [2, 1, 2], "quantity": [0, 1, 2], "value": [0, 1_000, 22_000]}
    assert row == place | sums | {"products": ["", "a", "b"], "categories": ["", "a", "b"]}
    assert closed(tally, DAY + 1) == []


def test_very_many_products_take_several_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "TOGETHER", 2)
    rows = closed(sold(*(Line(5, product, 1.0, "i1") for product in "abcd")), DAY)
    assert [(row["products"], row["is_last"]) for row in rows] == [(["", "a"], False), (["b", "c"], False), (["d"], True)]


def test_days_without_anything_are_told_by_the_last_of_them() -> None:
    tally = sold(Line(5, "a", 1.0, "i1"))
    assert [(row["day"], row["products"]) for row in closed(tally, 5 * DAY)] == [(0.0, ["", "a"]), (4 * 86_400.0, [])]


def test_an_end_closes_the_day_it_falls_on_and_what_comes_after_is_written_next() -> None:
    tally = sold(Line(5, "a", 1.0, "i1"))
    assert [(row["day"], row["products"]) for row in closed(tally, 0, end=DAY // 2)] == [(0.0, ["", "a"])]
    tally.of(DAY // 2 + 1, "a").views += 1
    assert [(row["day"], row.get("views", [])) for row in closed(tally, 2 * DAY)] == [(0.0, [1]), (86_400.0, [])]


def test_money_of_any_price_stays_within_what_a_row_can_hold() -> None:
    assert money(1e12, 1_000_000) == 10**13
    assert money(-1e12, 3) == -(10**13)


@given(st.data())
def test_the_order_of_arrival_does_not_show(data: st.DataObject) -> None:
    line = st.builds(
        Line, st.integers(0, 3 * DAY - 1), st.sampled_from(["a", "b", "c1"]), st.floats(-9, 9), st.sampled_from(["i1", "i2", "i3"])
    )
    lines = data.draw(st.lists(line, max_size=20))
    shuffled = data.draw(st.permutations(lines))
    assert closed(sold(*lines), 3 * DAY) == closed(sold(*shuffled), 3 * DAY)
