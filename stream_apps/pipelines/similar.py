"""Customers alike, in the order of the sessions' one log, and what to offer them."""

from typing import Any, ClassVar, Final

from contracts.rows import Session
from stream_apps.models.drift import Drift
from stream_apps.models.popular_lately import PopularLately
from stream_apps.models.prequential import Faded
from stream_apps.models.similar_customers import SimilarCustomers
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules

MODEL: Final = "similar customers"
TOLD: Final = 10
JUDGE_EVERY: Final = 4  # one basket in so many of those with something new is judged: offering costs more than learning
SCORE_EVERY: Final = 16  # judged baskets between two score rows
RIVAL: Final = "what is bought most lately"
NO_PURCHASE: Final = "No purchase was seen in this source: nobody can be compared by what they bought."
NOBODY: Final = "Nobody who bought was named, neither as a customer nor as a visitor: nobody can be compared."
LEARNING: Final = (
    f"Still learning: one basket in {JUDGE_EVERY} of who comes back is judged, and {SCORE_EVERY} of them make the first score."
)


class SimilarCustomerLearner:
    """Who buys like whom among the customers of one source: accounts where they are known, else visitors. Without purchases it is still."""

    TABLES: ClassVar[tuple[str, ...]] = ("similar_customers", "model_scores")
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.model, self.popular = SimilarCustomers(), PopularLately()
        self.judgeable = 0
        self.told = ""  # the newest note
        self.hits, self.popular_hits, self.drift = Faded(), Faded(), Drift()

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Judges by what a session bought, learns from it, and tells who is alike where the customer's baskets have doubled."""
        customer, basket = row.customer or row.visitor, [product for product in row.bought if product]
        if not customer or not basket:
            if self.told != LEARNING:
                self._note(NOBODY if basket else self.told or NO_PURCHASE, row.end, emit)
            return
        self._note(LEARNING, row.end, emit)
        had = self.model.bought(customer)
        new = [product for product in basket if product not in had]
        if had and new:
            self.judgeable += 1
            if self.judgeable % JUDGE_EVERY == 0:
                self._judge(customer, had, new, row.end, emit)
        baskets = self.model.learn_one(customer, basket, row.end)
        self.popular.learn_one(basket, row.end)
        if baskets > 1 and baskets & (baskets - 1) == 0:
            self._tell(customer, baskets, row, emit)

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

    def _tell(self, customer: str, baskets: int, row: Session, emit: Emit) -> None:
        alike, offers = self.model.neighbours(customer, TOLD), self.model.predict_one(customer, row.end, TOLD)
        if alike:
            who: dict[str, Any] = {"customer": customer, "at": row.end, "country": row.country, "baskets": baskets}
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
