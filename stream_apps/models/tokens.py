"""Tokens and words of comments as numbers: what is known of each is worked out once, in arrays that compiled loops read."""

import re
import string
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from contracts.aspects import ASPECTS
from stream_apps.models.lexicon import entry

MOST_KNOWN: Final = 200_000  # tokens; beyond these all are worked out anew
MOST_READ: Final = 2_000  # tokens of a text; the rest is not read
LONGEST: Final = 100  # characters of a token; the rest is not read

SOFT, HARD = 1, 2  # how a comma, and how a full stop parts what is said
CONTRASTS: Final = frozenset({"but", "however", "although", "though", "except", "yet", "unfortunately", "otherwise"})
# fmt: off
NEGATIONS: Final = frozenset({
    "not", "no", "never", "without", "hardly", "barely", "nor", "neither", "cannot", "nothing", "none",
    "aint", "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt", "wasnt", "werent",
    "wont", "wouldnt",
})  # n't and its like come besides
# fmt: on

TOKEN: Final = np.dtype(
    [
        ("valence", "f8"), ("booster", "f8"), ("code", "i2"), ("upper", "?"), ("negates", "?"),  # as lexicon.Entry
        ("start", "i4"), ("end", "i4"), ("tail", "i1"),  # its words, and the break after them
    ]
)  # fmt: skip
WORD: Final = np.dtype([("hash", "u4"), ("broken", "i1"), ("negates", "?"), ("aspect", "i2")])  # broken: the break before it

NO_ASPECT: Final = -1
_ASPECTS: Final = {name: number for number, name in enumerate(ASPECTS.names)}
_PARTS: Final = re.compile(r"\w+(?:['’]\w+)*|[.,;:!?()…]+")


class Tokens:
    """A memo of tokens by number. What it holds decides how fast a text is read, never what is read in it.

    >>> tokens = Tokens()
    >>> numbers = tokens.numbers("Not great, not great")
    >>> bool(numbers[0] == numbers[2]), tokens.of[numbers[3]]["valence"].item()
    (False, 3.1)
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._known: dict[str, int] = {}
        self.of: NDArray[Any] = np.zeros(1024, TOKEN)
        self.words: NDArray[Any] = np.zeros(1024, WORD)
        self._size = 0  # words

    def numbers(self, text: str) -> NDArray[np.int64]:
        """The number of each token of a text."""
        if len(self._known) > MOST_KNOWN:
            self._clear()
        known = self._known
        return np.array(
            [known[token] if token in known else self._meet(token) for token in text.split(None, MOST_READ)[:MOST_READ]], np.int64
        )

    def _meet(self, token: str) -> int:
        if len(token) > LONGEST:  # not remembered: texts made of such tokens would fill the memory
            token = token[:LONGEST]
            return self._known[token] if token in self._known else self._meet(token)
        number = self._known[token] = len(self._known)
        if number == len(self.of):
            self.of = np.resize(self.of, 2 * number)
        start, tail = self._size, self._add_words(token)
        bare = token.strip(string.punctuation)
        self.of[number] = (*entry(bare if len(bare) > 2 else token), start, self._size, tail)
        return number

    def _add_words(self, token: str) -> int:
        """Adds the words within a token; returns the break after them."""
        broken = 0
        for part in _PARTS.findall(token.lower().replace("’", "'")):
            if not (part[0].isalnum() or part[0] == "_"):
                broken = max(broken, SOFT if set(part) <= set(",:()") else HARD)
                continue
            if self._size == len(self.words):
                self.words = np.resize(self.words, 2 * self._size)
            if part in CONTRASTS:
                broken = HARD
            negates = part in NEGATIONS or part.endswith("n't")
            self.words[self._size] = (crc32(part.encode()), broken, negates, _ASPECTS.get(ASPECTS.of(part), NO_ASPECT))
            self._size, broken = self._size + 1, 0
        return broken


TOKENS: Final = Tokens()
