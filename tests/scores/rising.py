"""Which products of online_retail rise: do they still sell more two weeks later?"""

from pathlib import Path
from time import process_time
from typing import Final, NamedTuple

import numpy as np

from stream_apps.models.recent_days import MEASURES, RecentDays
from stream_apps.models.trends import YOUNG
from stream_apps.pipelines.joined_days import JoinedDay
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.retail_days import days

ORDERS: Final = MEASURES.index("orders")
EVERY: Final = 7  # days between two lists
FROM: Final = 60  # days learned from before the first list
TOP: Final = 20
LEAST: Final = 30  # orders in eight weeks; rarer products are on no list
STILL: Final = 1.5  # times the slow average
WANTED: Final = 0.75


class Listed(NamedTuple):
    """One list. made: the day after which; still: by name, what must be sold a day two weeks later for it to have been right."""

    made: int
    top: list[str]
    settled: list[str]  # the first of those that have been sold for eight weeks
    still: dict[str, float]


def lists(every: list[JoinedDay]) -> list[Listed]:
    """A list a week, of what was known then."""
    model, found = RecentDays(), list[Listed]()
    for number, day in enumerate(every, 1):
        model.learn_one(day.number, {name: (0.0, float(each.orders), 0.0) for name, each in day.products.items() if name})
        if number >= FROM and number % EVERY == 0:
            found.append(_listed(model))
    return found


def _listed(model: RecentDays) -> Listed:
    names, first = list(model.rows), np.array(model.first)
    enough = model.window[:, ORDERS].sum(axis=1) >= LEAST
    ranked = [int(row) for row in np.argsort(-model.ratios(ORDERS), kind="stable") if enough[row]]
    settled = [row for row in ranked if model.last - first[row] >= 2 * YOUNG]
    still = {names[row]: STILL * float(model.usual(ORDERS)[row]) for row in ranked}
    return Listed(model.last, [names[row] for row in ranked[:TOP]], [names[row] for row in settled[:TOP]], still)


def kept(listed: Listed, by_number: dict[int, JoinedDay], names: list[str]) -> float:
    """Share of names that were sold as often as they had to, in the second week after."""
    days_after = [by_number[listed.made + ahead] for ahead in range(8, 15)]
    week = [day.products for day in days_after if day.whole.orders] or [{}]  # usual is of days on which anything was sold
    sold = {name: sum(day[name].orders for day in week if name in day) / len(week) for name in names}
    return float(np.mean([sold[name] > listed.still[name] for name in names]))


def run(path: Path, advance: Advance) -> Outcome:
    """All lists whose second week after lies in the file."""
    every = list(days(path, advance))
    by_number, began = {day.number: day for day in every}, process_time()
    made = [each for each in lists(every) if each.made + 14 <= every[-1].number]
    cost = (process_time() - began) / len(every) * 1e6
    top, settled, usual = (
        float(np.mean([kept(each, by_number, names) for each, names in chosen]))
        for chosen in (
            [(each, each.top) for each in made],
            [(each, each.settled) for each in made if each.settled],
            [(each, list(each.still)) for each in made],
        )
    )
    return Outcome(
        samples=len(made) * TOP,
        samples_of=f"products on {len(made)} lists of {TOP}, one a week",
        rival="all products with as many orders",
        measures=[
            Measure(name=f"still {STILL} times their usual orders two weeks later", unit="", reached=top, wanted=WANTED, rival=usual),
            Measure(name="the same of products sold for eight weeks", unit="", reached=settled, rival=usual),
        ],
        cost=cost,
        notes=[
            "Usual is the slow average over all days of the file: a product new in the shop is above it for weeks, and these make the "
            "first figure. What had been sold for eight weeks tells how far a rise of something established lasts. The cost is that of a "
            "day of all products.",
        ],
    )


RISING: Final = Score(
    "rising",
    "Rising products",
    ONLINE_RETAIL,
    "The twenty products with the highest ratio of a fast average of their daily orders to a slow one, listed once a week from what was "
    "known then.",
    run,
)
