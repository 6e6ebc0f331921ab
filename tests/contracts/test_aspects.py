"""The table of aspects: words and beginnings of words."""

import pytest

from contracts.aspects import ASPECTS, AspectError, Aspects


@pytest.mark.parametrize(
    ("word", "aspect"),
    [
        ("size", "size"),
        ("runs", "size"),
        ("fits", "fit"),
        ("itchy", "fabric"),
        ("colors", "colour"),
        ("returned", "returns"),
        ("dress", ""),
    ],
)
def test_words_of_the_table(word: str, aspect: str) -> None:
    assert ASPECTS.of(word) == aspect


def test_the_longer_beginning_counts() -> None:
    assert Aspects({"price": ["cost*"], "style": ["costum*"]}).of("costumes") == "style"


def test_a_word_under_two_aspects_is_refused() -> None:
    with pytest.raises(AspectError, match=r"'silk' stands under fabric and style"):
        Aspects({"fabric": ["silk"], "style": ["silk"]})
