"""Whether products that were said to rise still had more two weeks later, beside all products."""

from collections.abc import Iterable
from typing import Final

from stream_apps.models.prequential import Faded
from stream_apps.models.recent_days import MEASURES, Counts
from stream_apps.models.trends import Trend

TOP: Final = 20
STILL: Final = 1.5  # times the mean of the eight weeks
FROM: Final = 8  # days after a list was made
TO: Final = 14
FADE: Final = 0.99  # of each product of a list


class _List:
    """A list of risers, and what all products have had since."""

    def __init__(self, made: int, trends: Iterable[Trend]) -> None:
        ranked = sorted(trends, key=lambda each: (-each.ratio, each.name))
        self.made, self.days = made, 0
        self.wanted = {each.name: (MEASURES.index(each.measure), STILL * each.level) for each in ranked}
        self.top = {each.name for each in ranked[:TOP]}
        self.had = dict.fromkeys(self.wanted, 0.0)

    def add(self, counts: Counts) -> None:
        self.days += 1
        for name, (measure, _) in self.wanted.items():
            if name in counts:
                self.had[name] += counts[name][measure]

    def kept(self) -> Iterable[tuple[bool, bool]]:
        """Of each product whether it was listed, and whether it had enough a day."""
        return [(name in self.top, self.had[name] > wanted * self.days) for name, (_, wanted) in self.wanted.items()]


class JudgedRises:
    """Judges lists of the twenty highest ratios by the second week after them.

    >>> from stream_apps.models.trends import Trends
    >>> trends, judged = Trends(), JudgedRises()
    >>> for number in range(100):
    ...     counts = {f"p{each}": (0.0, 9.0 if each < 5 and number > 70 else 2.0, 0.0) for each in range(30)}
    ...     trends.learn_one(number, counts)
    ...     is_judged = judged.learn_one(number, counts)
    ...     if number == 75:
    ...         judged.add(number, trends.assess())
    >>> judged.risers.samples, judged.risers.mean > judged.everyone.mean
    (20, True)
    """

    def __init__(self) -> None:
        self.risers, self.everyone = Faded(FADE), Faded(FADE)
        self._lists: list[_List] = []

    def add(self, made: int, trends: list[Trend]) -> None:
        """Keeps a list, made after a day, to be judged when the days have come."""
        if len(trends) > TOP:  # of fewer all are on it
            self._lists.append(_List(made, trends))

    def learn_one(self, number: int, counts: Counts) -> bool:
        """Takes in a day. Returns whether a list was judged by it."""
        due = [each for each in self._lists if number - each.made >= TO]
        for each in self._lists:
            if FROM <= number - each.made <= TO and counts:
                each.add(counts)
        for each in due:
            self._judge(each)
        self._lists = [each for each in self._lists if each not in due]
        return bool(due)

    def _judge(self, each: _List) -> None:
        kept = list(each.kept()) if each.days else []
        for listed, still in kept:
            if listed:
                self.risers.add(still)
        if kept:
            self.everyone.add(sum(still for _, still in kept) / len(kept))
