"""Customers alike, by their orders in the one log of these, and what to offer them.

Who has bought once has little to be compared by: two ways to offer are tried on all who come back after a first order, what is popular in
the categories of that order and what the model says, and the one that has hit more often is followed.
"""

from typing import Any, ClassVar, Final

from stream_apps.models.drift import Drift
from stream_apps.models.popular_in_category import PopularInCategory
from stream_apps.models.prequential import Faded
from stream_apps.models.similar_customers import Offer, SimilarCustomers
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.whole_orders import Order, OrderLearner, WholeOrders

MODEL: Final = "similar customers"
TOLD: Final = 10
OFFERED: Final = 20  # some to spare: what is bought before the next order is taken in is left out by whoever reads
JUDGE_EVERY: Final = 4  # one basket in so many of those with something new is judged: offering costs more than learning
SCORE_EVERY: Final = 16  # judged baskets between two score rows
RIVAL: Final = "what is bought most lately"
NOBODY: Final = "Nobody who bought was named, neither as a customer nor as a visitor: nobody can be compared."
LEARNING: Final = (
    f"Still learning: one basket in {JUDGE_EVERY} of who comes back is judged, and {SCORE_EVERY} of them make the first score."
)
ALIKE: Final = "customers alike bought it"


class SimilarCustomerLearner(OrderLearner):
    """Who buys like whom among the customers of one source: accounts where they are known, else visitors."""

    TABLES: ClassVar[tuple[str, ...]] = ("similar_customers", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 5

    def __init__(self) -> None:
        self.orders = WholeOrders()
        self.model, self.popular = SimilarCustomers(), PopularInCategory()
        self.judgeable = 0
        self.told = ""  # the newest note
        self.hits, self.popular_hits, self.drift = Faded(), Faded(), Drift()
        self.once, self.once_in_category = Faded(), Faded()  # hits at second orders

    def learn(self, order: Order, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Judges by what was bought, learns from it, and tells who is alike and what to offer now."""
        basket = list(order.products)
        if not order.customer or not basket:
            if self.told != LEARNING and basket:
                self._note(NOBODY, order.at, emit)
            return
        self._note(LEARNING, order.at, emit)
        had = self.model.bought(order.customer)
        new = [product for product in basket if product not in had]
        if had and new:
            self.judgeable += 1
            if self.judgeable % JUDGE_EVERY == 0:
                self._judge(order.customer, had, new, order.at, emit)
            if self.model.baskets(order.customer) == 1:
                self._compare(order.customer, had, new, order.at)
        baskets = self.model.learn_one(order.customer, basket, order.at)
        self.popular.learn_one(order.products, order.at)
        self._tell(baskets, order, emit)

    def _note(self, note: str, at: float, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)

    def _judge(self, customer: str, had: frozenset[str], new: list[str], at: float, emit: Emit) -> None:
        hit = any(offer.product in new for offer, _ in self._offers(customer, at, TOLD))
        self.hits.add(hit)
        self.popular_hits.add(any(product in new for product in self.popular.shop.predict_one(had, TOLD)))
        self.drift.add(1.0 - hit, at)
        if self.hits.samples % SCORE_EVERY == 0:
            self._score(at, emit)

    def _compare(self, customer: str, had: frozenset[str], new: list[str], at: float) -> None:
        """Tries both ways to offer after one order on a second."""
        self.once.add(any(product in new for product, _ in self.model.predict_one(customer, at, TOLD)))
        self.once_in_category.add(any(product in new for product, _ in self.popular.predict_one(had, TOLD)))

    def _offers(self, customer: str, at: float, most: int) -> list[tuple[Offer, str]]:
        """What to offer, the likeliest first, and why."""
        if self.model.baskets(customer) == 1 and self.once_in_category.mean >= self.once.mean:
            popular = self.popular.predict_one(self.model.bought(customer), most)
            return [(Offer(product, 1 / place, False), _popular(category)) for place, (product, category) in enumerate(popular, 1)]
        return [(offer, ALIKE if offer.is_of_alike else _popular("")) for offer in self.model.offers(customer, at, most)]

    def _tell(self, baskets: int, order: Order, emit: Emit) -> None:
        customer = order.customer
        alike, offers = self.model.neighbours(customer, TOLD), self._offers(customer, order.at, OFFERED)
        if alike or offers:
            who: dict[str, Any] = {"customer": customer, "at": order.at, "country": order.country, "baskets": baskets}
            emit(
                "similar_customers",
                customer,
                **who,
                bought=len(self.model.bought(customer)),
                customers=[each.customer for each in alike],
                similarities=[round(each.similarity, 4) for each in alike],
                shared=[", ".join(each.shared) for each in alike],
                products=[offer.product for offer, _ in offers],
                scores=[round(offer.score, 5) for offer, _ in offers],
                reasons=[reason for _, reason in offers],
            )

    def _score(self, at: float, emit: Emit) -> None:
        emit(
            "model_scores",
            "",
            model=MODEL,
            at=at,
            samples=self.hits.samples,
            measure="hit@10 of what is new to them",
            score=self.hits.mean,
            rival=RIVAL,
            rival_score=self.popular_hits.mean,
            drift_at=self.drift.at,
        )


def _popular(category: str) -> str:
    """Why a product is offered that nobody alike bought."""
    return f"bought most lately in {category}" if category else "bought most lately in the shop"
