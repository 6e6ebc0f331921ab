"""Why a probability is above the usual one: what its facts add, against what their fields add on average."""

from functools import lru_cache
from math import sqrt
from typing import Final

from stream_apps.models.intent import MOST_NAMES, Facts, PurchaseIntent

LEAST: Final = 0.05  # deviations below which a fact is no reason: it moves a probability by a fiftieth at most
SURE: Final = 2.0  # times its own doubt (standard deviation) that a fact must add: else chance alone may have made it one


@lru_cache(MOST_NAMES)
def topic(name: str) -> tuple[str, str]:
    """The field of a fact, and what it is about: the field, or the first one of a cross.

    >>> topic("carts=2"), topic("carts*device=2,mobile")
    (('carts', 'carts'), ('carts*device', 'carts'))
    """
    field = name.partition("=")[0]
    return field, field.partition("*")[0]


def reasons(model: PurchaseIntent, facts: Facts) -> list[str]:
    """Topics that raise the probability of these facts above the average, what raises it most first.

    A name behind which few answers stand is no reason yet, whatever came of those.

    >>> model = PurchaseIntent()
    >>> for number in range(900):
    ...     model.learn_one(["carts=1" if number % 3 == 0 else "carts=0", f"weekday={number % 7}"], number % 3 == 0)
    >>> reasons(model, ["carts=1", "weekday=1"]), reasons(model, ["carts=0", "weekday=1"])
    (['carts'], [])
    """
    raised: dict[str, float] = {}
    doubts: dict[str, float] = {}
    for name in facts:
        field, about = topic(name)
        weight, doubt = model.belief(name)
        raised[about] = raised.get(about, 0.0) + weight - model.usually(field)
        doubts[about] = doubts.get(about, 0.0) + doubt
    strong = [about for about, by in raised.items() if by >= max(LEAST, SURE * sqrt(doubts[about]))]
    return sorted(strong, key=lambda about: -raised[about])
