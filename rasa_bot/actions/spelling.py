"""Words of a question that are nearly known: read as what they nearly are, and said so. Pure.

A word is mended only where nothing that is asked or answered knows it, and where one letter too many, too few, changed or swapped
makes it a word of a metric, a filter or a country; two from nine letters on. Days and months are mended where periods are read.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from contracts.calendar import MONTHS, WEEKDAYS
from rasa_bot import phrases
from rasa_bot.actions import countries, nearest
from rasa_bot.actions.filters import Vocabulary

_SHORTEST: Final = 5
_LONG: Final = 9  # letters from which two may be wrong
_FILTERS: Final = ("category", "device", "channel", "zone", "place")
_GROUPS: Final = ("plain", "filler", "subjects", "never", "calendar", "right")
_UNITS: Final = ("week", "weeks", "month", "months", "year", "hour", "hours", "minutes", "yesterday", "tomorrow", "quarter")
_SAID: Final = {
    word
    for texts in (*phrases.templates().values(), *phrases.topics([]).values())
    for word in re.findall(r"[a-z]+", str(texts).lower())
}  # fmt: skip
_PLAIN: Final = {word for group in _GROUPS for word in phrases.words(group)} | _SAID | {*MONTHS, *WEEKDAYS}
_COUNTRIES: Final = {word for word in countries.CODES if word.isalpha()}
_ENDINGS: Final = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "y", "e")
_UNIT_OF: Final = re.compile(r"(?i)(?<=\blast |\bthis |\bpast |\bnext )[a-z]{3,6}\b")


class Mended(NamedTuple):
    """A text, and how its misspelt words were read: ("germeny", "germany")."""

    text: str
    read: tuple[tuple[str, str], ...] = ()

    @property
    def note(self) -> str:
        """How it was read, in a sentence."""
        return f"I read {', '.join(f'“{wrong}” as “{right}”' for wrong, right in self.read)}.\n" if self.read else ""


def mended(text: str, vocabulary: Vocabulary) -> Mended:
    """A text with the words mended that are nearly known.

    >>> mended("convrsion rate on moblie last wek", {"device": ["mobile"]})
    Mended(text='conversion rate on mobile last week', read=(('convrsion', 'conversion'), ('moblie', 'mobile'), ('wek', 'week')))
    """
    targets = {word for word in (*nearest.KNOWN, *_COUNTRIES, *_words(vocabulary)) if len(word) >= _SHORTEST}
    known = {*targets, *nearest.KNOWN, *_PLAIN, *_words(vocabulary)}
    read = [(match.start(), match.group(), right) for match in re.finditer(r"(?<![\w@.'-])[a-z]{5,}(?![\w@'-])", text)
            if (right := _near(match.group(), targets, known))]  # fmt: skip
    read += [
        (match.start(), match.group(), right)
        for match in _UNIT_OF.finditer(text)
        if match.group() not in known and (right := _nearest(match.group(), _UNITS))
    ]
    for start, wrong, right in sorted(set(read), reverse=True):
        text = text[:start] + right + text[start + len(wrong) :]
    return Mended(text, tuple((wrong, right) for _, wrong, right in sorted(set(read))))


def _words(vocabulary: Vocabulary) -> Iterator[str]:
    for name in _FILTERS:
        for each in vocabulary.get(name, ()):
            yield from re.findall(r"[a-z]+", each.lower())


def _near(word: str, targets: Iterable[str], known: set[str]) -> str:
    stems = {word, *(word.removesuffix(end) for end in _ENDINGS)}
    forms = stems | {stem + end for stem in stems for end in _ENDINGS}
    return "" if forms & known else _nearest(word, targets)


def _nearest(word: str, targets: Iterable[str]) -> str:
    """The nearest word that begins alike; empty where none is near."""
    far = 2 if len(word) >= _LONG else 1
    near = ((OSA.distance(word, target, score_cutoff=far), target) for target in targets if target[0] == word[0])
    return min(((away, target) for away, target in near if 0 < away <= far), default=(0, ""))[1]
