"""In which steps a period is drawn: round ones that begin on the clock (UTC), few enough to tell something. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

DAY: Final = 86_400
WEEK: Final = 7 * DAY
STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY, WEEK, 4 * WEEK)
_MOST: Final = 140  # points; more do not show on a panel's width
_FEWEST: Final = 4  # steps that a series keeps, however thin its samples
_LEAST: Final = 5  # samples of a step; fewer are noise whatever is measured
_EPOCH: Final = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday, for weeks begin there
# A period longer than so many days is not drawn in smaller steps: nobody looks for a quarter of an hour in a week.
_COARSE: Final = ((140, WEEK), (10, DAY), (2, 21_600), (1, 3600))


def step(start: datetime, end: datetime, precision: str = "ms") -> int:
    """The smallest round step (s) that draws a period in a legible number of points.

    >>> from datetime import timedelta
    >>> now = datetime(2026, 5, 1, tzinfo=UTC)
    >>> [step(now - timedelta(hours=h), now) for h in (0.5, 24, 24 * 7, 24 * 30, 24 * 365)]
    [15, 900, 21600, 86400, 604800]
    """
    seconds = (end - start).total_seconds()
    least = next((least for days, least in _COARSE if seconds > (days + 0.5) * DAY), 1)
    if precision == "day" and seconds > 3 * DAY:
        least = max(least, DAY)
    fits = (each for each in STEPS if each >= least and seconds / each <= _MOST)
    return next(fits, max(STEPS[-1], int(seconds / _MOST)))


def floor(at: datetime, width: int) -> datetime:
    """The beginning of the step that a stamp lies in: whole hours, midnights, Mondays.

    >>> at = datetime(2026, 11, 26, 3, 14, tzinfo=UTC)
    >>> [f"{floor(at, width):%d %H:%M}" for width in (900, 21_600, DAY, WEEK)]
    ['26 03:00', '26 00:00', '26 00:00', '23 00:00']
    """
    return at - (at - _EPOCH) % timedelta(seconds=width)


def needed(minimum: int, samples_of: str = "") -> int:
    """Samples that a step of a rate needs, of a metric that needs so many in all. One of days has one of them a day.

    >>> needed(100), needed(20), needed(1), needed(14, "days")
    (10, 5, 0, 0)
    """
    return max(_LEAST, minimum // 10) if minimum > 1 and samples_of != "days" else 0


def suited(width: int, length: timedelta, samples: int, least: int) -> int:
    """A step wide enough that a usual one has twice the least samples, though never so wide that nothing is left to see.

    >>> suited(900, timedelta(days=1), 500, 10), suited(900, timedelta(days=1), 50_000, 10), suited(900, timedelta(days=1), 30, 5)
    (3600, 900, 21600)
    """
    seconds, wanted = length.total_seconds(), 2 * least
    widths = [each for each in STEPS if each >= width and seconds / each >= _FEWEST] or [width]
    return next((each for each in widths if samples * each >= wanted * seconds), widths[-1])


def grid(start: datetime, end: datetime, width: int) -> Iterator[datetime]:
    """The beginnings of all steps from a stamp on."""
    while start < end:
        yield start
        start += timedelta(seconds=width)
