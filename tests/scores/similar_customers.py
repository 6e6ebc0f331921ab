"""What a customer buys next that is new to them, on online_retail, from what customers like them bought."""

from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from stream_apps.models.popular_lately import PopularLately
from stream_apps.models.similar_customers import SimilarCustomers
from tests.scores.data import ONLINE_RETAIL
from tests.scores.figures import Advance, Measure, Outcome, Score
from tests.scores.orders import baskets

WANTED: Final = 0.37
WANTED_COST: Final = 1_000.0  # us for the ten customers most alike
TIMED_EVERY: Final = 5


def run(path: Path, advance: Advance) -> Outcome:
    """Before each basket of a customer who bought before: ten products they have not bought. A hit: one of them is in the basket."""
    model, popular, every = SimilarCustomers(), PopularLately(), baskets(path)
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
            rivals.append(not new.isdisjoint(popular.predict_one(had)))
        model.learn_one(basket.customer, basket.products, basket.at)
        popular.learn_one(basket.products, basket.at)
    measures = [
        Measure(name="hit@10", unit="", reached=sum(hits) / len(hits), wanted=WANTED, rival=sum(rivals) / len(rivals)),
        Measure(name="ten customers alike", unit="us", reached=median(asking), wanted=WANTED_COST, at_most=True, timed=True),
        Measure(name="ten products to offer", unit="us", reached=median(offering), timed=True),
    ]
    return Outcome(
        samples=len(hits),
        samples_of="baskets",
        rival="what is bought most lately (half-life 30 days)",
        measures=measures,
        cost=median(offering),
    )


SIMILAR_CUSTOMERS: Final = Score(
    "similar_customers",
    "Customers alike",
    ONLINE_RETAIL,
    "Which products, new to a customer, are in their next basket: one customer's invoices of a day are one basket. Ten are offered before "
    "it, from what the 80 customers most alike bought.",
    run,
)
