"""The words of periods: patterns that find "3 May", "last 2 weeks" or "Q2 2008" in a text and resolve them against a clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Final, NamedTuple

from contracts.calendar import MONTHS, SECONDS, WEEKDAYS, Span, back, day, midnight, months, quarter, unit_around, week, year

Resolve = Callable[[datetime, bool], Span]


class PeriodError(ValueError):
    """A period that cannot be; the message says why."""


class Atom(NamedTuple):
    """One named span in a text. resolve(reference, forward) gives the latest that began by the reference, or the first from it on."""

    begins: int
    ends: int
    has_year: bool
    resolve: Resolve


_NUMBERS: Final = {
    word: number
    for number, words in {
        1: "a an one", 2: "two couple", 3: "three few", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
        12: "twelve dozen", 14: "fourteen", 15: "fifteen", 20: "twenty", 24: "twentyfour", 30: "thirty", 45: "fortyfive", 48: "fortyeight",
        60: "sixty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_ORDINALS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_UNITS: Final = {
    "s": "second", "sec": "second", "secs": "second", "m": "minute", "min": "minute", "mins": "minute", "h": "hour", "hr": "hour",
    "hrs": "hour", "d": "day", "w": "week", "wk": "week", "wks": "week",
}  # fmt: skip
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_WEEKDAY: Final = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_COUNT: Final = rf"(?P<count>\d+|{'|'.join(_NUMBERS)})(?: of)?"
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
        found.append(Atom(match.start(), match.end(), has_year, _PATTERNS[name][1](parts)))
    return found


def _is_led_to(match: re.Match[str], words: str) -> bool:
    return bool(_LEADS.search(words[: match.start()])) or words.strip(" ?.!") == match.group()


def _month(text: str) -> int:
    return next(index for index, name in enumerate(MONTHS, 1) if name.startswith(text[:3]))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _unit(text: str) -> str:
    return _UNITS.get(text) or text.removesuffix("s")


def _by_year(make: Callable[[int], Span | None], parts: dict[str, str], name: str) -> Resolve:
    """The span of the year that is named, else of the nearest year that fits the reference."""

    def resolve(reference: datetime, forward: bool) -> Span:
        if "year" in parts:
            years, fits = [int(parts["year"])], True
        else:
            years, fits = [reference.year + (step if forward else -step) for step in range(9)], False
        for number in years:
            span = make(number)
            if span and (fits or (span.start >= midnight(reference) if forward else span.start <= reference)):
                return span
        raise PeriodError(f"there is no {name}: name a day that exists")

    return resolve


def _day_of(parts: dict[str, str]) -> Resolve:
    month, number = _month(parts["month"]), int(parts["day"])

    def make(year: int) -> Span | None:
        try:
            return day(datetime(year, month, number, tzinfo=UTC))
        except ValueError:
            return None

    return _by_year(make, parts, f"{number} {MONTHS[month - 1].title()} {parts.get('year', '')}".strip())


def _month_of(parts: dict[str, str]) -> Resolve:
    return _by_year(lambda year: months(year, _month(parts["month"])), parts, parts["month"])


def _part_of_month(parts: dict[str, str]) -> Resolve:
    which, what = parts["which"], parts["what"]

    def make(year: int) -> Span:
        whole = months(year, _month(parts["month"]))
        days = (whole.end - whole.start).days
        length = 15 if what == "half" else (_count(parts["count"]) if "count" in parts else 1) * (7 if "week" in what else 1)
        length = min(length, days)
        begin = days - length if which == "last" else (_ORDINALS[which] - 1) * length
        until = days if which == "last" or (what == "half" and which != "first") else min(days, begin + length)
        return _days_of(whole, begin, until, f"the {which} {what}")

    return _by_year(make, parts, f"{which} {what} of {parts['month']}")


def _third_of_month(parts: dict[str, str]) -> Resolve:
    begin = next(
        at for start, at in (("e", 0), ("b", 0), ("s", 0), ("m", 10), ("l", 20)) if parts["which"].removeprefix("the ").startswith(start)
    )
    begin = 20 if "end" in parts["which"] else begin

    def make(year: int) -> Span:
        whole = months(year, _month(parts["month"]))
        until = begin + 10 if begin < 20 else (whole.end - whole.start).days
        return _days_of(whole, begin, until, f"days {begin + 1} to {until}")

    return _by_year(make, parts, parts["month"])


def _days_of(month: Span, begin: int, until: int, name: str) -> Span:
    if begin >= until:
        raise PeriodError(f"{month.name} has no {name.removeprefix('the ')}: name days that exist")
    return Span(month.start + timedelta(days=begin), month.start + timedelta(days=until), f"{name} of {month.name}", "in")


def _quarter_of(parts: dict[str, str]) -> Resolve:
    number = int(parts["number"]) if "number" in parts else _ORDINALS[parts["which"]]
    return _by_year(lambda year: quarter(year, number), parts, f"Q{number}")


def _written(parts: dict[str, str]) -> Resolve:
    name = f"{int(parts['day'])}.{int(parts['month'])}.{parts['year']}"
    try:
        at = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]), tzinfo=UTC)
    except ValueError:
        raise PeriodError(f"there is no {name}: write a date as 2008-05-03 or 3 May 2008") from None
    return lambda _reference, _forward: day(at)


def _weekday(parts: dict[str, str]) -> Resolve:
    index = next(index for index, name in enumerate(WEEKDAYS) if name.startswith(parts["weekday"][:3]))

    def resolve(reference: datetime, forward: bool) -> Span:
        days = (index - reference.weekday()) % 7 if forward else -((reference.weekday() - index) % 7)
        if not forward and days == 0 and parts.get("which") in ("last", "past", "previous"):
            days = -7
        return day(reference + timedelta(days=days), WEEKDAYS[index].title())

    return resolve


def _named(parts: dict[str, str]) -> Resolve:
    name = parts["name"]
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(name.split()[-1], 0)
    if name.startswith("day before"):
        days = -2
    if name == "last night":
        return lambda reference, _: Span(midnight(reference) - timedelta(hours=6), midnight(reference) + timedelta(hours=6), name)
    if name.startswith("this ") or name == "tonight":
        start, end = {"this morning": (6, 12), "this afternoon": (12, 18)}.get(name, (18, 24))
        return lambda reference, _: Span(midnight(reference) + timedelta(hours=start), midnight(reference) + timedelta(hours=end), name)
    return lambda reference, _: day(reference + timedelta(days=days), name)


def _this(parts: dict[str, str]) -> Resolve:
    """This, last or the calendar unit before, as people say it."""
    which, unit = parts["which"], parts["unit"]
    rolling = which in ("past", "latest") or "the" in parts or unit in ("hour", "minute", "second", "day")

    def resolve(reference: datetime, _forward: bool) -> Span:
        if which in ("this", "current"):
            return _weekend(reference, 0, "this weekend") if unit == "weekend" else _titled(unit_around(reference, unit), f"this {unit}")
        if unit == "weekend":
            return _weekend(reference, -1, "last weekend")
        if rolling and which != "previous":
            return _rolling({"count": "1", "unit": unit})(reference, False)
        return _titled(unit_around(back(reference, 1, unit), unit), f"{which} {unit}")

    return resolve


def _titled(span: Span, name: str) -> Span:
    inner = span.name.removeprefix("the week of ")
    return Span(span.start, span.end, f"{name} ({'from ' if inner != span.name else ''}{inner})")


def _weekend(reference: datetime, weeks: int, name: str) -> Span:
    """Saturday and Sunday. The last weekend is the latest one that is over."""
    monday = week(reference).start + timedelta(weeks=weeks)
    return Span(monday + timedelta(days=5), monday + timedelta(days=7), name)


def _rolling(parts: dict[str, str]) -> Resolve:
    """So many units up to the reference."""
    half = "half" in parts
    unit, count = _unit(parts.get("unit", parts.get("half", ""))), _count(parts.get("count", "1"))

    def resolve(reference: datetime, _forward: bool) -> Span:
        end = reference + timedelta(milliseconds=1)
        if half:
            name = f"last half {unit}"
            start = end - timedelta(seconds=SECONDS[unit] / 2)
        else:
            name = f"last {count} {unit}s" if count > 1 else f"last {unit}"
            start = _back(end, count, unit)
        return Span(start, end, f"the {name}", "in")

    return resolve


def _ago(parts: dict[str, str]) -> Resolve:
    unit, count = _unit(parts["unit"]), _count(parts["count"])
    return lambda reference, _: unit_around(_back(reference, count, unit), unit)


def _back(at: datetime, count: int, unit: str) -> datetime:
    try:
        return back(at, count, unit)
    except (OverflowError, ValueError):
        raise PeriodError(f"{count} {unit}s is longer than any data: ask for less") from None


def _now(_parts: dict[str, str]) -> Resolve:
    return _rolling({"count": "5", "unit": "minute"})


_PATTERNS: Final[dict[str, tuple[re.Pattern[str], Callable[[dict[str, str]], Resolve]]]] = {
    name: (re.compile(pattern), make)
    for name, pattern, make in (
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _written),
        ("dots", r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)", _written),
        ("daymonth", rf"(?P<day>\d{{1,2}}){_NTH}(?: of)? (?P<month>{_MONTH})(?:,? {_YEAR})?", _day_of),
        ("monthday", rf"(?P<month>{_MONTH}) (?:the )?(?P<day>\d{{1,2}}){_NTH}(?:,? {_YEAR})?", _day_of),
        ("part", rf"(?:the )?(?P<which>first|second|third|fourth|last) (?P<what>half|week|(?:{_COUNT}) (?:days|weeks)) (?:of|in) "
         rf"(?P<month>{_MONTH})(?: {_YEAR})?", _part_of_month),
        ("third", rf"(?P<which>early|(?:the )?(?:beginning|start) of|mid(?:dle of)?|late|(?:the )?end of)[ -]"
         rf"(?P<month>{_MONTH})(?: {_YEAR})?",
         _third_of_month),
        ("rolling", rf"{_LAST} (?:{_COUNT}[ -]?{_UNIT}|half (?:an? )?(?P<half>hour|minute|day|week))", _rolling),
        ("ago", rf"{_COUNT} {_UNIT} ago", _ago),
        ("this", r"(?P<the>the )?(?P<which>this|current|last|past|previous|latest) "
         r"(?P<unit>week|month|quarter|year|weekend|hour|minute|day)",
         _this),
        ("quarter", rf"(?:q(?P<number>[1-4])|(?P<which>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?: of)?(?: {_YEAR})?",
         _quarter_of),
        ("named", r"(?P<name>day before yesterday|yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))", _named),
        ("weekday", rf"(?:(?P<which>last|past|previous|this) )?(?P<weekday>{_WEEKDAY})", _weekday),
        ("month", rf"(?:(?:last|this) )?(?P<month>{_MONTH})(?:,? (?:of )?{_YEAR})?", _month_of),
        ("yearmonth", r"(?P<year>(?:19|20)\d\d)-(?P<month>0?[1-9]|1[0-2])",
         lambda parts: lambda *_: months(int(parts["year"]), int(parts["month"]))),
        ("year", _YEAR, lambda parts: lambda *_: year(int(parts["year"]))),
        ("now", r"right now|just now|now|currently|at the moment|at present|live", _now),
    )
}  # fmt: skip
_UNNAMED: Final = {name: re.sub(r"\?P<\w+>", "?:", pattern.pattern) for name, (pattern, _) in _PATTERNS.items()}
_ATOM: Final = re.compile(r"(?<![\w.])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNNAMED.items()) + r")(?!\w)")
