"""Numbers, shares and lengths of time as one says them."""

from datetime import datetime


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


def length(seconds: float) -> str:
    """A length of time in its two largest units.

    >>> [length(s) for s in (0.034, 4.26, 252, 3600)]
    ['34 ms', '4.3 s', '4 min 12 s', '1 h']
    """
    if abs(seconds) < 1:
        return f"{number(round(seconds * 1000, 1))} ms"
    if abs(seconds) < 60:
        return f"{number(round(seconds, 1))} s"
    left, parts = round(seconds), []
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        count, left = divmod(left, size)
        parts += [f"{count} {name}"] if count else []
    return " ".join(parts[:2])


def amount(value: float, unit: str) -> str:
    """A value with its unit.

    >>> amount(12.345, "%"), amount(252, "s"), amount(24026, "sessions"), amount(1, "sessions")
    ('12.3%', '4 min 12 s', '24,026 sessions', '1 session')
    """
    if unit == "%":
        return f"{number(round(value, 1))}%"
    if unit in ("s", "seconds"):
        return length(value)
    if unit == "ms":
        return length(value / 1000)
    return f"{number(value)} {singular(unit) if value == 1 else unit}".strip()


def singular(plural: str) -> str:
    """The word for one."""
    return plural.removesuffix("s") if plural.isalpha() else plural


def moment(at: datetime) -> str:
    """A UTC stamp: 13 Aug 2008 23:51."""
    return f"{at.day} {at:%b %Y %H:%M}"
