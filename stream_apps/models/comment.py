"""A comment as a model reads it: which features it has, how strong its words are by the lexicon, and where it changes its subject."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stream_apps.models.compiled import compiled
from stream_apps.models.lexicon import emphasis, spelled
from stream_apps.models.lexicon_rules import compound, strengths
from stream_apps.models.tokens import SOFT, TOKENS

BITS: Final = 18  # of a feature's number
NEGATED: Final = 3  # words after a negation that are marked, up to the next break
TITLE: Final = 0x9E3779B9  # tells a title's words, and negated ones, from others
MARK: Final = 0x85EBCA6B

Numbers = NDArray[np.int64]


class Text(NamedTuple):
    """One text. features: numbers, repeats included; pieces: in which piece each stands; compound: by the lexicon, -1 to 1.

    A piece reaches from one punctuation mark or "but" to the next. strengths: the lexicon's, added up by piece; subjects: the aspect that
    each word names (or NO_ASPECT) and its piece, n x 2; ends: whether a full stop or a "but" ends the piece, not a comma.
    """

    features: Numbers
    pieces: Numbers
    compound: float
    strengths: NDArray[np.float64]
    subjects: Numbers
    ends: NDArray[np.bool_]


_NONE: Final = np.zeros(0, np.int64)
NOTHING: Final = Text(_NONE, _NONE, 0.0, np.zeros(1), np.zeros((0, 2), np.int64), np.ones(1, np.bool_))


class Comment(NamedTuple):
    """A comment's text, the lexicon's compounds of text and title, and the different features of both."""

    text: Text
    compounds: tuple[float, float]
    features: Numbers


def read(text: str, title: str = "") -> Comment:
    """Title tokens count twice: as any others, and as a title's.

    >>> comment = read("Not good, but the fabric is soft", "Soft!")
    >>> len(comment.text.strengths), len(comment.features), comment.compounds[1] > 0
    (2, 13, False)
    """
    body, head = _read(text), _read(title) if title else NOTHING
    return Comment(body, (body.compound, head.compound), _together(body.features, head.features))


def tone(text: str, title: str = "") -> float:
    """How a comment sounds by the lexicon alone, -1 to 1: the mean of its text and its title, those of them that there are.

    >>> tone("It fits", "Love it") == tone("", "Love it") / 2 > 0
    True
    """
    found = [_weighed(each)[2] for each in (text, title) if each]
    return sum(found) / len(found) if found else 0.0


def _weighed(text: str) -> tuple[Numbers, NDArray[np.float64], float]:
    """A text's tokens, their strengths, and what these come to."""
    plain = spelled(text).strip()
    numbers = TOKENS.numbers(plain)
    found = strengths(numbers, TOKENS.of)
    # VADER adds one after the other: the sum of an array may differ in its last digit.
    return numbers, found, compound(sum(found.tolist()), emphasis(plain))


def _read(text: str) -> Text:
    numbers, found, whole = _weighed(text)
    features, pieces, by_piece, subjects, ends = _features(numbers, TOKENS.of, TOKENS.words, found)
    return Text(features, pieces, whole, by_piece, subjects, ends)


@compiled
def _feature(one: Any, two: Any) -> Any:
    """Number of a pair of hashes: the last mix of MurmurHash3 (Appleby 2011) over both."""
    mixed = np.uint64(one) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(two)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    return np.int64(mixed & np.uint64((1 << BITS) - 1))


def _together(body: Numbers, title: Numbers) -> Numbers:
    """The different features of both, a title's a second time as such."""
    both = np.concatenate((body, title, _as_title(title))) if len(title) else body.copy()
    both.sort()  # NumPy's: Numba takes five seconds to compile its own
    first: NDArray[np.bool_] = _first_of_its_kind(both)
    return both[first]


@compiled
def _as_title(features: Any) -> Any:
    marked = np.empty(len(features), np.int64)
    for number in range(len(features)):
        marked[number] = _feature(TITLE, features[number])
    return marked


@compiled
def _first_of_its_kind(ordered: Any) -> Any:
    first = np.ones(len(ordered), np.bool_)
    for number in range(1, len(ordered)):
        first[number] = ordered[number] != ordered[number - 1]
    return first


@compiled
def _features(tokens: Any, of: Any, words: Any, found: Any) -> Any:
    """Features (words, negated ones marked, and pairs of neighbours within a piece) and what else Text tells."""
    most = 0
    for token in tokens:
        most += of[token].end - of[token].start
    features, pieces, subjects = np.zeros(2 * most, np.int64), np.zeros(2 * most, np.int64), np.zeros((most, 2), np.int64)
    by_piece, ends = np.zeros(most + 1), np.zeros(most + 1, np.bool_)
    size, said, piece, broken, negated = 0, 0, 0, 0, 0
    last: Any = 0
    for place in range(len(tokens)):
        token = of[tokens[place]]
        for number in range(token.start, token.end):
            word = words[number]
            broken = max(broken, int(word.broken))
            if broken and last:
                ends[piece] = broken > SOFT
                piece, last, negated = piece + 1, 0, 0
            broken = 0
            features[size], pieces[size] = _feature(MARK if negated > 0 else 0, word.hash), piece
            size += 1
            if last:
                features[size], pieces[size] = _feature(last, word.hash), piece
                size += 1
            subjects[said, 0], subjects[said, 1] = word.aspect, piece
            said += 1
            last, negated = np.int64(word.hash), NEGATED if word.negates else negated - 1
        by_piece[piece] += found[place]
        broken = max(broken, int(token.tail))
    ends[piece] = True
    return features[:size], pieces[:size], by_piece[: piece + 1], subjects[:said], ends[: piece + 1]
