"""Numbers, durations and times as people read them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil, isfinite, log10
from statistics import median_high
from typing import Any, Final, NamedTuple

from contracts.money import MONEY

NONE = "–"
_UNITS: Final = {"_percent": "%", "_seconds": "s", "_ms": "ms", "_us": "µs", "_s": "s"}  # that the end of a column's name tells


class Amount(NamedTuple):
    """A value and what stands smaller behind it."""

    text: str
    unit: str = ""

    def __str__(self) -> str:
        gap = "" if self.unit in ("", "%") else " "
        return f"{self.text}{gap}{self.unit}"


def number(value: float) -> str:
    """A number with the three or more digits that matter.

    >>> [number(v) for v in (24026, 6.887, 0.8513, 0.00042, 12_345_678, 0)]
    ['24,026', '6.89', '0.851', '0.00042', '12.35M', '0']
    """
    size = abs(value)
    if size >= 10_000_000:
        return f"{value / 1e6:,.2f}M" if size < 1e9 else f"{value / 1e9:,.2f}B"
    if size >= 1000 or float(value).is_integer():
        return f"{value:,.0f}"
    if size >= 1:
        return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    return f"{value:.3g}"


def places(values: Iterable[Any]) -> int | None:
    """Digits behind the point that suit all numbers of a column, no more than any of them has; None where each is written for itself.

    >>> places([-3.81, -4, 2.6]), places([-3.8, -4]), places([19.3, 0.64]), places([0.748, 0.9961, 2.1])
    (2, 1, 1, 3)
    >>> places([1, 20, None]), places([0.00042, 0.3])
    (None, None)
    """
    sizes = [abs(value) for value in values if isinstance(value, int | float) and isfinite(value)]
    if all(float(size).is_integer() for size in sizes) or max(sizes) >= 1000:
        return None
    sizes = [size for size in sizes if size]
    middle = median_high(sizes)
    wanted = 0 if middle >= 100 else 1 if middle >= 10 else 2 if middle >= 1 else 3
    needed = max(wanted, ceil(-log10(min(sizes))))
    if needed > 3:
        return None
    return next(digits for digits in range(needed + 1) if digits == needed or all(round(size, digits) == size for size in sizes))


def duration(seconds: float) -> str:
    """A length of time in its two largest units.

    >>> [duration(s) for s in (0.034, 4.26, 252, 3600, 97_200)]
    ['34 ms', '4.3 s', '4 min 12 s', '1 h', '1 d 3 h']
    """
    if abs(seconds) < 1:
        return f"{number(round(seconds * 1000, 1))} ms" if seconds else "0 s"
    if abs(seconds) < 59.5:
        return f"{_trim(f'{seconds:.1f}')} s" if abs(seconds) < 10 else f"{seconds:.0f} s"
    left, parts = round(abs(seconds)), []
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        parts.append((count, name))
    first = next(i for i, (count, _) in enumerate(parts) if count)
    return ("-" if seconds < 0 else "") + " ".join(f"{count} {name}" for count, name in parts[first : first + 2] if count)


def amount(value: float | None, unit: str, currency: str = "") -> Amount:
    """A value in its metric's unit.

    >>> str(amount(12.345, "%")), str(amount(252, "s")), str(amount(24026, "sessions"))
    ('12.3%', '4 min 12 s', '24,026 sessions')
    >>> str(amount(3.1, "currency")), str(amount(1234.5, "currency", "EUR"))
    ('3.10', '1,234 EUR')
    """
    if value is None or value != value:
        return Amount(NONE)
    if unit == "%":
        return Amount(f"{value:.1f}", "%")
    if unit in ("s", "seconds", "ms"):
        return Amount(*duration(value / 1000 if unit == "ms" else value).rsplit(" ", 1))
    if unit == MONEY:
        return Amount(number(value) if abs(value) >= 1000 else f"{value:.2f}", currency)
    return Amount(number(value), one(unit) if value == 1 else unit)


def one(plural: str) -> str:
    """The singular of what is counted.

    >>> one("sessions"), one("lift"), one("clicks/min")
    ('session', 'lift', 'clicks/min')
    """
    return plural[:-1] if plural.endswith("s") and len(plural) > 2 else plural


def counted(samples: int, plural: str) -> str:
    """So many of them.

    >>> counted(1, "clicks"), counted(24026, "sessions")
    ('1 click', '24,026 sessions')
    """
    return f"{number(samples)} {one(plural) if samples == 1 else plural}"


def cell(column: str, value: Any, unit: str = "", digits: int | None = None) -> str:
    """One cell of a table; the column's name says the unit of a further number, digits how many stand behind the point of a plain one.

    >>> cell("z", -4, digits=2)
    '-4.00'
    >>> cell("share_percent", 17.48), cell("gap_seconds", 90), cell("lift", 2.9), cell("rule", "C12 -> C17")
    ('17.5%', '1 min 30 s', '2.90', 'C12 -> C17')
    """
    if value is None:
        return NONE
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, int | float):
        return str(value)
    if unit:
        return str(amount(value, unit)) if unit in ("%", "s", "seconds", "ms") else _plain(value, digits)
    own = next((known for suffix, known in _UNITS.items() if column.endswith(suffix)), "")
    return str(amount(value, own)) if own else _plain(value, digits)


def further_unit(column: str, unit: str, beside: tuple[str, ...] = ()) -> str:
    """Unit of a further number: its own where its name says one, else a duration's beside a duration, or a share's beside a share.

    >>> further_unit("p90", "s"), further_unit("share_percent", "s"), further_unit("average_price", "%")
    ('s', '', '')
    >>> further_unit("popular", "%", ("popular",))
    '%'
    """
    says = column.endswith(tuple(_UNITS))
    same = unit in ("s", "seconds", "ms") or (unit == "%" and column in beside)
    return unit if same and not says else ""


def heading(column: str) -> str:
    """A column's name as a heading.

    >>> heading("share_percent"), heading("p90_seconds")
    ('share', 'p90')
    """
    for suffix in _UNITS:
        column = column.removesuffix(suffix)
    return column.replace("_", " ")


def moment(at: datetime) -> str:
    """A UTC stamp to the second: 13 Aug 2008 23:51:04."""
    return f"{at.day} {at:%b %Y %H:%M:%S}"


def span(start: datetime, end: datetime) -> str:
    """A period in words, as short as it can be.

    >>> from datetime import UTC
    >>> span(datetime(2008, 8, 13, 23, 21, tzinfo=UTC), datetime(2008, 8, 13, 23, 51, tzinfo=UTC))
    '13 Aug 2008, 23:21 to 23:51'
    """
    last = end - timedelta(milliseconds=1)
    if start.date() == last.date():
        return f"{start.day} {start:%b %Y, %H:%M} to {last + timedelta(milliseconds=1):%H:%M}"
    if end - start > timedelta(days=2):
        left = f"{start.day} {start:%b}" if start.year == last.year else f"{start.day} {start:%b %Y}"
        return f"{left} to {last.day} {last:%b %Y}"
    return f"{start.day} {start:%b %H:%M} to {last.day} {last:%b %Y %H:%M}"


def _plain(value: float, digits: int | None) -> str:
    return number(value) if digits is None else f"{value:,.{digits}f}"


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
