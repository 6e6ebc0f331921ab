"""The sentiment of a text by VADER's lexicon and rules, compiled: the library takes 0.6 ms a comment, this a fiftieth.

VADER (Hutto and Gilbert 2014) knows how strong 7,500 words are and what the words before them do to that. Lexicon, lists and
constants are the library's own; tests hold the rules to it on every text of three real files.
"""

from math import isnan, nan, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    negated,
)

from stream_apps.models.compiled import compiled

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


_IDIOM_CODES, _IDIOM_VALUES = _sequences(_IDIOMS)
_BOOST_CODES, _BOOST_VALUES = _sequences(_BOOSTING)


@compiled
def compound(total: float, emphasis: float) -> float:
    """Strengths added up, with a text's emphasis, to between -1 and 1."""
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    return total / sqrt(total * total + 15)


@compiled
def strengths(tokens: Any, of: Any) -> Any:
    """The strength of each token of a text by VADER's rules. tokens: numbers; of: entries (as a structured array) by number."""
    size = len(tokens)
    capitals = 0
    for token in tokens:
        capitals += of[token].upper
    shouts = 0 < size - capitals < size
    found = np.zeros(size)
    for place in range(size):
        found[place] = _strength(tokens, of, place, shouts)
    for place in range(size):
        if of[tokens[place]].code == BUT:
            _contrast(found, place)
            break
    return found


@compiled
def _contrast(found: Any, but: int) -> None:
    """What is said after the first "but" weighs more. VADER finds a strength by its value, so equal ones before it move in its place."""
    for place in range(len(found)):
        value, first = found[place], 0
        while found[first] != value:
            first += 1
        if first != but:
            found[first] = value * (0.5 if first < but else 1.5)


@compiled
def _strength(tokens: Any, of: Any, place: int, shouts: bool) -> float:
    token, size = of[tokens[place]], len(tokens)
    if token.booster != 0 or isnan(token.valence):
        return 0.0
    follows = of[tokens[place + 1]] if place + 1 < size else of[tokens[place]]
    if token.code == KIND and place + 1 < size and follows.code == OF:
        return 0.0
    valence: float = token.valence
    if token.code == NO and place + 1 < size and not isnan(follows.valence):
        valence = 0.0
    if _denied(tokens, of, place):
        valence = token.valence * N_SCALAR
    if token.upper and shouts:
        valence += C_INCR if valence > 0 else -C_INCR
    for back in range(1, 4):
        if place >= back and isnan(of[tokens[place - back]].valence):
            valence += _boost(of[tokens[place - back]], valence, shouts) * (1.0 if back == 1 else 0.95 if back == 2 else 0.9)
            valence = _negate(tokens, of, place, back, valence)
            if back == 3:
                valence = _idiom(tokens, of, place, valence)
    if place > 0 and of[tokens[place - 1]].code == LEAST and isnan(of[tokens[place - 1]].valence):
        before = of[tokens[place - 2]].code if place > 1 else 0
        if before != AT and before != VERY:
            valence *= N_SCALAR
    return valence


@compiled
def _denied(tokens: Any, of: Any, place: int) -> bool:
    """Whether a "no" stands close enough before."""
    one = of[tokens[place - 1]].code if place > 0 else 0
    two = of[tokens[place - 2]].code if place > 1 else 0
    three = of[tokens[place - 3]].code if place > 2 else 0
    return one == NO or two == NO or (three == NO and one in (OR, NOR))


@compiled
def _boost(before: Any, valence: float, shouts: bool) -> float:
    boost: float = before.booster
    if boost == 0:
        return 0.0
    if valence < 0:
        boost = -boost
    if before.upper and shouts:
        boost += C_INCR if valence > 0 else -C_INCR
    return boost


@compiled
def _negate(tokens: Any, of: Any, place: int, back: int, valence: float) -> float:
    """A negation so many tokens back; "never so" and "without doubt" are none. Three back VADER takes "so" alone for "never so"."""
    one = of[tokens[place - 1]].code
    two = of[tokens[place - 2]].code if back > 1 else 0
    code = of[tokens[place - back]].code
    if back == 2 and code == NEVER and one in (SO, THIS):
        return valence * 1.25
    if back == 3 and ((code == NEVER and two in (SO, THIS)) or one in (SO, THIS)):
        return valence * 1.25
    if back > 1 and code == WITHOUT and (one == DOUBT or (back == 3 and two == DOUBT)):
        return valence
    if of[tokens[place - back]].negates:
        valence *= N_SCALAR
    return valence


@compiled
def _idiom(tokens: Any, of: Any, place: int, valence: float) -> float:
    three, two, one = of[tokens[place - 3]].code, of[tokens[place - 2]].code, of[tokens[place - 1]].code
    now = of[tokens[place]].code
    next = of[tokens[place + 1]].code if place + 1 < len(tokens) else 0
    after = of[tokens[place + 2]].code if place + 2 < len(tokens) else 0
    for found in (
        _phrase(one, now, 0), _phrase(two, one, now), _phrase(two, one, 0), _phrase(three, two, one), _phrase(three, two, 0),
    ):  # fmt: skip
        if not isnan(found):
            valence = found
            break
    for found in (_phrase(now, next, 0), _phrase(now, next, after)):
        if not isnan(found):
            valence = found
    valence += _boosting(three, two)
    valence += _boosting(two, one)
    return valence


@compiled
def _phrase(one: int, two: int, three: int) -> float:
    if one and two:
        for number in range(len(_IDIOM_VALUES)):
            codes = _IDIOM_CODES[number]
            if codes[0] == one and codes[1] == two and codes[2] == three:
                return float(_IDIOM_VALUES[number])
    return nan


@compiled
def _boosting(one: int, two: int) -> float:
    for number in range(len(_BOOST_VALUES)):
        if _BOOST_CODES[number, 0] == one and _BOOST_CODES[number, 1] == two:
            return float(_BOOST_VALUES[number])
    return 0.0
