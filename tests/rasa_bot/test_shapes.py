"""Funnels, cohorts and shifting shares in words, money, and what a source cannot tell."""

from datetime import timedelta

import msgspec
import pytest

from contracts.catalogue import METRICS
from contracts.reading import Answer
from contracts.records import Records, lacking
from rasa_bot.actions import absence, shapes, wording
from tests.rasa_bot.builders import JUNE, answer, asked, stream

ALL = Records(("visit", "visitor", "purchase", "cart", "checkout", "price"), ("EUR",))
LOOKS = Records(("visit",))  # eshop2008 tells no more


def funnel(view: int, cart: int, checkout: int, purchase: int) -> Answer:
    steps = [("view", view, 0), ("cart", cart, 120), ("checkout", checkout, 300), ("purchase", purchase, 420)]
    rows = [(name, count, count, 1.0, 1.0, 0, seconds) for name, count, seconds in steps]
    return answer("funnel", None, view, columns=METRICS["funnel"].columns, rows=rows)


def said(now: Answer, recorded: Records = ALL, text: str = "") -> list[str]:
    lacks = lacking(METRICS[now.metric], recorded)
    told = absence.told(now, recorded)
    return wording.answer(asked(text or now.metric, now.metric), told, None, stream(), lacks=lacks).splitlines()


def test_a_funnel_says_how_far_sessions_come_and_where_most_buyers_are_lost() -> None:
    assert said(funnel(1200, 300, 250, 60))[:4] == [
        "Funnel in June 2008:",
        "Of 1,200 sessions 300 put something in the cart (25%), 250 began to check out (20.8%), 60 bought (5%).",
        "Once something is in the cart, most are lost between checkout and purchase: 190 of 250 (76%).",
        "Half of those who bought did so within 7 min.",
    ]


def test_a_funnel_beside_the_one_before() -> None:
    assert [*shapes.funnel(funnel(1200, 300, 250, 60), funnel(1000, 300, 200, 100))][-1] == (
        "Before: of 1,000 sessions 30% put something in the cart, 20% began to check out, 10% bought."
    )


def test_steps_that_a_source_never_records_are_not_told_as_zero() -> None:
    text = "\n".join(said(funnel(1200, 300, 0, 60), Records(("visit", "purchase", "cart"))))
    assert "300 put something in the cart (25%), 60 bought" in text
    assert "check out" not in text
    assert said(funnel(1200, 0, 0, 0), LOOKS)[0] == (
        "eshop2008 records no purchase and no cart and no checkout, so there is no figure for funnel."
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("conversion_rate", "eshop2008 records no purchase, so there is no figure for conversion rate."),
        ("retention", "eshop2008 names no visitors, only sessions, so there is no figure for retention."),
        ("cart_abandonment", "eshop2008 records no purchase and no cart, so there is no figure for cart abandonment."),
        ("return_rate", "eshop2008 records no purchase and no return, so there is no figure for return rate."),
    ],
)
def test_a_source_that_lacks_what_it_takes_says_so(name: str, reason: str) -> None:
    assert said(answer(name, None, 0), LOOKS)[0] == reason


def test_a_device_that_the_source_never_tells_limits_nothing_and_that_is_said() -> None:
    now, request = answer("bounce_rate", 20.0, 900), asked("bounce rate on phones", "bounce_rate", untold=("device",))
    assert "eshop2008 tells no device, so this is for all." in wording.answer(request, now, None, stream()).splitlines()


def test_where_nothing_is_lacking_the_period_is_to_blame() -> None:
    assert said(answer("conversion_rate", None, 0))[0].startswith("No sessions in June 2008")


def test_money_has_two_digits_and_the_one_currency_of_its_source() -> None:
    now = answer("revenue", 1234.5, 40, more={"refunds": 3.0})
    assert said(now)[0] == "Revenue in June 2008: 1,234.50 EUR (refunds 3.00)."
    several = msgspec.structs.replace(ALL, currencies=("EUR", "PLN"))
    assert said(now, several)[0] == "Revenue in June 2008: 1,234.50 mixed currencies (refunds 3.00)."


def test_retention_counts_only_weeks_that_lie_far_enough_back() -> None:
    now = answer("retention", None, 300, start=JUNE.start, end=JUNE.start + timedelta(days=28), columns=METRICS["retention"].columns)
    now = msgspec.structs.replace(now, rows=[(0, 0, 20.0, 100), (1, 0, 10.0, 100), (3, 0, 5.0, 100), (0, 1, 40.0, 300), (0, 3, 90.0, 50)])
    assert said(now)[1:3] == ["- 35% came again within the same week (of 400 visitors)", "- 2.5% came again 1 week later (of 400 visitors)"]


def test_shares_that_shift_tell_what_moved_most_first() -> None:
    rows = [("06-01", "browsers", 60.0, 6), ("06-30", "browsers", 58.0, 6), ("06-01", "sale", 10.0, 1), ("06-30", "sale", 30.0, 3)]
    now = answer("segment_sizes", None, 400, columns=METRICS["segment_sizes"].columns, rows=rows)
    assert said(now)[1:3] == ["- sale: 10% (06-01), 30% (06-30)", "- browsers: 60% (06-01), 58% (06-30)"]


def test_hours_are_told_by_what_is_sold_in_them() -> None:
    rows = [("09:00", 10.0, 4, 10.0), ("10:00", 20.0, 9, 20.0), ("11:00", 40.0, 9, 40.0), ("12:00", 30.0, 8, 30.0)]
    now = answer("revenue_by_hour", None, 30, columns=("label", "value", "samples", "share_percent"), rows=rows)
    assert said(now)[1:3] == ["Most: 11:00 40.00 EUR (40%), 12:00 30.00 EUR (30%), 10:00 20.00 EUR (20%).", "Least: 09:00 10.00 EUR (10%)."]


def test_cohorts_tell_who_ordered_again_months_later() -> None:
    rows = [(0, "2008-04", 10.0, 100), (1, "2008-04", 30.0, 100), (1, "2008-05", 50.0, 300), (2, "2008-05", 99.0, 300)]
    now = answer("order_cohorts", None, 100, columns=("x", "y", "value", "samples"), rows=rows, end=JUNE.end)
    assert list(shapes.cohorts(now, None))[:-1] == [
        "- 2.5% ordered again in the same month (of 400 customers)",
        "- 45% ordered again 1 month later (of 400 customers)",
        "- 0% ordered again 2 months later (of 100 customers)",
    ]
