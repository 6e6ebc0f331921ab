"""What a customer buys next that is new to them, on online_retail, from what customers like them bought."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final, NamedTuple

from stream_apps.models.popular_lately import PopularLately
from stream_apps.models.similar_customers import SimilarCustomers
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.orders import Basket, baskets

WANTED: Final = 0.37
WANTED_COST: Final = 1_000.0  # us for the ten customers most alike
TIMED_EVERY: Final = 5


class Judged(NamedTuple):
    """Of each basket whether what was offered, and what was popular, hit; of some, us of CPU time for ten customers and ten products."""

    hits: list[bool]
    rivals: list[bool]
    asking: list[float]
    offering: list[float]


def run(path: Path, advance: Advance) -> Outcome:
    """Scores all baskets of customers who bought before that hold something new to them."""
    found = judged(baskets(path), advance)
    hits, rivals = (sum(each) / len(each) for each in (found.hits, found.rivals))
    measures = [
        Measure(name="hit@10", unit="", reached=hits, wanted=WANTED, rival=rivals),
        Measure(name="ten customers alike", unit="us", reached=median(found.asking), wanted=WANTED_COST, at_most=True, timed=True),
        Measure(name="ten products to offer", unit="us", reached=median(found.offering), timed=True),
    ]
    return Outcome(
        samples=len(found.hits), samples_of="baskets", rival="what is bought most lately (half-life 30 days)", measures=measures,
        cost=median(found.offering),
        notes=["Half-lives, neighbours and the weight of popularity were chosen on this same file, the last on the synthetic shop too."],
    )  # fmt: skip


def judged(every: Sequence[Basket], advance: Advance) -> Judged:
    """Before each basket ten products are offered that the customer has not bought. A hit: one of them is in the basket."""
    model, popular, found = SimilarCustomers(), PopularLately(), Judged([], [], [], [])
    for number, basket in enumerate(every):
        if number % 200 == 0:
            advance(number / len(every))
        had = model.bought(basket.customer)
        new = set(basket.products) - had
        if had and new:
            offered = _offered(model, basket, found)
            found.hits.append(not new.isdisjoint(offered))
            found.rivals.append(not new.isdisjoint(popular.predict_one(had)))
        model.learn_one(basket.customer, basket.products, basket.at)
        popular.learn_one(basket.products, basket.at)
    return found


def _offered(model: SimilarCustomers, basket: Basket, found: Judged) -> list[str]:
    begun = process_time()
    offered = [product for product, _ in model.predict_one(basket.customer, basket.at)]
    between = process_time()
    if len(found.hits) % TIMED_EVERY == 0:
        model.neighbours(basket.customer)
        found.asking.append((process_time() - between) * 1e6)
        found.offering.append((between - begun) * 1e6)
    return offered


SIMILAR_CUSTOMERS: Final = Score(
    "similar_customers",
    "Customers alike",
    ONLINE_RETAIL,
    "Which products, new to a customer, are in their next basket: one customer's invoices of a day are one basket. Ten are offered before "
    "it, from what the 80 customers most alike bought.",
    run,
)
