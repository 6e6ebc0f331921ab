"""Customers alike, by their orders in the one log of these, and what to offer them."""

from typing import Any, ClassVar, Final

from stream_apps.models.drift import Drift
from stream_apps.models.popular_lately import PopularLately
from stream_apps.models.prequential import Faded
from stream_apps.models.similar_customers import SimilarCustomers
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.whole_orders import Order, OrderLearner, WholeOrders

MODEL: Final = "similar customers"
TOLD: Final = 10
JUDGE_EVERY: Final = 4  # one basket in so many of those with something new is judged: offering costs more than learning
SCORE_EVERY: Final = 16  # judged baskets between two score rows
RIVAL: Final = "what is bought most lately"
NOBODY: Final = "Nobody who bought was named, neither as a customer nor as a visitor: nobody can be compared."
LEARNING: Final = (
    f"Still learning: one basket in {JUDGE_EVERY} of who comes back is judged, and {SCORE_EVERY} of them make the first score."
)


class SimilarCustomerLearner(OrderLearner):
    """Who buys like whom among the customers of one source: accounts where they are known, else visitors."""

    TABLES: ClassVar[tuple[str, ...]] = ("similar_customers", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 4

    def __init__(self) -> None:
        self.orders = WholeOrders()
        self.model, self.popular = SimilarCustomers(), PopularLately()
        self.judgeable = 0
        self.told = ""  # the newest note
        self.hits, self.popular_hits, self.drift = Faded(), Faded(), Drift()

    def learn(self, order: Order, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Judges by what was bought, learns from it, and tells who is alike where the customer's orders have doubled."""
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
        baskets = self.model.learn_one(order.customer, basket, order.at)
        self.popular.learn_one(basket, order.at)
        if baskets > 1 and baskets & (baskets - 1) == 0:
            self._tell(baskets, order, emit)

    def _note(self, note: str, at: float, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)

    def _judge(self, customer: str, had: frozenset[str], new: list[str], at: float, emit: Emit) -> None:
        hit = any(product in new for product, _ in self.model.predict_one(customer, at, TOLD))
        self.hits.add(hit)
        self.popular_hits.add(any(product in new for product in self.popular.predict_one(had, TOLD)))
        self.drift.add(1.0 - hit, at)
        if self.hits.samples % SCORE_EVERY == 0:
            self._score(at, emit)

    def _tell(self, baskets: int, order: Order, emit: Emit) -> None:
        customer = order.customer
        alike, offers = self.model.neighbours(customer, TOLD), self.model.predict_one(customer, order.at, TOLD)
        if alike:
            who: dict[str, Any] = {"customer": customer, "at": order.at, "country": order.country, "baskets": baskets}
            emit(
                "similar_customers",
                customer,
                **who,
                bought=len(self.model.bought(customer)),
                customers=[each.customer for each in alike],
                similarities=[round(each.similarity, 4) for each in alike],
                shared=[", ".join(each.shared) for each in alike],
                products=[product for product, _ in offers],
                scores=[round(score, 5) for _, score in offers],
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
