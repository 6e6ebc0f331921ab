"""The compiled rules give what VADER's own library gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from stream_apps.models.comment import read

VADER = SentimentIntensityAnalyzer()
STRONG = (
    "love",
    "GREAT",
    "good",
    "bad",
    "horrible",
    "no",
    "doubt",
    "disappointed!",
    "well?",
    ":)",
    "(nice)",
    "Fine...",
    "SUX",
    "kind",
    "like",
)
PLAIN = (
    "the",
    "a",
    "dress",
    "but",
    "But,",
    "or",
    "nor",
    "so",
    "this",
    "at",
    "of",
    "to",
    "for",
    "IS",
    "?",
    "!!!",
    "don't",
    "wouldn’t",
    "😍",
    "😡,",
)
WORDS = (*STRONG, *PLAIN, "least", "very", "VERY", *BOOSTER_DICT, *NEGATE, *(word for phrase in SPECIAL_CASES for word in phrase.split()))


def compound(text: str) -> float:
    return float(VADER.polarity_scores(text)["compound"])


@settings(deadline=None)  # the first comment waits for the compiler
@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(STRONG), max_size=14))
def test_any_mix_of_words_that_its_rules_name(words: list[str]) -> None:
    text = " ".join(words)
    assert round(read(text).compounds[0], 4) == compound(text)


@settings(deadline=None)  # the first comment waits for the compiler
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    assert round(read(text).compounds[0], 4) == compound(text)


@pytest.mark.parametrize(
    "text",
    [
        "The plot was good, but the characters are uncompelling and the dialog is not great.",
        "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
        "At least it isn't a horrible book.",
        "Make sure you :) or :D today!",
        "Catch utf-8 emoji such as 💘 and 💋 and 😁",
        "It was never so good, without a doubt the bomb, to die for",
        "",
        "   ",
    ],
)
def test_the_examples_of_the_library(text: str) -> None:
    assert round(read(text).compounds[0], 4) == compound(text)
