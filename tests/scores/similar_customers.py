"""What a customer buys next that is new to them, on online_retail, from what customers like them bought."""

from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from stream_apps.models.similar_customers import SimilarCustomers
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.orders import baskets

WANTED: Final = 0.37
WANTED_COST: Final = 1_000.0  # us for the ten customers most alike
TIMED_EVERY: Final = 5
POPULAR_DAYS: Final = 30.0  # half-life of the rival's popularity, the best for it of 15, 30, 60 and for ever


def run(path: Path, advance: Advance) -> Outcome:
    """Before each basket of a customer who bought before: ten products they have not bought. A hit: one of them is in the basket."""
    model, popular, every = SimilarCustomers(), _Popular(), baskets(path)
    hits, rivals, asking, offering = list[bool](), list[bool](), list[float](), list[float]()
    for number, basket in enumerate(every):
        if number % 200 == 0:
            advance(number / len(every))
        had = model.bought(basket.customer)
        new = set(basket.products) - had
        if had and new:
            started = process_time()
            offered = [product for product, _ in model.predict_one(basket.customer, basket.at)]
            between = process_time()
            if len(hits) % TIMED_EVERY == 0:
                model.neighbours(basket.customer)
                asking.append((process_time() - between) * 1e6)
                offering.append((between - started) * 1e6)
            hits.append(not new.isdisjoint(offered))
            rivals.append(not new.isdisjoint(popular.best(had)))
        for product in basket.products:
            model.learn_one(basket.customer, product, basket.at)
            popular.learn(product, basket.at)
    measures = [
        Measure(name="hit@10", unit="", reached=sum(hits) / len(hits), wanted=WANTED, rival=sum(rivals) / len(rivals)),
        Measure(name="ten customers alike", unit="us", reached=median(asking), wanted=WANTED_COST, at_most=True, timed=True),
        Measure(name="ten products to offer", unit="us", reached=median(offering), timed=True),
    ]
    return Outcome(samples=len(hits), samples_of="baskets", rival="popularity of the last months", measures=measures, cost=median(offering))


class _Popular:
    """Products by how often they were bought, half-lives apart counting half: a later purchase weighs more."""

    def __init__(self) -> None:
        self._weights: dict[str, float] = {}
        self._start: float | None = None

    def learn(self, product: str, at: float) -> None:
        if self._start is None:
            self._start = at
        self._weights[product] = self._weights.get(product, 0.0) + 2 ** ((at - self._start) / 86_400 / POPULAR_DAYS)

    def best(self, without: frozenset[str]) -> list[str]:
        """The ten most popular that are not among those."""
        left = [product for product in self._weights if product not in without]
        return sorted(left, key=lambda product: -self._weights[product])[:10]


SIMILAR_CUSTOMERS: Final = Score(
    "similar_customers",
    "Customers alike",
    ONLINE_RETAIL,
    "Which products, new to a customer, are in their next basket: one customer's invoices of a day are one basket. Ten are offered before "
    "it, from what the 80 customers most alike bought.",
    run,
)
