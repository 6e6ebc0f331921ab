"""Recency, frequency and monetary value of customers as quintiles, and the groups that these make."""

from typing import Final, NamedTuple, Protocol

from stream_apps.models.quintiles import Quintiles, by_amount

DAY: Final = 86_400.0

# By recency, the oldest first, then by frequency, the rarest first: the eleven groups of the table that e-mail marketing uses (Putler's
# "RFM analysis"), without its overlaps. R and F place a customer, M orders those of a group: on both axes it would count twice.
_TABLE: Final = (
    ("lost", "hibernating", "at risk", "at risk", "can't lose"),
    ("hibernating", "hibernating", "at risk", "at risk", "can't lose"),
    ("about to sleep", "about to sleep", "need attention", "loyal", "loyal"),
    ("promising", "potential loyalists", "potential loyalists", "loyal", "loyal"),
    ("new", "potential loyalists", "potential loyalists", "champions", "champions"),
)
GROUPS: Final = tuple(dict.fromkeys(group for line in reversed(_TABLE) for group in reversed(line)))  # the best first


class Ranked(Protocol):
    """What customers are scored by: when they bought last (s), their orders, what they spent net of returns."""

    last: float
    orders: int

    @property
    def net(self) -> float: ...


class Scores(NamedTuple):
    """Quintiles, 1 to 5, 5 the best."""

    recency: int
    frequency: int
    monetary: int

    @property
    def group(self) -> str:
        """The group's name.

        >>> Scores(5, 5, 4).group, Scores(1, 5, 5).group, Scores(5, 1, 5).group, Scores(1, 1, 1).group
        ('champions', "can't lose", 'new', 'lost')
        """
        return _TABLE[self.recency - 1][self.frequency - 1]


class Rfm:
    """The quintiles of all customers (Hughes 1994), kept as they buy: of the day of the last order, of orders, of money net of returns.

    Days are ranked, not ages: who bought longest ago stays so while time passes, and only others' orders move the fifths.
    """

    def __init__(self) -> None:
        self._recency, self._frequency, self._monetary = Quintiles(), Quintiles(), Quintiles()

    def __len__(self) -> int:
        return len(self._frequency)

    def add(self, customer: Ranked) -> None:
        """Counts a customer in as they stand; to be removed before they change."""
        for quintiles, number in zip(self._all, _numbers(customer), strict=True):
            quintiles.add(number)

    def remove(self, customer: Ranked) -> None:
        """Takes a customer out as they were added."""
        for quintiles, number in zip(self._all, _numbers(customer), strict=True):
            quintiles.remove(number)

    def scores(self, customer: Ranked) -> Scores:
        """Where a customer stands among all."""
        return Scores(*(quintiles.score(number) for quintiles, number in zip(self._all, _numbers(customer), strict=True)))

    @property
    def _all(self) -> tuple[Quintiles, Quintiles, Quintiles]:
        return self._recency, self._frequency, self._monetary


def _numbers(customer: Ranked) -> tuple[int, int, int]:
    return int(customer.last // DAY), customer.orders, by_amount(customer.net)
