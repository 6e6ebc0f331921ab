"""What is remembered of a customer's orders."""

from math import log, log1p
from typing import Final

import msgspec

from stream_apps.models.rfm import DAY

HELD: Final = 32  # newest days with a purchase that are remembered of a customer
LATELY: Final = 90  # days that purchases count as recent
SHORTEST: Final = 7.0  # days that a usual silence is longer than measured: few of them say little


class Buyer(msgspec.Struct):
    """A customer's orders so far. Times are s; days count from 1970 UTC.

    A purchase is a day with an order that sold something: several orders of a day are one decision to buy, and answers are counted in days.
    spent is net of what was given back since; lines are those of all orders. group and told, the chance to buy again, are
    what was last said of them.
    """

    first: float
    last: float
    country: str = ""
    orders: int = 0
    purchases: int = 0
    lines: int = 0
    spent: float = 0.0
    returned: float = 0.0
    days: list[int] = []
    group: str = ""
    told: float = -1.0

    @property
    def net(self) -> float:
        """What they spent less what they gave back, never below 0: a return of what was bought before the log began is no debt."""
        return max(0.0, self.spent - self.returned)

    @property
    def average(self) -> float:
        """Net value of a purchase."""
        return self.net / max(1, self.purchases)

    def buy(self, at: float, value: float, lines: int) -> None:
        """Takes in an order that sold something."""
        day = int(at // DAY)
        self.first, self.last = min(self.first, at), max(self.last, at)
        self.orders += 1
        self.lines += lines
        self.spent += value
        if day not in self.days and not (len(self.days) == HELD and day < self.days[0]):
            self.purchases += 1
            self.days = sorted([*self.days, day])[-HELD:]

    def bought_within(self, at: float, days: float) -> bool:
        """Whether a purchase came on the day that begins at `at`, or one of those after it, so many in all."""
        first = at // DAY
        return any(first <= day < first + days for day in self.days)

    def facts(self, log_odds: float, at: float) -> tuple[float, ...]:
        """What says more than another model's log-odds do: WEIGHTS are what is believed of each before anything is learned."""
        lately = sum(day > at // DAY - LATELY for day in self.days)
        known = max(0.0, at - self.first) / DAY
        return log_odds, log1p(self.average), log1p(self.lines), log1p(known), log1p(lately), self.overdue(at)

    def overdue(self, at: float) -> float:
        """How far a silence exceeds twice the usual one between purchases, the more the surer that is; 0 for who never came back."""
        repeats = self.purchases - 1
        if repeats < 1:
            return 0.0
        usual = (self.last - self.first) / DAY / repeats + SHORTEST
        return max(0.0, log((1 + max(0.0, at - self.last) / DAY) / (2 * usual))) * log1p(repeats)


# BG/NBD may find that nobody ever leaves; who has been silent for many times as long as usual then has its best chances.
WEIGHTS: Final = (1.0, 0.0, 0.0, 0.0, 0.0, -0.5)
