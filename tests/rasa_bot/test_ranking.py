"""Rankings in the order that a question wants."""

import pytest

from contracts.reading import Answer
from rasa_bot.actions import wording
from tests.rasa_bot.builders import answer, asked, stream

COLUMNS = ("label", "value", "samples", "cart_percent", "revenue_a_visitor")
COUNTRIES = [("DE", 2.7, 9000, 9.0, 3.4), ("ES", 2.2, 4000, 8.0, 5.0), ("CZ", 3.4, 3000, 10.0, 4.9), ("MT", 9.0, 11, 50.0, 90.0)]


def lines(text: str, metric: str = "conversion_by_country", now: Answer | None = None) -> list[str]:
    now = now or answer(metric, None, 16_000, columns=COLUMNS, rows=COUNTRIES)
    return wording.answer(asked(text, metric), now, None, stream()).splitlines()[1:]


@pytest.mark.parametrize(
    ("text", "first", "by"),
    [
        ("which country has the lowest conversion", "1. Spain: 2.2%", "By conversion, the lowest first."),
        ("which country converts best", "1. Czech Republic: 3.4%", "By conversion, the highest first."),
        ("the worst country", "1. Spain: 2.2%", "By conversion, the lowest first."),
        ("which country has the highest revenue a visitor", "1. Spain: 2.2%", "By revenue a visitor, the highest first."),
        ("the smallest cart share by country", "1. Spain: 2.2%", "By cart, the lowest first."),
    ],
)
def test_by_the_number_that_is_asked_for_without_what_rests_on_too_little(text: str, first: str, by: str) -> None:
    told = lines(text)
    assert told[0].startswith(first)
    assert f"{by} 1 with fewer than 100 sessions left out." in told
    assert not any("Malta" in line for line in told)


def test_without_a_superlative_the_order_stays() -> None:
    assert lines("conversion by country")[0].startswith("1. Germany")


def test_lower_may_be_better() -> None:
    now = answer("conversion_by_country", None, 16_000, columns=COLUMNS, rows=COUNTRIES, better="lower")
    assert lines("the best country", now=now)[0].startswith("1. Spain")
