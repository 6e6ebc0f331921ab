"""Finds what limits a question: country, category, product, device, channel, source, "top 5". Pure: a text and the source's own words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process, utils

from rasa_bot import phrases
from rasa_bot.actions import countries, devices, leaving_out

Vocabulary = Mapping[str, Sequence[str]]
Search = Callable[[str, Sequence[str]], tuple[list[str], str]]

_NUMBERS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dozen": 12, "twenty": 20,
}  # fmt: skip
_COUNT: Final = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ASKING: Final = r"(?:top|first|best|biggest|the|only|just|show|list|name|give me|show me|what are)"
_TOP: Final = re.compile(
    rf"\b(?:{_ASKING}\s+(?:the\s+)?(?:top\s+|first\s+|best\s+)?(?P<count>{_COUNT})(?!\s*(?:%|percent|st|nd|rd|th|minutes?|hours?|days?|weeks?|months?))"
    rf"|(?P<other>{_COUNT})\s+(?:most|least|best|worst|top|biggest|largest|smallest|busiest|hottest|of them|more))\b"
)
_EVERYONE: Final = re.compile(
    r"\b((?:without|forget|drop|remove|clear|reset|no) (?:all |of )*(?:the |any |that |those |these )?(?:filters?|limits?)|"
    r"(?:for |in |from )?(?:all|any|every) (?:the )?(?:countries|country|categories|products|visitors|devices|channels)|"
    r"everyone|everybody|everywhere|(?:for|over) everything|worldwide|the same for all|for all)(?! but\b| except\b)\b"
)
_LINKS: Final = re.compile(r"(?i)\b(?:and|or)\b")
_RANKS: Final = {"top", "best"}  # said of a ranking, not of the category "tops"
_SYNONYMS: Final = {
    "pants": "trousers",
    "jeans": "trousers",
    "shirts": "blouses",
    "blouse": "blouses",
    "discount": "sale",
    "discounted": "sale",
}
_CUSTOMER: Final = re.compile(r"(?i)\bcustomers? (?:no\.? |number |id )?#?(?P<id>[\w.@-]*\d[\w.@-]*\w|\d)")
_ID: Final = re.compile(r"(?<![\w.@-])(?:(?=[\w@.-]*[A-Za-z])(?=[\w@.-]*\d)[\w@.-]{3,}\w|\d{5,})(?![\w@-])")
_TIME: Final = re.compile(r"(?i)[pq]?\d+(?:st|nd|rd|th|am|pm|h|d|m|s|min|k|x)?|(?:19|20)\d\d-[\d-]+|top\d+")
_NEVER: Final = phrases.words("never")


class Limits(NamedTuple):
    """What limits a question, and its remaining words. Several values of a filter are joined by commas. everyone: forget earlier ones.

    left_out: values that it is to leave out; where the others of that filter are known, filters holds those.
    """

    filters: dict[str, str]
    top: int | None
    everyone: bool
    rest: str
    left_out: Mapping[str, str] = MappingProxyType({})


def find(text: str, vocabulary: Vocabulary) -> Limits:
    """The limits that a text names.

    >>> find("top 5 products in Polish sessions", {"country": ["PL", "CZ"]})[:2]
    ({'country': 'PL'}, 5)
    """
    text = re.sub(r"(?i)\btop(?=\d)", "top ", text)
    everyone = bool(_EVERYONE.search(text.lower()))
    rest = re.sub(_EVERYONE.pattern, " ", text, flags=re.IGNORECASE)
    top, rest = _top(rest)
    out, rest = _left_out(rest, vocabulary)
    left = {name: leaving_out.others(name, words, vocabulary.get(name, ())) for name, words in out.items()}
    named, rest = _named_in(rest, vocabulary)
    found = {name: words for name, words in left.items() if words} | named
    filters, left_out = ({name: ",".join(words) for name, words in each.items()} for each in (found, out))
    return Limits(filters, top, everyone, re.sub(r"\s+", " ", rest).strip(), left_out)


def ids(text: str, vocabulary: Vocabulary, sources: Iterable[str]) -> tuple[str, ...]:
    """Words that may be a customer's id, for the store to say which are.

    >>> ids("tell me about sim-c51918 in 2026", {}, []), ids("and customer 7?", {}, [])
    (('sim-c51918',), ('7',))
    >>> ids("sales of C17 at 9am", {"product": ["C17"]}, [])
    ()
    """
    known = {word.lower() for word in (*vocabulary.get("product", ()), *sources)}
    named = [match["id"] for match in _CUSTOMER.finditer(text)]
    alike = (match.group() for match in _ID.finditer(text))
    likely = [word for word in alike if word.lower() not in known and (word.isdigit() or not _TIME.fullmatch(word))]
    return tuple(dict.fromkeys([*named, *likely]))


def source(text: str, sources: Iterable[str]) -> str | None:
    """The source that a text names.

    >>> source("how many sessions has t1?", ["eshop2008", "t1"])
    't1'
    """
    words = {word.rstrip(".-") for word in re.findall(r"[\w.-]+", text.lower())}
    return next((name for name in sources if name in words), None)


def unknown(text: str, vocabulary: Vocabulary, sources: Iterable[str]) -> str:
    """A word that looks like the code of a product or source, and is none that is known.

    >>> unknown("how many sessions had t9?", {"product": ["C17"]}, ["eshop2008"])
    't9'
    """
    known = {word.lower() for word in (*vocabulary.get("product", ()), *vocabulary.get("customer", ()), *sources)} | _NEVER
    looks_like = r"(?<![\w-])[a-z]{1,12}(?:-[a-z]{1,12})?\d{1,6}(?![\w-])"
    codes = [code for code in re.findall(looks_like, text) if code not in known and not re.fullmatch(r"top\d+", code)]
    return codes[0] if codes else ""


def _top(text: str) -> tuple[int | None, str]:
    match = _TOP.search(text.lower())
    if not match:
        return None, text
    word = match["count"] or match["other"]
    return (int(word) if word.isdigit() else _NUMBERS[word]) or None, text[: match.start()] + " top " + text[match.end() :]


def _named_in(text: str, vocabulary: Vocabulary) -> tuple[dict[str, list[str]], str]:
    """The words of each filter that a text names, and the text without them."""
    found: dict[str, list[str]] = {}
    for name, search in _SEARCHES:
        words, text = search(text, vocabulary.get(name, ()))
        if words:
            found[name] = words
    return found, text


def _left_out(text: str, vocabulary: Vocabulary) -> tuple[dict[str, list[str]], str]:
    """The words of each filter that a text wants to leave out, and the text without these parts."""
    found: dict[str, list[str]] = {}
    for begin, end, part in reversed([*leaving_out.spans(text)]):
        words, rest = _named_in(part, vocabulary)
        if words:
            found = {name: [*words.get(name, ()), *found.get(name, ())] for name in {**words, **found}}
            text = " ".join((text[:begin], _LINKS.sub(" ", rest), text[end:]))
    return found, text


def _customers(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    """What follows "customer" and has a digit, and the ids in a question that the store knows for a customer's."""
    known = {word.lower(): word for word in words}
    named = [known.get(match["id"].lower(), match["id"]) for match in _CUSTOMER.finditer(text)]
    text = _CUSTOMER.sub(" customer ", text) if named else text
    for match in [*_ID.finditer(text)]:
        if match.group().lower() in known:
            named.append(known[match.group().lower()])
            text = text.replace(match.group(), " ", 1)
    return list(dict.fromkeys(named)), text


