"""Whole orders from lines that stand near each other."""

import pytest

from contracts.rows import OrderLine
from stream_apps.pipelines.whole_orders import APART, Order, WholeOrders
from tests import builders
from tests.builders import at
from tests.stream_apps.pipelines.ordering import last_line, order

TEN = at("10:00")


def whole(lines: list[OrderLine]) -> list[Order]:
    orders = WholeOrders()
    return [each for line in [*lines, last_line(lines)] for each in orders.take(line)]


def test_lines_of_an_order_are_one() -> None:
    first, second = whole([*order("o1", TEN, "k1", "ab"), *order("o2", TEN + 2 * APART, "k1", "c")])
    assert first == Order("o1", TEN, "k1", "PL", {"a": "skirts", "b": "skirts"}, 2, 20.0)
    assert (second.id, list(second.products)) == ("o2", ["c"])


def test_lines_of_two_orders_may_alternate() -> None:
    one, two = order("o1", TEN, "k1", "ab"), order("o2", TEN, "k2", "cd")
    assert [list(each.products) for each in whole([one[0], two[0], one[1], two[1]])] == [["a", "b"], ["c", "d"]]


def test_partitions_and_streams_do_not_end_each_others_orders() -> None:
    late = order("o2", TEN + 3_600, "k2", "c", origin_partition=1) + order("o3", TEN + 3_600, "k3", "d", origin_topic="events.shop")
    one = order("o1", TEN, "k1", "ab")
    assert [(each.id, list(each.products)) for each in whole([one[0], *late, one[1]])] == [("o1", ["a", "b"])]


def test_orders_are_over_by_the_clock_of_their_partition() -> None:
    orders = WholeOrders()
    lines = [*order("o1", TEN, "k1", "a"), *order("o2", TEN, "k2", "b"), *order("o3", TEN, "k3", "c", origin_partition=1)]
    assert [each for line in lines for each in orders.take(line)] == []
    mark = builders.whole(origin_topic="events.orders")
    assert [each.id for each in orders.rest(mark)] == ["o1", "o2"]
    assert list(orders.rest(mark)) == []


def test_what_comes_back_is_counted_by_itself() -> None:
    (bought, returned) = whole([*order("o1", TEN, "k1", "ab"), *order("o1", TEN + 2 * APART, "k1", "a", treatment="return")])
    assert (bought.value, bought.returned, bought.lines) == (20.0, 0.0, 2)
    assert (returned.value, returned.returned, returned.lines, returned.products) == (0.0, 10.0, 0, {})


def test_lines_that_do_not_count_are_left_out() -> None:
    assert whole(order("o1", TEN, "k1", "a", treatment="postage")) == []


@pytest.mark.parametrize(("customer", "visitor", "who"), [("k1", "v1", "k1"), (None, "v1", "v1"), (None, None, "")])
def test_a_customer_is_an_account_else_a_visitor(customer: str | None, visitor: str | None, who: str) -> None:
    assert [each.customer for each in whole(order("o1", TEN, customer, "a", visitor=visitor))] == [who]
