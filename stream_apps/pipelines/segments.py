"""Sessions, in the order of their one log, to segments and the score of the model that finds them."""

from math import log1p
from typing import ClassVar

from contracts.events import STEPS
from contracts.rows import Session
from stream_apps.models.grouping import JudgedGrouping
from stream_apps.models.naming import CATEGORY, names
from stream_apps.models.segments import SessionSegments
from stream_apps.models.telling_apart import Name
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.source import Rules

RENAME_EVERY = 100  # sessions between two looks at the centres' names
SCORE_EVERY = 500  # sessions between two score rows
JUDGE_EVERY = 4  # one session in so many counts for the score: judging costs more than learning
LEARNING = "still learning"


class SegmentLearner:
    """Segments of the sessions of one source, and the score of the model that finds them."""

    TABLES: ClassVar[tuple[str, ...]] = ("session_segments", "model_scores")
    SCORED_AS: ClassVar[str] = "session segments"
    VERSION: ClassVar[int] = 4

    def __init__(self) -> None:
        self.model = SessionSegments()
        self.prices: dict[str, tuple[int, float]] = {}  # clicks and sum of prices, by category
        self.named: dict[int, Name] = {}
        self.names: dict[int, str] = {0: LEARNING}
        self.learned = 0
        self.judged = JudgedGrouping()

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:  # noqa: ARG002  no setting decides here
        """Judges a session, then learns from it."""
        x = self.features(row)
        segment, apart = self.model.place(x)
        emit(
            "session_segments",
            row.visitor or row.session,
            session=row.session,
            visitor=row.visitor,
            start=row.start,
            country=row.country,
            segment=segment,
            name=self.names[segment],
            distance=apart**0.5,
            clicks=row.clicks,
            duration=row.duration,
        )
        self.learn(segment, apart, x, row.clicks, row.end)
        if self.learned % SCORE_EVERY == 0 and self.model.ready:
            emit_score(emit, self.SCORED_AS, "by click count", self.judged, self.learned, row.end)

    def features(self, session: Session) -> dict[str, float]:
        """How deep, how far, how dear against the categories' averages so far, and twice the share of each category."""
        clicks = sum(session.category_clicks) or 1
        features = {"depth": log1p(session.clicks), "step": float(STEPS.index(session.furthest_step))}
        expected = 0.0
        for category, count, prices in zip(session.categories, session.category_clicks, session.category_prices, strict=True):
            features[CATEGORY + category] = 2 * count / clicks
            seen, total = self.prices.get(category, (0, 0.0))
            seen, total = self.prices[category] = seen + count, total + prices
            expected += count * total / seen
        if expected:
            features["price"] = sum(session.category_prices) / expected - 1
        return features

    def learn(self, segment: int, apart: float, x: dict[str, float], clicks: int, at: float) -> None:
        """Takes in a session whose segment was predicted, and its squared distance to it."""
        self.judged.change.add(x, at)
        if segment and self.learned % JUDGE_EVERY == 0:
            self.judged.add(x, apart, clicks)
        self.model.learn_one(x, segment)
        self.learned += 1
        if self.model.ready and (self.learned % RENAME_EVERY == 0 or len(self.names) == 1):
            self.named = names(self.model.centers, self.model.counts, self.named)
            self.names = {0: LEARNING} | {c: name.text for c, name in self.named.items()}


def emit_score(emit: Emit, model: str, rival: str, judged: JudgedGrouping, samples: int, at: float) -> None:
    """Says how well a grouping describes what it groups, beside its rival."""
    emit(
        "model_scores",
        "",
        model=model,
        at=at,
        samples=samples,
        measure="explained variance",
        score=judged.explained.score,
        rival=rival,
        rival_score=judged.rival.score,
        drift_at=judged.change.at,
    )
