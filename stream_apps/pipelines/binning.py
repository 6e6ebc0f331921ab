"""Names for bins, made once: forming a name costs more than all else that is done with it."""

from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY: Final = 86_400.0
_GAPS: Final = (3_600.0, 21_600.0, DAY, 2 * DAY, 4 * DAY, 8 * DAY, 16 * DAY, 32 * DAY)


def names(field: str, most: int, *, unknown: bool = False) -> tuple[str, ...]:
    """Names of the bins 0 to most, and of "unknown" after them.

    >>> names("carts", 1, unknown=True)
    ('carts=0', 'carts=1', 'carts=?')
    """
    known = tuple(f"{field}={number}" for number in range(most + 1))
    return (*known, f"{field}=?") if unknown else known


def doubled(count: int, most: int) -> int:
    """The bin of a count: 0, 1, 2-3, 4-7, 8-15, ...

    >>> [doubled(count, 4) for count in (0, 1, 2, 3, 4, 100)]
    [0, 1, 2, 2, 3, 4]
    """
    return min(count.bit_length(), most)


def gap(seconds: float) -> int:
    """The bin of a time apart, 0 to 8: within an hour, six, a day, two, four, eight, sixteen, thirty-two, longer.

    >>> gap(60.0), gap(2.5 * 86_400), gap(1e9)
    (0, 4, 8)
    """
    return sum([seconds > edge for edge in _GAPS])


def weekday(at: float) -> str:
    """The weekday of a time in UTC.

    >>> weekday(0.0)
    'Thursday'
    """
    return WEEKDAYS[int(at // DAY + 3) % 7]


def dearness(mean: float, usual: float) -> str:
    """A mean price against the usual one.

    >>> dearness(10.0, 20.0), dearness(19.0, 20.0), dearness(30.0, 20.0), dearness(0.0, 20.0)
    ('cheap', 'usual', 'dear', '?')
    """
    if not mean or not usual:
        return "?"
    return "cheap" if mean < 0.75 * usual else "dear" if mean > 1.33 * usual else "usual"