def _products(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    known = {word.lower(): word for word in words}
    found, rest = [], text
    for match in re.finditer(r"\b(?:[A-Za-z]{1,4}-?\d{1,6}|\d{5,}[A-Za-z]{0,3}|(?:(?<=product )|(?<=item )|(?<=article ))\d{2,4})\b", text):
        word = match.group()
        named = known.get(word.lower())
        # A code in capitals, or called a product, is asked for even where this source has none of it.
        if named or (word.lower() not in _NEVER and (word[0].isupper() or re.search(r"(product|item|article)\s+$", text[: match.start()]))):
            found.append(named or word.upper())
            rest = rest.replace(word, " ", 1)
    names = [word for word in words if len(word) >= 8 and not re.fullmatch(r"\w+\d+", word)]
    near = (
        process.extractOne(text, names, scorer=fuzz.partial_ratio, processor=utils.default_process, score_cutoff=92)
        if names and not found
        else None
    )
    return (found, rest) if not near else ([near[0]], text)


def _categories(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    known = {word.lower(): word for word in words if word.lower() not in _NEVER}
    found, rest = [], text
    for match in re.finditer(r"[A-Za-z-]+", text):
        word = match.group().lower()
        form = next((form for form in _forms(word) if form in known), None) or _near(word, known)
        if form and (word not in _RANKS or re.search(r"(?i)\b(?:category|department)\s+$", text[: match.start()])):
            found.append(known[form])
            rest = rest.replace(match.group(), " ", 1)
    return list(dict.fromkeys(found)), rest


def _named(text: str, words: Sequence[str]) -> tuple[list[str], str]:
    """Zones and doors by their own names, the longest first: "the main door" is not any door."""
    found, rest = [], text
    for word in sorted(words, key=len, reverse=True):
        pattern = re.compile(rf"(?i)\b{re.escape(word)}\b")
        if pattern.search(rest):
            found.append(word)
            rest = pattern.sub(" ", rest)
    return found, rest


def _forms(word: str) -> Iterator[str]:
    if word not in _NEVER:
        yield from (word, _SYNONYMS.get(word, word), word + "s")
        yield from (word.removesuffix("s"), word.removesuffix("es")) if len(word) > 4 else ()


def _near(word: str, known: Mapping[str, str]) -> str | None:
    if len(word) < 5 or word in _NEVER:
        return None
    near = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=83)
    return near[0] if near else None


_SEARCHES: Final[tuple[tuple[str, Search], ...]] = (
    ("customer", _customers),
    ("country", countries.find),
    ("product", _products),
    ("category", _categories),
    ("device", devices.devices),
    ("channel", devices.channels),
    ("zone", _named),
    ("place", _named),
)
