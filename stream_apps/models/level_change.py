"""When a level changed for good: daily totals against those of their weekday so far."""

from collections.abc import Iterable, Mapping
from math import exp, log
from statistics import fmean
from typing import Final, NamedTuple

SHARE: Final = 0.1  # of the way that a weekday's usual total moves to its newest
SLOW: Final = 0.03  # share of the way that the usual distance moves to the newest
LARGEST: Final = 4.0  # usual distances that one day counts for at most: a closed day alone is no change
SLACK: Final = 1.5  # usual distances that a day may lie off without counting
LIMIT: Final = 12.0  # of the sum: five days far off, or more that are less far
SURE: Final = 28  # days before a change is looked for
LEAST: Final = 0.05  # usual distance that is never gone below, in logarithms
FEW: Final = 5.0  # people added to both totals: nobody instead of one is no change

Totals = Mapping[str, float]


class Change(NamedTuple):
    """A level that changed on the day `since`, known on `found`. before, after: mean a day; ratio is of days to their weekdays."""

    since: int
    found: int
    before: float
    after: float
    ratio: float


class _Day(NamedTuple):
    day: int
    totals: dict[str, float]
    usual: dict[str, float]
    off: float  # log of the ratio of both sums
    score: float


class LevelChanges:
    """Changes of the level of a sum over places, by two-sided CUSUM (Page 1954) of log ratios to the usual total of the weekday.

    Only places that were counted on a day, and have been on that weekday before, are compared: one that is new or silent changes
    nothing. After a change each place's usual totals move by as much as its days since, so that the way back is found as well.

    >>> changes = LevelChanges()
    >>> found = [changes.add(day, {"door": (900.0 if day < 100 else 90.0) + day % 7 * 10}) for day in range(120)]
    >>> [(change.since, change.found, round(change.ratio, 2)) for change in found if change]
    [(100, 104, 0.14)]
    """

    def __init__(self) -> None:
        self.days = 0
        self._usual: dict[str, dict[int, float]] = {}  # total, by place and weekday
        self._distance = 0.2
        self._sums = {1: 0.0, -1: 0.0}  # of a rise, of a fall
        self._since: dict[int, list[_Day]] = {1: [], -1: []}  # days since either sum was 0

    @property
    def is_sure(self) -> bool:
        """Whether days enough were compared with their weekday for a change to be told."""
        return self.days > SURE

    def add(self, day: int, totals: Totals) -> Change | None:
        """Takes in the totals of places on a day, counted from 1970; the change that it makes sure, if it does."""
        weekday = day % 7
        usual = {place: self._usual[place][weekday] for place in totals if weekday in self._usual.get(place, {})}
        change = self._judge(day, {place: totals[place] for place in usual}, usual) if sum(usual.values()) else None
        for place, total in totals.items():
            known = self._usual.setdefault(place, {})
            expected = known.get(weekday, total)
            known[weekday] = expected + SHARE * (max(expected / 2, min(2 * expected, total)) - expected)
        return change

    def _judge(self, day: int, totals: dict[str, float], usual: dict[str, float]) -> Change | None:
        off = log((sum(totals.values()) + FEW) / (sum(usual.values()) + FEW))
        judged = _Day(day, totals, usual, off, max(-LARGEST, min(LARGEST, off / max(self._distance, LEAST))))
        self._distance += SLOW * (min(abs(off), LARGEST * self._distance) - self._distance)
        self.days += 1
        return self._sum(judged) if self.is_sure else None

    def _sum(self, judged: _Day) -> Change | None:
        for side in self._sums:
            self._sums[side] = max(0.0, self._sums[side] + side * judged.score - SLACK)
            self._since[side] = [*self._since[side], judged] if self._sums[side] else []
        side = max(self._sums, key=self._sums.__getitem__)
        return self._changed(self._since[side]) if self._sums[side] > LIMIT else None

    def _changed(self, days: list[_Day]) -> Change:
        for place, known in self._usual.items():
            counted = [(each.totals[place], each.usual[place]) for each in days if place in each.totals]
            factor = (sum(total for total, _ in counted) + FEW) / (sum(usual for _, usual in counted) + FEW)
            self._usual[place] = {weekday: usual * factor for weekday, usual in known.items()}
        self._sums, self._since = {1: 0.0, -1: 0.0}, {1: [], -1: []}
        ratio = exp(sum(each.off for each in days) / len(days))
        return Change(days[0].day, days[-1].day, _mean(each.usual for each in days), _mean(each.totals for each in days), ratio)


def _mean(days: Iterable[Totals]) -> float:
    return fmean(sum(totals.values()) for totals in days)
