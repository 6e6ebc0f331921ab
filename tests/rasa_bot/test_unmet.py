"""Limits that are named and that nothing can honour."""

import pytest

from rasa_bot.actions import unmet, wording
from tests.rasa_bot.builders import answer, asked, stream


@pytest.mark.parametrize(
    ("text", "metric", "expected"),
    [
        ("average order value over 200", "average_order_value", ("over 200",)),
        ("leads worth more than 30 euro", "hot_leads", ("more than 30 euro",)),
        ("sessions of more than 5 minutes", "sessions", ()),
        ("conversion rate of returning visitors", "conversion_rate", ("returning visitors",)),
        ("how many returning visitors", "new_and_returning", ()),
        ("conversion at night", "conversion_rate", ("at night",)),
        ("revenue at night", "revenue_by_hour", ()),
        ("conversion on weekends", "conversion_rate", ("on weekends",)),
        ("revenue since black friday", "revenue", ("since black friday",)),
        ("sessions from the moon", "sessions", ("from the moon",)),
        ("top products in category spaceships", "top_products", ("category spaceships",)),
        ("clicks in total", "clicks", ()),
        ("people in the store", "footfall", ()),
    ],
)
def test_what_is_not_taken_into_account(text: str, metric: str, expected: tuple[str, ...]) -> None:
    assert unmet.named(text, metric, text) == expected


def test_a_feast_is_no_weekday() -> None:
    assert unmet.without("revenue since black friday") == "revenue "
    assert unmet.without("revenue since friday") == "revenue since friday"


def test_it_is_said_beside_the_answer() -> None:
    said = wording.answer(asked("sessions from the moon", unmet=("from the moon",)), answer(), None, stream())
    assert "Not taken into account: “from the moon”." in said.splitlines()
