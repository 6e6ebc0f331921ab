"""Which period a question is about, and which it is to be compared with. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from contracts import periods
from contracts.calendar import back, write_day
from contracts.period_spans import NUMBERS
from contracts.periods import Period
from contracts.reading import Stream
from rasa_bot.actions import asking

_EARLIER: Final = re.compile(
    rf"\b(?:the |(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)}) )+(?P<unit>day|week|month|quarter|year)s? "
    r"(?:just |right )?(?:before|earlier|prior)(?: (?:that|then|it|this|those))?(?=\W*$)",
    re.IGNORECASE,
)
_THEN: Final = " | "  # in what is remembered: what follows is told from the period before it


def named(text: str, stream: Stream) -> Period | None:
    """The period that a text names. What follows a bar is told from what stands before it: "yesterday | the day before"."""
    first, *steps = text.split(_THEN)
    found = periods.period(first, stream.clock, stream.first)
    for step in steps:
        found = earlier(step, found) if found else None
    return found


def earlier(text: str, period: Period) -> Period | None:
    """The days before a period that a text speaks of.

    >>> from datetime import UTC
    >>> day = Period(datetime(2008, 8, 12, tzinfo=UTC), datetime(2008, 8, 13, tzinfo=UTC), "yesterday")
    >>> earlier("and the day before?", day).label, earlier("and in June?", day)
    ('the day before (11 Aug 2008)', None)
    """
    match = _EARLIER.search(text)
    if not match:
        return None
    count, unit = _count(match["count"]), match["unit"].lower()
    start, last = back(period.start, count, unit), period.start - timedelta(milliseconds=1)
    days = write_day(start) if write_day(start) == write_day(last) else f"{write_day(start)} to {write_day(last)}"
    lead = "the day" if (count, unit) == (1, "day") else f"in the {unit}" if count == 1 else f"in the {count} {unit}s"
    return Period(start, period.start, f"{lead} before ({days})")


def without_earlier(text: str) -> str:
    """A text without the words that speak of the days before a period.

    >>> without_earlier("and the 7 days before that?")
    'and ?'
    """
    return _EARLIER.sub("", text)


def sides(text: str, stream: Stream, follows: bool) -> tuple[str, Period | None]:
    """What is asked for, and the period to compare it with. "More than last week?" asks about this week."""
    main, rival = asking.sides(text)
    if not rival:
        return _either(text, stream)
    own, against = named(main, stream), named(rival, stream)
    if against is None and own:
        against = earlier(rival, own)
    if against is None or follows or own:
        return (main if against else text), against
    present = asking.present_of(rival)
    return (present, against) if present != rival.lower() else (text, None)


def period(text: str, stream: Stream, when: str, view: Mapping[str, Any]) -> tuple[Period, str]:
    """The period that is named, else the one remembered, else the one the asker looks at, else all there is; and its words."""
    steps = f"{when}{_THEN}{match.group()}" if when and (match := _EARLIER.search(text)) else ""
    for words in (text, steps, when):
        if words and (found := named(words, stream)):
            return found, words
    whole = f"over all data ({write_day(stream.first)} to {write_day(stream.clock)})"
    return _looked_at(stream, view) or Period(stream.first, stream.clock + timedelta(milliseconds=1), whole), ""


def _count(word: str | None) -> int:
    return 1 if not word else int(word) if word.isdigit() else NUMBERS[word.lower()]


def _either(text: str, stream: Stream) -> tuple[str, Period | None]:
    """Two periods with "or" or "and" between them that are not one: the first, against the second."""
    main, rival = asking.halves(text)
    first, second = named(main, stream), named(rival, stream)
    return (main, second) if first and second and named(text, stream) == first else (text, None)


def _looked_at(stream: Stream, view: Mapping[str, Any]) -> Period | None:
    """The period on the asker's page; None where that is all there is."""
    if view.get("source") != stream.source:
        return None
    try:
        start, end = (datetime.fromisoformat(str(view.get(name))) for name in ("start", "end"))
    except ValueError:
        return None
    if start.tzinfo is None or end.tzinfo is None or start >= end or start <= stream.first < stream.clock < end:
        return None
    return Period(start, end, f"from {write_day(start)} {start:%H:%M} to {write_day(end)} {end:%H:%M}")
