"""One day of a shop as forecasts see it."""

from typing import Final, NamedTuple

WEEK: Final = 7


class SalesDay(NamedTuple):
    """number: days since 1970 UTC; value: net of returns; views: looks at products; mood: mean sentiment of that day's comments.

    >>> SalesDay(number=0, value=10.0, orders=1).weekday  # 1 January 1970 was a Thursday
    3
    """

    number: int
    value: float
    orders: int
    views: int = 0
    mood: float | None = None

    @property
    def weekday(self) -> int:
        """Monday is 0."""
        return weekday(self.number)


def weekday(number: int) -> int:
    """Monday is 0; number counts days since 1970, which began on a Thursday."""
    return (number + 3) % WEEK
