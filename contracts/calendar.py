"""Spans of the calendar as people name them: an hour, 3 May, June, this week, Q2. Pure, UTC, weeks start on Monday."""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}


class Span(NamedTuple):
    """[start, end) with its name ("June 2008") and the word that leads to it ("in")."""

    start: datetime
    end: datetime
    name: str
    lead: str = ""

    @property
    def label(self) -> str:
        return f"{self.lead} {self.name}".strip()


def midnight(at: datetime) -> datetime:
    """The start of its day."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def day(at: datetime, name: str = "") -> Span:
    """The day of a stamp.

    >>> day(datetime(2008, 5, 3, 10, tzinfo=UTC)).label
    'on 3 May 2008'
    """
    start = midnight(at)
    written = write_day(start)
    if name and name.title() not in map(str.title, WEEKDAYS):
        return Span(start, start + timedelta(days=1), f"{name} ({written})")
    return Span(start, start + timedelta(days=1), f"{name} ({written})" if name else written, "on")


def week(at: datetime) -> Span:
    """The week of a stamp, from Monday."""
    start = midnight(at) - timedelta(days=at.weekday())
    return Span(start, start + timedelta(days=7), f"the week of {write_day(start)}", "in")


def months(year: int, month: int, count: int = 1, name: str = "", lead: str = "in") -> Span:
    """count months from the given one; a month outside 1 to 12 counts into the years around.

    >>> months(2008, 6).label, months(2008, 13).name
    ('in June 2008', 'January 2009')
    """
    start, end = _first(year, month), _first(year, month + count)
    return Span(start, end, name or f"{MONTHS[start.month - 1].title()} {start.year}", lead)


def quarter(year: int, number: int) -> Span:
    """A quarter of a year; a number outside 1 to 4 counts into the years around."""
    start = _first(year, 3 * number - 2)
    return months(start.year, start.month, 3, f"Q{(start.month + 2) // 3} {start.year}")


def year(number: int) -> Span:
    return months(number, 1, 12, str(number))


def write_day(at: datetime) -> str:
    """A day in words without a padded number: 3 May 2008."""
    return f"{at.day} {MONTHS[at.month - 1][:3].title()} {at.year}"


def unit_around(at: datetime, unit: str) -> Span:
    """The calendar hour, day, week, month, quarter or year that a stamp lies in."""
    if unit == "day":
        return day(at)
    if unit == "week":
        return week(at)
    if unit == "month":
        return months(at.year, at.month)
    if unit == "quarter":
        return quarter(at.year, (at.month + 2) // 3)
    if unit == "year":
        return year(at.year)
    length = SECONDS[unit]
    start = at - timedelta(seconds=at.timestamp() % length)
    return Span(start, start + timedelta(seconds=length), f"{write_day(start)} {start:%H:%M}", "at")


def back(at: datetime, count: int, unit: str) -> datetime:
    """The stamp so many units earlier; the day is cut to the length of an earlier month.

    >>> back(datetime(2008, 3, 31, tzinfo=UTC), 1, "month").day
    29
    """
    if unit in SECONDS:
        return at - timedelta(seconds=count * SECONDS[unit])
    first = _first(at.year, at.month - count * {"month": 1, "quarter": 3, "year": 12}[unit])
    last = _first(first.year, first.month + 1) - timedelta(days=1)
    return at.replace(year=first.year, month=first.month, day=min(at.day, last.day))


def _first(year: int, month: int) -> datetime:
    years, index = divmod(month - 1, 12)
    return datetime(year + years, index + 1, 1, tzinfo=UTC)
