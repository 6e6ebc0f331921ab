"""Numbers, lengths of time and stamps as one says them. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from contracts.calendar import write_day
from contracts.money import MONEY

_FULL: Final = {"d": "day", "h": "hour", "min": "minute", "s": "second"}
_PAID: Final = re.compile(r"(revenue|refund|spent|expected_value|worth|cost)")
_SUFFIXES: Final = (("_percent", "%"), ("_seconds", "s"), ("_days", "days"), ("_ms", "ms"), ("_us", "µs"), ("_s", "s"))


def number(value: float) -> str:
    """With the digits that matter.

    >>> [number(v) for v in (24026, 6.887, 0.8513, 0.0)]
    ['24,026', '6.89', '0.851', '0']
    """
    if abs(value) >= 1000 or float(value).is_integer():
        return f"{value:,.0f}"
    if abs(value) >= 1:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:.3g}"


def length(seconds: float, full: bool = False) -> str:
    """A length of time in its two largest units.

    >>> [length(s) for s in (0.034, 4.26, 252, 3600)], length(2_592_000, full=True)
    (['34 ms', '4.3 s', '4 min 12 s', '1 h'], '30 days')
    """
    if abs(seconds) < 1:
        return f"{number(round(seconds * 1000, 1))} ms" if seconds else "0 s"
    if abs(seconds) < 60 and not float(seconds).is_integer():
        return f"{number(round(seconds, 1))} s"
    left, parts = round(seconds), []
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        word = f"{_FULL[name]}{'s' if count != 1 else ''}" if full else name
        parts += [f"{count} {word}"] if count else []
    return " ".join(parts[:2])


def amount(value: float, unit: str) -> str:
    """A value with its unit.

    >>> amount(12.345, "%"), amount(252, "s"), amount(24026, "sessions"), amount(1, "sessions")
    ('12.3%', '4 min 12 s', '24,026 sessions', '1 session')
    >>> amount(25.79, "% of comments")
    '25.8% of comments'
    >>> amount(1234.5, "currency"), amount(1234.5, "currency EUR"), amount(7.26, "probability in %")
    ('1,234.50', '1,234.50 EUR', '7.3%')
    """
    if unit in ("%", "probability in %"):
        return f"{number(round(value, 1))}%"
    if unit.startswith("% "):
        return f"{number(round(value, 1))}{unit}"
    if unit in ("s", "seconds"):
        return length(value)
    if unit == "ms":
        return length(value / 1000)
    if unit.split(" ")[0] == MONEY:
        return f"{value:,.2f} {unit.removeprefix(MONEY).strip()}".strip()
    return f"{number(value)} {unit.removesuffix('s') if value == 1 and unit.isalpha() else unit}".strip()


def cells(more: Mapping[str, Any], unit: str) -> Iterator[tuple[str, str]]:
    """The name and the words of each further number; a name's ending says its unit, else it is the value's where that is a measure.

    >>> list(cells({"share_percent": 18.9, "p90": 240}, "s"))
    [('share', '18.9%'), ('p90', '4 min')]
    """
    for column, value in more.items():
        if value in (None, ""):
            continue
        name, own = next(((column.removesuffix(end), kind) for end, kind in _SUFFIXES if column.endswith(end)), (column, _own(column)))
        if isinstance(value, datetime):
            words = moment(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            words = amount(float(value), own or (MONEY if _PAID.match(column) else unit if unit in ("s", "ms") else ""))
        else:
            words = str(value)
        yield name.replace("_", " "), words


def _own(column: str) -> str:
    return "s" if column.endswith("dwell") else ""


def moment(at: datetime) -> str:
    """A UTC stamp: 13 Aug 2008 23:51."""
    return f"{write_day(at)} {at:%H:%M}"


def clock_time(at: datetime, step: int) -> str:
    """When a step of a time series began, as exactly as its length is."""
    return f"on {write_day(at)}" if step >= 86_400 else f"at {moment(at)}"
