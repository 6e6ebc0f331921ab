"""Hours of places to days, and days to changes of the level of each place and of all of them together."""

from collections.abc import Iterator
from typing import Final

from stream_apps.models.level_change import Change, LevelChanges
from stream_apps.pipelines.silence import Last, Silence

DAY: Final = 24
WEEK: Final = 7
WHOLE: Final = 20  # counted hours of a day that need no comparing
ENOUGH: Final = 5 / 6  # of the hours that were counted of such a weekday at most: a shop may count while it is open only
WAITED: Final = 7 * 86_400  # s that the sum of all waits for a place that tells nothing
ALL: Final = ""  # the name of all places together


class _Day:
    """One place's day under way."""

    def __init__(self, last: Last) -> None:
        self.number, self.hours, self.people = -1, 0, 0.0
        self.changes = LevelChanges()
        self.last = last
        self._most: dict[int, int] = {}  # hours, by weekday

    def is_whole(self) -> bool:
        """Whether its hours are those of such a weekday; of the first one nobody knows, unless it was counted nearly round the clock."""
        weekday = self.number % WEEK
        most = self._most.get(weekday, DAY)
        self._most[weekday] = max(self.hours, self._most.get(weekday, 0))
        return self.hours >= min(WHOLE, ENOUGH * most)


class FootfallDays:
    """Finds when the number of people a day changed for longer than some days.

    A day of all places is over when each has told of it to its end, or has told nothing for a week.
    """

    def __init__(self) -> None:
        self._places: dict[str, _Day] = {}
        self._all = LevelChanges()
        self._totals: dict[int, dict[str, float]] = {}  # by day, of places; days that are not over for all
        self._over_to = -1  # the newest day that is

    def add(self, place: str, hour: int, people: float, last: Last, silence: Silence) -> Iterator[tuple[str, Change]]:
        """Takes in a place's next hour, counted from 1970 and heard of as `last`; gives the changes that it makes sure."""
        day = self._places.setdefault(place, _Day(last))
        day.last = last
        if hour // DAY > day.number:
            yield from self._over(place, day, silence)
            day.number, day.hours, day.people = hour // DAY, 0, 0.0
        day.hours += 1
        day.people += people
        if hour % DAY == DAY - 1:
            yield from self._over(place, day, silence)

    @property
    def are_compared(self) -> bool:
        """Whether of any place days enough are known for a change to be looked for."""
        return any(day.changes.is_sure for day in self._places.values())

    def forget(self, place: str) -> None:
        """Of a place that is no more."""
        self._places.pop(place, None)

    def _over(self, place: str, day: _Day, silence: Silence) -> Iterator[tuple[str, Change]]:
        if day.hours and day.is_whole():
            if day.number > self._over_to:
                self._totals.setdefault(day.number, {})[place] = day.people
            change = day.changes.add(day.number, {place: day.people})
            if change:
                yield place, change
        day.hours = 0
        yield from self._all_over(silence)

    def _all_over(self, silence: Silence) -> Iterator[tuple[str, Change]]:
        passed = min(day.number - bool(day.hours) for day in self._places.values() if not silence.is_silent(day.last, WAITED))
        self._over_to = max(self._over_to, passed)
        for number in sorted(number for number in self._totals if number <= passed):
            change = self._all.add(number, self._totals.pop(number))
            if change:
                yield ALL, change
