"""Ages and genders of a while, as counts in which nobody can be found: groups under the smallest cell lose their names."""

from collections import Counter
from typing import Final, NamedTuple

SMALLEST: Final = 5  # people of a group that is named
UNKNOWN: Final = "unknown"
_BANDS: Final = ((18, "under 18"), (25, "18-24"), (35, "25-34"), (45, "35-44"), (55, "45-54"), (65, "55-64"))
_LAST: Final = "65 and over"


class Group(NamedTuple):
    """Who is counted together."""

    age_band: str
    gender: str


def band(age: float) -> str:
    """The band of an age in years.

    >>> band(17.9), band(18), band(64.9), band(80)
    ('under 18', '18-24', '55-64', '65 and over')
    """
    return next((name for end, name in _BANDS if age < end), _LAST)


class Audience:
    """Counts since they were last taken. Nothing else of anybody is kept."""

    def __init__(self) -> None:
        self._counts: Counter[Group] = Counter()

    def add(self, age: float, gender: str) -> None:
        """Somebody whose face was analysed."""
        self._counts[Group(band(age), gender)] += 1

    def take(self) -> list[tuple[Group, int]]:
        """The groups, named ones first by band, and forgets them. Who is in a small group is counted as unknown.

        >>> audience = Audience()
        >>> for age in (20, 21, 22, 23, 24, 70):
        ...     audience.add(age, "woman")
        >>> audience.take(), audience.take()
        ([(Group(age_band='18-24', gender='woman'), 5), (Group(age_band='unknown', gender='unknown'), 1)], [])
        """
        counts, self._counts = self._counts, Counter()
        named = sorted((group, people) for group, people in counts.items() if people >= SMALLEST)
        hidden = counts.total() - sum(people for _, people in named)
        return [*named, *([(Group(UNKNOWN, UNKNOWN), hidden)] if hidden else [])]
