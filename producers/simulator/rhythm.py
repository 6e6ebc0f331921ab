"""When people shop: by hour and weekday, in the shop's own time, which is UTC."""

from random import Random
from typing import Final

from producers.simulator.sampling import Weighted

HOUR: Final = 3_600_000  # ms
DAY: Final = 24 * HOUR

# Index by hour from midnight, 100 is the mean. Published: 0, 5, 9, 10, 12 to 16 and 20 to 23; between them interpolated.
HOURS: Final = (104, 80, 55, 38, 26, 22, 28, 42, 58, 75, 103, 126, 142, 151, 149, 145, 142, 138, 135, 132, 132, 134, 133, 123)
WEEKDAYS: Final = (97, 94, 95, 102, 113, 97, 102)  # from Monday
_HOUR_OF: Final = Weighted(range(24), HOURS)
_BUSIEST_HOUR, _BUSIEST_DAY = max(HOURS), max(WEEKDAYS)


def weekday(at: int) -> int:
    """0 is Monday; the first of January 1970 was a Thursday.

    >>> weekday(0)
    3
    """
    return (at // DAY + 3) % 7


def intensity(at: int) -> float:
    """How busy the hour of a time is; 1 in the mean of a week."""
    return HOURS[at % DAY // HOUR] / (sum(HOURS) / 24) * WEEKDAYS[weekday(at)] / (sum(WEEKDAYS) / 7)


def fitting(earliest: int, at: int, random: Random) -> int:
    """A time near `at`, not before `earliest`, moved to where people shop: later the same day if at all, else a following day."""
    if random.random() * _BUSIEST_HOUR < HOURS[at % DAY // HOUR] and random.random() * _BUSIEST_DAY < WEEKDAYS[weekday(at)]:
        return at
    midnight = at - at % DAY
    while random.random() * _BUSIEST_DAY > WEEKDAYS[weekday(midnight)]:
        midnight += DAY
    moved = midnight + _HOUR_OF.pick(random.random()) * HOUR + int(random.random() * HOUR)
    return moved if moved >= earliest else moved + DAY
