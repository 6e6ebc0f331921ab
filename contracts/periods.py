"""Periods as people write them, against the clock of a stream: "last 30 minutes", "in June", "since Monday", "from 1 to 5 June".

Everything is relative to the clock that is given, never to the wall clock. A day or month without a year is the latest one
that began by then. Weeks start on Monday. "last week" is the calendar week before; "the last week", "past week" and "last 7 days"
are the 7 days up to the clock.
"""

import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from contracts.calendar import Span, write_day
from contracts.period_spans import PeriodError
from contracts.period_words import Atom, atoms, normalise

__all__ = ["Period", "PeriodError", "find", "period"]

_EVERYTHING: Final = re.compile(
    r"\b(all[- ]time|(in|for) total|overall|so far|ever|of all( the)? (data|time)|(for |over )?all (the )?(data|days|time)|"
    r"(over |for |in )?the (whole|entire|full) (period|time|data|history))\b"
)
_JOIN: Final = re.compile(r"\s*(and|to|until|till|til|through|thru|up to|-|–)\s*(the\s*)?")
_RANGE_LEAD: Final = re.compile(r"\b(between|from)\s+(the\s+)?$")
_OPEN_LEAD: Final = re.compile(r"\b(since|from|after|starting( on| in| from)?|beginning( on| in)?)\s+(the\s+)?$")
_OPEN_TAIL: Final = re.compile(r"\s*(on ?wards?|and later|and after)\b")
_UNTIL_LEAD: Final = re.compile(r"\b(until|till|til|before|up to|through)\s+(the\s+)?$")
_LEAD: Final = re.compile(r"\b((in|on|at|during|over|within|for|of|by|from|since|the|about|whole|all|as)\s+)+$")


class Period(NamedTuple):
    """[start, end) with a label that fits into a sentence, such as "in June 2008"."""

    start: datetime
    end: datetime
    label: str


def period(text: str, clock: datetime, first: datetime | None = None) -> Period | None:
    """The period that a text names, or None where it names none. clock is the stream's now, first its first stamp.

    "All time" is [first, clock], and None where first is not given. Raises PeriodError for a day that does not exist,
    and for a period that lies after the clock or ends before it starts.

    >>> from datetime import UTC
    >>> period("how many sessions in june?", datetime(2008, 8, 13, 21, tzinfo=UTC)).label
    'in June 2008'
    """
    return find(text, clock, first)[0]


def find(text: str, clock: datetime, first: datetime | None = None) -> tuple[Period | None, str]:
    """The period that a text names, and the text without it, in lower case."""
    words = normalise(text)
    found = atoms(words)
    if not found:
        return _everything(words, clock, first)
    span, begins, ends = _combine(words, found, clock, first)
    begins = _led(words, begins)
    rest = re.sub(r"\s+", " ", f"{words[:begins]} {words[ends:]}").strip()
    return _fit(span, clock), rest


def _led(words: str, begins: int) -> int:
    """Where the words that lead to a period begin."""
    lead = _LEAD.search(words[:begins])
    return lead.start() if lead else begins


def _everything(words: str, clock: datetime, first: datetime | None) -> tuple[Period | None, str]:
    match = _EVERYTHING.search(words)
    rest = _EVERYTHING.sub(" ", words).strip() if match else words
    if not match or first is None:
        return None, rest
    return Period(first, clock + timedelta(milliseconds=1), f"over all data ({write_day(first)} to {write_day(clock)})"), rest


def _combine(words: str, found: list[Atom], clock: datetime, first: datetime | None) -> tuple[Span, int, int]:
    """The span that the first atoms make together with the words around them, and where it begins and ends in the text."""
    times, days = [atom for atom in found if atom.is_time], [atom for atom in found if not atom.is_time]
    if times and days:
        reference = min(days[0].resolve(clock, False).end - timedelta(milliseconds=1), clock)
        span, begins, ends = _combine(words, times, reference, first)
        return span, min(begins, _led(words, days[0].begins)), max(ends, days[0].ends)
    for one, two in pairwise(found):
        joined = _JOIN.fullmatch(words[one.ends : two.begins])
        lead = _RANGE_LEAD.search(words[: one.begins])
        follows = joined and one.resolve(clock, False).end == two.resolve(clock, False).start  # "in June and July"
        if joined and (lead or follows or joined.group(1) != "and"):
            return _between(one, two, clock), lead.start() if lead else one.begins, two.ends
    atom = found[0]
    span, before = atom.resolve(clock, False), words[: atom.begins]
    tail = _OPEN_TAIL.match(words, atom.ends)
    if lead := _OPEN_LEAD.search(before):
        if lead.group(1) != "from" or tail:
            start = span.end if lead.group(1) == "after" and not atom.is_time else span.start
            return (
                Span(start, clock + timedelta(days=1), span.name, "after" if lead.group(1) == "after" else "since"),
                lead.start(),
                tail.end() if tail else atom.ends,
            )
    elif lead := _UNTIL_LEAD.search(before):
        end = span.start if lead.group(1) == "before" or atom.is_time else span.end
        begin = first if first is not None and first < end else end - timedelta(days=36_500)
        return Span(begin, end, span.name, "before" if lead.group(1) == "before" else "until"), lead.start(), atom.ends
    return span, atom.begins, atom.ends


def _between(one: Atom, two: Atom, clock: datetime) -> Span:
    if two.has_year and not one.has_year:
        last = two.resolve(clock, False)
        start = one.resolve(last.start, False)
    else:
        start = one.resolve(clock, False)
        last = two.resolve(start.start, True)
    if last.end <= start.start:
        raise PeriodError(f"{start.name} is not before {last.name}: name the earlier end first")
    end = last.start if two.is_time else last.end
    return Span(start.start, end, f"{start.name} to {last.name}", "from")


def _fit(span: Span, clock: datetime) -> Period:
    """Nothing after the clock is asked for."""
    newest = clock + timedelta(milliseconds=1)
    if span.start >= newest:
        raise PeriodError(f"{span.name} is after the newest event ({write_day(clock)} {clock:%H:%M}): ask for an earlier period")
    cut = span.end > newest and span.lead in ("in", "from")
    return Period(span.start, min(span.end, newest), span.label + (" so far" if cut else ""))
