"""Words that are nearly known."""

import pytest

from rasa_bot.actions import spelling
from tests.rasa_bot.builders import WORDS
from tests.rasa_bot.conftest import holdout

SHOP = WORDS | {"device": ["mobile", "desktop"], "channel": ["Paid Search"]}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("conversion rate for germeny", "conversion rate for germany"),
        ("abandonned carts last wek", "abandoned carts last week"),
        ("convrsion rate on moblie", "conversion rate on mobile"),
        ("reveneu yesterday", "revenue yesterday"),
        ("funel for blouses", "funnel for blouses"),
    ],
)
def test_a_slip_of_the_pen_is_mended_and_told(text: str, right: str) -> None:
    found = spelling.mended(text, SHOP)
    assert found.text == right
    assert found.note.startswith("I read “")
    assert found.note.endswith("”.\n")


@pytest.mark.parametrize(
    "text",
    ["tell me about sim-c17413", "which segments exist", "who is the prime minister", "shirts and skirts", "Revenue of REGENCY", "a story"],
)
def test_other_words_stay(text: str) -> None:
    assert spelling.mended(text, SHOP) == spelling.Mended(text)
    assert not spelling.mended(text, SHOP).note


def test_hardly_a_question_is_misread() -> None:
    read = {pair for question in holdout() for pair in spelling.mended(question, SHOP).read}
    assert len(read) < 0.04 * len(holdout()), read
