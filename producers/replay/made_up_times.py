"""Stamps for files that record no time: entries at equal steps, all of it made up, and said to be so by `precision: "none"`."""

from datetime import datetime
from typing import Final

MINUTE: Final = 60_000


def stamp(opens: datetime, place: int, step: int) -> int:
    """The stamp of the entry at a place (from 0), ms; step: ms.

    >>> from datetime import UTC
    >>> stamp(datetime(1970, 1, 2, tzinfo=UTC), 2, MINUTE)
    86520000
    """
    return int(opens.timestamp() * 1000) + place * step
