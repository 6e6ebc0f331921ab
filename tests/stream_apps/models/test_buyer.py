"""What is remembered of a customer's orders."""

import pytest

from stream_apps.models.buyer import HELD, LATELY, Buyer
from stream_apps.models.rfm import DAY


def bought_on(*days: int) -> Buyer:
    buyer = Buyer(days[0] * DAY, days[0] * DAY)
    for day in days:
        buyer.buy(day * DAY + 3_600, 10.0, 2)
    return buyer


def test_orders_of_a_day_are_one_purchase() -> None:
    buyer = bought_on(3, 3, 5)
    assert (buyer.orders, buyer.purchases, buyer.lines, buyer.days, buyer.average) == (3, 2, 6, [3, 5], 15.0)


def test_a_late_order_finds_its_place() -> None:
    buyer = bought_on(5, 3)
    assert (buyer.days, buyer.first, buyer.last) == ([3, 5], 3 * DAY + 3_600, 5 * DAY + 3_600)


def test_only_the_newest_days_are_kept_and_none_is_counted_twice() -> None:
    buyer = bought_on(*range(HELD + 10))
    assert (buyer.purchases, len(buyer.days), buyer.days[0]) == (HELD + 10, HELD, 10)
    buyer.buy(2 * DAY, 10.0, 1)
    assert buyer.purchases == HELD + 10


@pytest.mark.parametrize(("day", "came"), [(99, False), (100, True), (189, True), (190, False)])
def test_an_answer_is_a_purchase_on_one_of_the_days_promised(day: int, came: bool) -> None:
    assert bought_on(50, day).bought_within(100 * DAY, 90) is came


def test_who_is_silent_for_longer_than_usual_is_overdue_the_more_the_surer_that_is() -> None:
    weekly, twice, once = bought_on(*range(0, 70, 7)), bought_on(0, 7), bought_on(0)
    assert weekly.overdue(80 * DAY) == twice.overdue(14 * DAY) == once.overdue(400 * DAY) == 0
    assert weekly.overdue(163 * DAY) > twice.overdue(107 * DAY) > 0
    assert weekly.overdue(300 * DAY) > weekly.overdue(163 * DAY)


def test_facts_count_the_days_of_the_last_ninety() -> None:
    lately = bought_on(10, 100, 101).facts(0.0, (10 + LATELY) * DAY)[4]
    assert lately == pytest.approx(bought_on(100, 101).facts(0.0, 102 * DAY)[4])
