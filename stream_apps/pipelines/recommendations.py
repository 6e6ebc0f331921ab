"""What a running session is likely to look at next, in the order of the clicks' one log."""

from typing import ClassVar, Final

from contracts.rows import Click
from stream_apps.models.candidates import Ranks
from stream_apps.models.drift import Drift
from stream_apps.models.next_product import LEARN_EVERY, NextProduct
from stream_apps.models.prequential import Faded
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules

MODEL: Final = "next product"
SUGGESTED_AT: Final = frozenset(3**power for power in range(1, 16))  # looks at products: foreseeing costs more than learning
SUGGESTED: Final = 10
SCORE_EVERY: Final = 32  # judged looks between two score rows
POPULAR: Final = "what is popular in the category"
FOLLOWERS: Final = "what most often follows the last product"
NO_LOOKS: Final = "No look at a product was seen in this source: there is nothing to suggest."
LEARNING: Final = f"Still learning: one look in {LEARN_EVERY} is judged, and {SCORE_EVERY} of them make the first score."


class NextProductLearner:
    """Suggests products to the running sessions of one source. A source without looks at products has no suggestions."""

    TABLES: ClassVar[tuple[str, ...]] = ("suggestions", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.model = NextProduct()
        self.hits, self.popular_hits = Faded(), Faded()
        self.ranks, self.follower_ranks = Faded(), Faded()
        self.drift = Drift()
        self.told = ""  # the newest note

    def take(self, row: Click, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Judges and learns from a look at a product, then foresees the next where it is time to."""
        if row.type != "view_item" or not row.product:
            if not self.told:
                self._note(NO_LOOKS, row.at, emit)
            return
        if self.told != LEARNING:
            self._note(LEARNING, row.at, emit)
        ranks = self.model.learn_one(row.session, row.product, row.category, row.page_number)
        if ranks:
            self._judge(ranks, row.at, emit)
        looks = self.model.looks(row.session)
        if looks in SUGGESTED_AT:
            self._suggest(row, looks, emit)

    def _suggest(self, row: Click, looks: int, emit: Emit) -> None:
        products, probabilities = zip(*self.model.predict_one(row.session, SUGGESTED), strict=True)
        emit(
            "suggestions",
            row.session,
            session=row.session,
            visitor=row.visitor,
            customer=row.customer,
            at=row.at,
            country=row.country,
            device=row.device,
            channel=row.channel,
            looks=looks,
            product=row.product,
            category=row.category,
            products=list(products),
            probabilities=[round(probability, 4) for probability in probabilities],
        )

    def _note(self, note: str, at: float, emit: Emit) -> None:
        self.told = note
        emit_note(emit, MODEL, POPULAR, note, at)

    def _judge(self, ranks: Ranks, at: float, emit: Emit) -> None:
        hit = ranks.model <= SUGGESTED
        self.hits.add(hit)
        self.popular_hits.add(ranks.popularity <= SUGGESTED)
        self.ranks.add(1 / ranks.model)
        self.follower_ranks.add(1 / ranks.follower)
        self.drift.add(1.0 - hit, at)
        if self.hits.samples % SCORE_EVERY == 0:
            self._score("hit@10", self.hits, POPULAR, self.popular_hits, at, emit)
            self._score("mean reciprocal rank", self.ranks, FOLLOWERS, self.follower_ranks, at, emit)

    def _score(self, measure: str, score: Faded, rival: str, rival_score: Faded, at: float, emit: Emit) -> None:
        emit(
            "model_scores",
            "",
            model=MODEL,
            at=at,
            samples=score.samples,
            measure=measure,
            score=score.mean,
            rival=rival,
            rival_score=rival_score.mean,
            drift_at=self.drift.at,
        )
