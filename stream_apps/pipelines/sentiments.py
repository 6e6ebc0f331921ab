"""What each comment says, of the whole and of each aspect, in the order of the comments' one log."""

from typing import ClassVar, Final

from contracts.rows import Review
from stream_apps.models.comment import Comment, read
from stream_apps.models.drift import Drift
from stream_apps.models.macro_f1 import MacroF1
from stream_apps.models.opinions import opinions
from stream_apps.models.prequential import Probabilities
from stream_apps.models.sentiment import CLASSES, Opinion, Sentiment, by_lexicon, class_of, is_satisfied
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note
from stream_apps.pipelines.source import Rules

MODEL: Final = "sentiment of comments"
RIVAL: Final = "the lexicon alone (VADER)"
SCORE_EVERY: Final = 100  # comments with an answer between two score rows
FADE: Final = 0.9998  # few are unhappy: the newest thousand alone would hold too few of them to judge by
NO_ANSWERS: Final = (
    "No comment of this source comes with stars or a recommendation: their sentiment is the lexicon's, and cannot be judged."
)
LEARNING: Final = f"Still learning: the first score comes after {SCORE_EVERY} comments with stars or a recommendation."


class SentimentLearner:
    """Sentiment of the comments of one source. Those without words are left out."""

    TABLES: ClassVar[tuple[str, ...]] = ("review_sentiments", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 2

    def __init__(self) -> None:
        self.model = Sentiment()
        self.score, self.rival = Probabilities(FADE), Probabilities(FADE)
        self.classes, self.rival_classes = MacroF1(CLASSES, FADE), MacroF1(CLASSES, FADE)
        self.drift = Drift()
        self.told = ""  # the newest note

    def take(self, row: Review, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  every learner is given them
        """Says what a comment says, then judges that by what its author answered, and learns."""
        if not (row.text or row.title):
            return
        comment = read(row.text, row.title)
        opinion = self.model.predict_one(comment)
        self._say(row, comment, opinion, emit)
        stars = None if row.rating is None else round(row.rating)
        if stars is None and row.recommended is None:
            self._note(NO_ANSWERS, row.at, emit)
            return
        self._note(LEARNING, row.at, emit)
        self._judge(comment, opinion, stars, is_satisfied(stars, row.recommended), row.at)
        self.model.learn_one(comment, stars, row.recommended)
        if self.score.samples % SCORE_EVERY == 0:
            self._tell_scores(row.at, emit)

    def _say(self, row: Review, comment: Comment, opinion: Opinion, emit: Emit) -> None:
        said = opinions(comment, self.model.pieces(comment))
        emit(
            "review_sentiments",
            row.product or row.customer or "",
            event=row.event,
            at=row.at,
            probability=round(opinion.probability, 4),
            kind=opinion.kind,
            samples=self.model.samples,
            aspects=list(said),
            aspect_kinds=list(said.values()),
            product=row.product,
            category=row.category,
            division=row.division,
            rating=row.rating,
            recommended=row.recommended,
            customer=row.customer,
            age=row.age,
            country=row.country,
            channel=row.channel,
        )

    def _note(self, note: str, at: float, emit: Emit) -> None:
        """Says why there is no score yet: once, and anew only when answers begin to come."""
        if self.told not in (note, LEARNING):
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)

    def _judge(self, comment: Comment, opinion: Opinion, stars: int | None, satisfied: bool, at: float) -> None:
        lexicon = by_lexicon(comment)
        self.score.add(opinion.probability, satisfied)
        self.rival.add(lexicon.probability, satisfied)
        self.drift.add((opinion.probability - satisfied) ** 2, at)
        if stars is not None:
            self.classes.add(opinion.kind, CLASSES[class_of(stars)])
            self.rival_classes.add(lexicon.kind, CLASSES[class_of(stars)])

    def _tell_scores(self, at: float, emit: Emit) -> None:
        score, rival = self.score, self.rival
        self._tell("AUC", score.samples, score.auc, rival.auc, at, emit)
        self._tell("promises kept", score.samples, 1 - score.calibration_error, 1 - rival.calibration_error, at, emit)
        if self.classes.samples:
            self._tell("macro F1", self.classes.samples, self.classes.score, self.rival_classes.score, at, emit)

    def _tell(self, measure: str, samples: int, score: float, rival: float, at: float, emit: Emit) -> None:
        emit(
            "model_scores",
            "",
            model=MODEL,
            at=at,
            samples=samples,
            measure=measure,
            score=score,
            rival=RIVAL,
            rival_score=rival,
            drift_at=self.drift.at,
        )
