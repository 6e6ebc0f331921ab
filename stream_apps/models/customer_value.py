"""What customers are worth: chance to buy again and expected spending, from orders alone, with no answers to wait for."""

from collections.abc import Sequence
from math import exp, log
from typing import Final, NamedTuple

import numpy as np

from stream_apps.models import bg_nbd, gamma_gamma
from stream_apps.models.bg_nbd import BgNbd, Histories, Numbers
from stream_apps.models.buyer import Buyer
from stream_apps.models.gamma_gamma import GammaGamma
from stream_apps.models.rfm import DAY

HORIZON: Final = 90.0  # days
YEAR: Final = 365.0
FEWEST: Final = 50  # customers to be fitted to, of whom as many purchases came again as a tenth
LEAST: Final = 1e-4  # a probability's distance from 0 and 1


class Worth(NamedTuple):
    """Of each customer: log-odds of a purchase within HORIZON, and expected spending within HORIZON and within a YEAR.

    Where somebody knows the chance better, spending changes in its proportion (`at_odds`).
    """

    log_odds: list[float]
    soon: list[float]
    year: list[float]

    def at_odds(self, chances: Sequence[float]) -> "Worth":
        """The same where these are the chances of a purchase."""
        times = [chance * (1 + exp(-odds)) for chance, odds in zip(chances, self.log_odds, strict=True)]
        soon, year = ([each * factor for each, factor in zip(values, times, strict=True)] for values in (self.soon, self.year))
        return self._replace(soon=soon, year=year)


class CustomerValue:
    """Expected spending = expected purchases (BG/NBD) x expected worth of one (gamma-gamma), each fitted to the customers seen so far.

    >>> model = CustomerValue()
    >>> regular, once = Buyer(0.0, 60 * DAY, purchases=9, spent=900.0), Buyer(0.0, 0.0, purchases=1, spent=50.0)
    >>> counts = [1 + n % 2 * n % 9 for n in range(200)]
    >>> some = [Buyer(0.0, n % 2 * 60 * DAY, purchases=count, spent=50.0 * count * (1 + n % 7)) for n, count in enumerate(counts)]
    >>> model.fit([*some, regular, once], at=70 * DAY)
    >>> often, seldom = model.predict([regular, once], at=70 * DAY).soon
    >>> often > 5 * seldom
    True
    """

    def __init__(self) -> None:
        self.coming: BgNbd | None = None
        self.spending: GammaGamma | None = None

    @property
    def ready(self) -> bool:
        """Whether it has been fitted."""
        return self.coming is not None and self.spending is not None

    def fit(self, buyers: Sequence[Buyer], at: float) -> None:
        """Finds its parameters anew, where customers and repeated purchases are enough."""
        seen = _histories(buyers, at)
        paid = [buyer for buyer in buyers if buyer.net > 0]
        if len(paid) < FEWEST or seen.repeats.sum() < FEWEST / 10:
            return
        self.coming = bg_nbd.fit(seen, self.coming)
        self.spending = gamma_gamma.fit(_purchases(paid), np.array([buyer.average for buyer in paid]), self.spending)

    def predict(self, buyers: Sequence[Buyer], at: float) -> Worth:
        """What is to be expected of customers after a time. Raises ValueError before it was fitted."""
        if self.coming is None or self.spending is None:
            raise ValueError("fit it first, and ask whether it is ready")
        seen = _histories(buyers, at)
        again = np.clip(self.coming.again(seen, HORIZON), LEAST, 1 - LEAST)
        mean = self.spending.mean(_purchases(buyers), np.array([buyer.average for buyer in buyers]))
        soon, year = (self.coming.purchases(seen, days) * mean for days in (HORIZON, YEAR))
        return Worth([log(p / (1 - p)) for p in again.tolist()], soon.tolist(), year.tolist())


def _histories(buyers: Sequence[Buyer], at: float) -> Histories:
    """Columns for the models, in days; a clock that runs behind a customer's last order stands at it."""
    last = np.array([buyer.last - buyer.first for buyer in buyers]) / DAY
    age = np.array([at - buyer.first for buyer in buyers]) / DAY
    return Histories(_purchases(buyers) - 1, last, np.maximum(age, last))


def _purchases(buyers: Sequence[Buyer]) -> Numbers:
    return np.array([max(1.0, float(buyer.purchases)) for buyer in buyers])
