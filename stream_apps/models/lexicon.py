"""VADER's lexicon: how strong 7,500 words are, and which words do something to those after them (Hutto and Gilbert 2014)."""

from math import nan
from typing import Any, Final, NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    negated,
)

_VADER: Final = SentimentIntensityAnalyzer()
_RULED: Final = ("no", "or", "nor", "kind", "of", "never", "so", "this", "without", "doubt", "least", "at", "very", "but")
_IDIOMS: Final = {words: value for words, value in SPECIAL_CASES.items() if " " in words}
_BOOSTING: Final = {words: value for words, value in BOOSTER_DICT.items() if " " in words}
_SPOKEN: Final = dict.fromkeys((*_RULED, *(word for words in (*_IDIOMS, *_BOOSTING) for word in words.split())))
_CODES: Final = {word: code for code, word in enumerate(_SPOKEN, 1)}
NO, OR, NOR, KIND, OF, NEVER, SO, THIS, WITHOUT, DOUBT, LEAST, AT, VERY, BUT = (_CODES[word] for word in _RULED)

_EMPHASIS: Final = 0.292  # of each of the first four exclamation marks
_QUESTION: Final = 0.18  # of each of two or three question marks; more are worth _QUESTIONS
_QUESTIONS: Final = 0.96


class Entry(NamedTuple):
    """What VADER's rules ask of a token: its strength (nan where the lexicon has none), what it adds to the next word's, its code
    where a rule names it (else 0), whether it is in capitals, and whether it negates."""

    valence: float
    booster: float
    code: int
    upper: bool
    negates: bool


def entry(token: str) -> Entry:
    """The entry of a token without the punctuation round it.

    >>> entry("great").valence, entry("very").booster, entry("isn't").negates
    (3.1, 0.293, True)
    """
    word = token.lower()
    return Entry(_VADER.lexicon.get(word, nan), BOOSTER_DICT.get(word, 0.0), _CODES.get(word, 0), token.isupper(), negated([word]))


def spelled(text: str) -> str:
    """A text with its emoji in words, as VADER reads it.

    >>> spelled("so😍")
    'so smiling face with heart-eyes'
    """
    if text.isascii():
        return text
    parts, after_space = list[str](), True
    for sign in text:
        described = _VADER.emojis.get(sign)
        parts.append(sign if described is None else described if after_space else f" {described}")
        after_space = described is None and sign == " "
    return "".join(parts)


def emphasis(text: str) -> float:
    """What the exclamation and question marks of a text add to it."""
    marks, questions = min(text.count("!"), 4) * _EMPHASIS, text.count("?")
    return marks + (0.0 if questions < 2 else questions * _QUESTION if questions < 4 else _QUESTIONS)


def _sequences(phrases: dict[str, float]) -> Any:
    """Codes of the two or three words of each phrase (0 for no third), and its value."""
    coded = [[_CODES[word] for word in words.split()] for words in phrases]
    return np.array([[*codes, 0][:3] for codes in coded], np.int64), np.array(list(phrases.values()))


IDIOM_CODES, IDIOM_VALUES = _sequences(_IDIOMS)
BOOST_CODES, BOOST_VALUES = _sequences(_BOOSTING)
