"""Finds what limits a question: country, category, product, source, "top 5". Pure: a text and the source's own words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from rasa_bot.actions.countries import CODES, NAMES

Vocabulary = Mapping[str, Sequence[str]]

_NUMBERS: Final = dict(zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)) | {
    "dozen": 12,
    "twenty": 20,
}
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_TOP: Final = re.compile(
    rf"\b(?:(?:top|first|best|biggest|the|only|just|show|list|name|give me|show me)\s+(?:the\s+)?(?:top\s+|first\s+|best\s+)?{_COUNT}(?!\s*(?:%|percent|st|nd|rd|th))"
    rf"|{_COUNT.replace('count', 'other')}\s+(?:most|best|top|biggest|largest|busiest|hottest|of them|more))\b"
)
_EVERYONE: Final = re.compile(
    r"\b(without (?:the |any |that )?filters?|(?:for |in |from )?(?:all|any|every) (?:the )?(?:countries|country)|everyone|everybody|everywhere|"
    r"(?:for |in )?all (?:the )?(?:categories|products)|worldwide|the same for all|for all)\b"
)
# Two letters that are words of a sentence too: such a code counts in capitals only.
_WORDS: Final = set(
    [
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "hi",
        "id",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "on",
        "or",
        "pa",
        "so",
        "to",
        "up",
        "us",
        "we",
        "la",
        "ma",
    ]
)
_SYNONYMS: Final = {
    "pants": "trousers",
    "jeans": "trousers",
    "shirts": "blouses",
    "blouse": "blouses",
    "discount": "sale",
    "discounted": "sale",
}
_NEVER: Final = {"sales", "shop", "shops", "store", "page", "pages", "product", "products", "skip", "other", "unidentified"}


class Limits(NamedTuple):
    """What limits a question, and its remaining words. everyone: earlier limits are to be dropped."""

    filters: dict[str, str]
    top: int | None
    everyone: bool
    rest: str


def find(text: str, vocabulary: Vocabulary) -> Limits:
    """The limits that a text names.

    >>> find("top 5 products in Polish sessions", {"country": ["PL", "CZ"]})[:2]
    ({'country': 'PL'}, 5)
    """
    everyone = bool(_EVERYONE.search(text))
    rest = _EVERYONE.sub(" ", text)
    top, rest = _top(rest)
    filters: dict[str, str] = {}
    for name, search in (("country", _country), ("product", _product), ("category", _category)):
        word, rest = search(rest, vocabulary.get(name, ()))
        if word:
            filters[name] = word
    return Limits(filters, top, everyone, re.sub(r"\s+", " ", rest).strip())


def source(text: str, sources: Iterable[str]) -> str | None:
    """The source that a text names."""
    words = re.findall(r"[\w.-]+", text.lower())
    return next((name for name in sources if name in words or name in [word.rstrip(".-") for word in words]), None)


def _top(text: str) -> tuple[int | None, str]:
    match = _TOP.search(text.lower())
    if not match:
        return None, text
    word = match["count"] or match["other"]
    count = int(word) if word.isdigit() else _NUMBERS[word]
    return (count or None), text[: match.start()] + " top " + text[match.end() :]


def _country(text: str, words: Sequence[str]) -> tuple[str, str]:
    lower = text.lower()
    for name in sorted(CODES, key=len, reverse=True):
        if len(name) > 2 and (match := re.search(rf"\b{re.escape(name)}\b", lower)):
            return _stored(CODES[name], words), _without(text, match)
    for match in re.finditer(r"\b[A-Za-z]{2}\b", text):
        code = match.group()
        if code.upper() in NAMES and (code.isupper() or (code not in _WORDS and code.upper() in words)) and not text.isupper():
            return _stored(code.upper(), words), _without(text, match)
    for match in re.finditer(r"(?<![\w])(?:\.(?P<domain>com|net|org|biz|int)\b|(?P<word>unidentified)(?: countr(?:y|ies))?)", lower):
        return match["domain"] or match["word"], _without(text, match)
    for match in re.finditer(r"\b[a-z]{5,}\b", lower):
        near = process.extractOne(match.group(), [name for name in CODES if len(name) > 4], scorer=fuzz.ratio, score_cutoff=88)
        if near and match.group() not in _NEVER:
            return _stored(CODES[near[0]], words), _without(text, match)
    return "", text


def _stored(code: str, words: Sequence[str]) -> str:
    """As the source stores the country: by code or by name."""
    return next((word for word in words if CODES.get(word.lower()) == code), code)


def _product(text: str, words: Sequence[str]) -> tuple[str, str]:
    known = {word.lower(): word for word in words}
    for match in re.finditer(r"\b[A-Za-z]{1,4}-?\d{1,6}\b", text):
        if match.group().lower() in known:
            return known[match.group().lower()], _without(text, match)
    for match in re.finditer(r"\b(?:product|item|article)\s+(?P<code>[A-Za-z]{1,4}-?\d{1,6})\b", text):
        return match["code"].upper(), _without(text, match)
    for match in re.finditer(r"\b[A-Z]\d{1,3}\b", text):  # a code that this source does not have is still asked for
        return match.group(), _without(text, match)
    names = [word for word in words if len(word) >= 8 and not re.fullmatch(r"\w+\d+", word)]
    near = process.extractOne(text, names, scorer=fuzz.partial_ratio, score_cutoff=92) if names else None
    return (near[0], text) if near else ("", text)


def _category(text: str, words: Sequence[str]) -> tuple[str, str]:
    known = {word.lower(): word for word in words}
    for match in re.finditer(r"[\w-]+", text.lower()):
        for form in _forms(match.group()):
            if form in known:
                return known[form], _without(text, match)
    for match in re.finditer(r"[a-z]{5,}", text.lower()):
        near = process.extractOne(match.group(), list(known), scorer=fuzz.ratio, score_cutoff=85)
        if near and match.group() not in _NEVER and near[0] not in _NEVER:
            return known[near[0]], _without(text, match)
    return "", text


def _forms(word: str) -> Iterator[str]:
    if word in _NEVER:
        return
    yield word
    yield _SYNONYMS.get(word, word)
    yield word + "s"
    if len(word) > 4:
        yield word.removesuffix("s")
        yield word.removesuffix("es")


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " + text[match.end() :]
