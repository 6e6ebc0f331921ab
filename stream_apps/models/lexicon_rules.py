"""VADER's rules, compiled: what words do to the strength of those after them (Hutto and Gilbert 2014).

The library takes ten times as long, too long to be used for as long as it helps. Tests hold these rules to it on whatever words they name,
`make scores` on every comment of a real file.
"""

from math import isnan, nan, sqrt
from typing import Any

import numpy as np
from vaderSentiment.vaderSentiment import C_INCR, N_SCALAR

from stream_apps.models.compiled import compiled
from stream_apps.models.lexicon import (
    AT,
    BOOST_CODES,
    BOOST_VALUES,
    BUT,
    DOUBT,
    IDIOM_CODES,
    IDIOM_VALUES,
    KIND,
    LEAST,
    NEVER,
    NO,
    NOR,
    OF,
    OR,
    SO,
    THIS,
    VERY,
    WITHOUT,
)


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
        for number in range(len(IDIOM_VALUES)):
            codes = IDIOM_CODES[number]
            if codes[0] == one and codes[1] == two and codes[2] == three:
                return float(IDIOM_VALUES[number])
    return nan


@compiled
def _boosting(one: int, two: int) -> float:
    for number in range(len(BOOST_VALUES)):
        if BOOST_CODES[number, 0] == one and BOOST_CODES[number, 1] == two:
            return float(BOOST_VALUES[number])
    return 0.0
