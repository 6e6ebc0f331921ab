"""The words of periods: patterns that find "3 May", "last 2 weeks" or "Q2 2008" in a text."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Final, NamedTuple

from contracts.calendar import MONTHS, WEEKDAYS, months, year
from contracts.period_spans import (
    NUMBERS,
    Resolve,
    ago,
    day_of,
    month_of,
    named,
    now,
    part_of_month,
    quarter_of,
    rolling,
    third_of_month,
    this,
    time_of_day,
    weekday,
    written,
)


class Atom(NamedTuple):
    """One named span in a text. resolve(reference, forward) gives the latest that began by the reference, or the first from it on."""

    begins: int
    ends: int
    has_year: bool
    resolve: Resolve
    is_time: bool = False  # a time of day


_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_WEEKDAY: Final = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_COUNT: Final = rf"(?P<count>\d+|{'|'.join(NUMBERS)})(?: of)?"
_UNIT: Final = r"(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|quarters?|years?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_NTH: Final = r"(?:st|nd|rd|th)?"
_LAST: Final = r"(?:last|past|previous|latest|recent|trailing)"

# These are also other words, so they count only after a word that leads to a period, or alone.
_DOUBTFUL: Final = re.compile(r"may|mar|march|mon|sun|sat|wed|fri|sec|dec|(19|20)\d\d")
_LEADS: Final = re.compile(
    r"(?:\b(?:in|on|of|for|during|since|until|till|from|to|and|through|last|this|next|before|after|about|than|vs\.?|versus|with|by|year|"
    r"-|–)\s*(?:the )?)$"
)
_NTHS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SPELLINGS: Final = (*MONTHS, *WEEKDAYS, "yesterday", "today", "minutes", "minute", "weeks", "hours", "months", "tomorrow")


def normalise(text: str) -> str:
    """Lower case, single blanks, period words with a slip of the pen mended, "1 and 5 June" written out.

    >>> normalise("Sessions  between 1 and 5 June, yestrday")
    'sessions between 1 june and 5 june, yesterday'
    """
    words = re.sub(r"\s+", " ", text.lower()).strip()
    words = re.sub(r"[a-z]{5,}", lambda word: _mend(word.group()), words)
    words = re.sub(rf"\b({'|'.join(_NTHS)}) of (?={_MONTH}\b)", lambda nth: f"{_NTHS.index(nth[1]) + 1} ", words)
    words = re.sub(r"\b(twenty|forty)[- ](four|five|eight)\b", r"\1\2", words)
    join = r"\s*(?:and|to|until|till|through|-|–)\s*"
    words = re.sub(rf"\b(\d{{1,2}})({join}\d{{1,2}} ?(am|pm)\b)", r"\1 \3\2", words)
    words = re.sub(rf"\b(\d{{1,2}}){_NTH}({join})((?:the )?\d{{1,2}}{_NTH}(?: of)? ({_MONTH})\b)", r"\1 \4\2\3", words)
    return re.sub(rf"\b(({_MONTH}) \d{{1,2}}){_NTH}({join})(\d{{1,2}})\b(?!:)", r"\1\3\2 \4", words)


def _mend(word: str) -> str:
    if word in _SPELLINGS or (word.endswith("s") and word[:-1] in _SPELLINGS):
        return word
    swapped = [right for right in _SPELLINGS if sorted(right) == sorted(word) and right[0] == word[0]]
    return (swapped or (get_close_matches(word, _SPELLINGS, 1, 0.86) if len(word) > 5 else []) or [word])[0]


def atoms(words: str) -> list[Atom]:
    """The named spans in a normalised text, in order; where two overlap, the first and longest."""
    found: list[Atom] = []
    for match in _ATOM.finditer(words):
        name = match.lastgroup or ""
        inner = _PATTERNS[name][0].fullmatch(match.group())
        if inner is None or (_DOUBTFUL.fullmatch(match.group()) and not _is_led_to(match, words)):
            continue
        parts = {key: value for key, value in inner.groupdict().items() if value}
        has_year = "year" in parts or name in ("iso", "dots", "this", "named", "rolling", "ago")
        found.append(Atom(match.start(), match.end(), has_year, _PATTERNS[name][1](parts), name == "time"))
    return found


def _is_led_to(match: re.Match[str], words: str) -> bool:
    return bool(_LEADS.search(words[: match.start()])) or words.strip(" ?.!") == match.group()


_PATTERNS: Final[dict[str, tuple[re.Pattern[str], Callable[[dict[str, str]], Resolve]]]] = {
    name: (re.compile(pattern), make)
    for name, pattern, make in (
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", written),
        ("dots", r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)", written),
        ("daymonth", rf"(?P<day>\d{{1,2}}){_NTH}(?: of)? (?P<month>{_MONTH})(?:,? {_YEAR})?", day_of),
        ("monthday", rf"(?P<month>{_MONTH}) (?:the )?(?P<day>\d{{1,2}}){_NTH}(?:,? {_YEAR})?", day_of),
        ("part", rf"(?:the )?(?P<which>first|second|third|fourth|last) (?P<what>half|week|(?:{_COUNT}) (?:days|weeks)) (?:of|in) "
         rf"(?P<month>{_MONTH})(?: {_YEAR})?", part_of_month),
        ("third", rf"(?P<which>early|(?:the )?(?:beginning|start) of|mid(?:dle of)?|late|(?:the )?end of)[ -]"
         rf"(?P<month>{_MONTH})(?: {_YEAR})?",
         third_of_month),
        ("rolling", rf"{_LAST} (?:{_COUNT}[ -]?{_UNIT}|half (?:an? )?(?P<half>hour|minute|day|week))", rolling),
        ("time", r"(?P<hour>\d{1,2}):(?P<minute>\d\d)|(?P<twelve>\d{1,2}) ?(?P<half>am|pm)", time_of_day),
        ("ago", rf"{_COUNT} {_UNIT} ago", ago),
        ("this", r"(?P<the>the )?(?P<which>this|current|last|past|previous|latest) "
         r"(?P<unit>week|month|quarter|year|weekend|hour|minute|day)",
         this),
        ("quarter", rf"(?:q(?P<number>[1-4])|(?P<which>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?: of)?(?: {_YEAR})?",
         quarter_of),
        ("named", r"(?P<name>day before yesterday|yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))", named),
        ("weekday", rf"(?:(?P<which>last|past|previous|this) )?(?P<weekday>{_WEEKDAY})", weekday),
        ("month", rf"(?:(?:last|this) )?(?P<month>{_MONTH})(?:,? (?:of )?{_YEAR})?", month_of),
        ("yearmonth", r"(?P<year>(?:19|20)\d\d)-(?P<month>0?[1-9]|1[0-2])",
         lambda parts: lambda *_: months(int(parts["year"]), int(parts["month"]))),
        ("year", _YEAR, lambda parts: lambda *_: year(int(parts["year"]))),
        ("now", r"right now|just now|now|currently|at the moment|at present", now),
    )
}  # fmt: skip
_UNNAMED: Final = {name: re.sub(r"\?P<\w+>", "?:", pattern.pattern) for name, (pattern, _) in _PATTERNS.items()}
_ATOM: Final = re.compile(r"(?<![\w.])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNNAMED.items()) + r")(?!\w)")
