"""What the words of a period mean: each function here takes the parts that a pattern of period_words found, and gives a Resolve."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from contracts.calendar import MONTHS, SECONDS, WEEKDAYS, Span, back, day, midnight, months, quarter, unit_around, week, write_day

# From a reference and a direction to a span: the latest that began by the reference, or the first from it on.
Resolve = Callable[[datetime, bool], Span]


class PeriodError(ValueError):
    """A period that cannot be; the message says why."""


NUMBERS: Final = {
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


def _month(text: str) -> int:
    return next(index for index, name in enumerate(MONTHS, 1) if name.startswith(text[:3]))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


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


def day_of(parts: dict[str, str]) -> Resolve:
    month, number = _month(parts["month"]), int(parts["day"])

    def make(year: int) -> Span | None:
        try:
            return day(datetime(year, month, number, tzinfo=UTC))
        except ValueError:
            return None

    return _by_year(make, parts, f"{number} {MONTHS[month - 1].title()} {parts.get('year', '')}".strip())


def month_of(parts: dict[str, str]) -> Resolve:
    return _by_year(lambda year: months(year, _month(parts["month"])), parts, parts["month"])


def part_of_month(parts: dict[str, str]) -> Resolve:
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


def third_of_month(parts: dict[str, str]) -> Resolve:
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


def quarter_of(parts: dict[str, str]) -> Resolve:
    number = int(parts["number"]) if "number" in parts else _ORDINALS[parts["which"]]
    return _by_year(lambda year: quarter(year, number), parts, f"Q{number}")


def written(parts: dict[str, str]) -> Resolve:
    name = f"{int(parts['day'])}.{int(parts['month'])}.{parts['year']}"
    try:
        at = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]), tzinfo=UTC)
    except ValueError:
        raise PeriodError(f"there is no {name}: write a date as 2008-05-03 or 3 May 2008") from None
    return lambda _reference, _forward: day(at)


def weekday(parts: dict[str, str]) -> Resolve:
    index = next(index for index, name in enumerate(WEEKDAYS) if name.startswith(parts["weekday"][:3]))

    def resolve(reference: datetime, forward: bool) -> Span:
        days = (index - reference.weekday()) % 7 if forward else -((reference.weekday() - index) % 7)
        if not forward and days == 0 and parts.get("which") in ("last", "past", "previous"):
            days = -7
        return day(reference + timedelta(days=days), WEEKDAYS[index].title())

    return resolve


def named(parts: dict[str, str]) -> Resolve:
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


def this(parts: dict[str, str]) -> Resolve:
    """This, last or the calendar unit before, as people say it."""
    which, unit = parts["which"], parts["unit"]
    runs = which in ("past", "latest") or "the" in parts or unit in ("hour", "minute", "second", "day")

    def resolve(reference: datetime, _forward: bool) -> Span:
        if which in ("this", "current"):
            return _weekend(reference, 0, "this weekend") if unit == "weekend" else _titled(unit_around(reference, unit), f"this {unit}")
        if unit == "weekend":
            return _weekend(reference, -1, "last weekend")
        if runs and which != "previous":
            return rolling({"count": "1", "unit": unit})(reference, False)
        return _titled(unit_around(back(reference, 1, unit), unit), f"{which} {unit}")

    return resolve


def _titled(span: Span, name: str) -> Span:
    inner = span.name.removeprefix("the week of ")
    return Span(span.start, span.end, f"{name} ({'from ' if inner != span.name else ''}{inner})")


def _weekend(reference: datetime, weeks: int, name: str) -> Span:
    """Saturday and Sunday. The last weekend is the latest one that is over."""
    monday = week(reference).start + timedelta(weeks=weeks)
    return Span(monday + timedelta(days=5), monday + timedelta(days=7), name)


def rolling(parts: dict[str, str]) -> Resolve:
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


def time_of_day(parts: dict[str, str]) -> Resolve:
    """The hour or minute that a clock shows, of the latest or next day that fits."""
    hour, minute = int(parts.get("hour") or parts["twelve"]), int(parts.get("minute", 0))
    hour = hour % 12 + (12 if parts["half"] == "pm" else 0) if "half" in parts else hour

    def resolve(reference: datetime, forward: bool) -> Span:
        if hour > 23 or minute > 59:
            raise PeriodError(f"there is no {hour}:{minute:02}: write times from 0:00 to 23:59")
        start = midnight(reference) + timedelta(hours=hour, minutes=minute)
        if start > reference and not forward:
            start -= timedelta(days=1)
        if start < reference and forward:
            start += timedelta(days=1)
        length = timedelta(minutes=1) if "minute" in parts else timedelta(hours=1)
        return Span(start, start + length, f"{start:%H:%M} on {write_day(start)}", "at")

    return resolve


def ago(parts: dict[str, str]) -> Resolve:
    unit, count = _unit(parts["unit"]), _count(parts["count"])
    return lambda reference, _: unit_around(_back(reference, count, unit), unit)


def _back(at: datetime, count: int, unit: str) -> datetime:
    try:
        return back(at, count, unit)
    except (OverflowError, ValueError):
        raise PeriodError(f"{count} {unit}s is longer than any data: ask for less") from None


def now(_parts: dict[str, str]) -> Resolve:
    return rolling({"count": "5", "unit": "minute"})
