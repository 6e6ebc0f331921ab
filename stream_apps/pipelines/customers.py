"""Visitors, visit by visit, to segments of customers: which one each belongs to now, and where from it came."""

from typing import ClassVar

from contracts.rows import Session
from stream_apps.models.customers import Visitor, names
from stream_apps.models.grouping import JudgedGrouping
from stream_apps.models.segments import SessionSegments
from stream_apps.models.telling_apart import Name
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.segments import JUDGE_EVERY, LEARNING, RENAME_EVERY, SCORE_EVERY, emit_score
from stream_apps.pipelines.source import Rules


class CustomerSegmentLearner:
    """Segments of the visitors of one source. A source that names no visitors has no customers, and no rows."""

    TABLES: ClassVar[tuple[str, ...]] = ("customer_segments", "model_scores")
    SCORED_AS: ClassVar[str] = "customer segments"
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.model = SessionSegments()
        self.visitors: dict[str, Visitor] = {}  # the longest unseen first
        self.named: dict[int, Name] = {}
        self.names: dict[int, str] = {0: LEARNING}
        self.orders, self.spent = 0, 0.0
        self.learned = 0
        self.judged = JudgedGrouping()

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:
        """Judges a visitor by all visits up to this one, then learns from it."""
        if row.visitor is None:
            return
        visitor = self._remember(row, rules.visitor_memory)
        x = visitor.features(self.spent / self.orders if self.orders else 0.0)
        (segment, apart), before = self.model.place(x), visitor.segment
        visitor.segment = segment
        emit(
            "customer_segments",
            row.visitor,
            visitor=row.visitor,
            customer=row.customer,
            at=row.end,
            country=row.country,
            segment=segment,
            name=self.names[segment],
            previous=before,
            previous_name=self.names.get(before, ""),
            visits=visitor.visits,
            orders=visitor.orders,
            spent=round(visitor.spent, 4),
            first=visitor.first,
        )
        self._learn(segment, apart, x, visitor.visits, row.end)
        if self.learned % SCORE_EVERY == 0 and self.model.ready:
            emit_score(emit, self.SCORED_AS, "by number of visits", self.judged, self.learned, row.end)

    def _remember(self, row: Session, memory: int) -> Visitor:
        key = row.visitor or ""
        visitor = self.visitors.pop(key, None) or Visitor(row.start, row.end)
        visitor.first, visitor.last = min(visitor.first, row.start), max(visitor.last, row.end)
        visitor.visits += 1
        visitor.clicks += row.clicks
        visitor.carts += row.cart_at is not None
        visitor.orders += row.orders
        visitor.spent += row.revenue - row.refunded
        self.orders += row.orders
        self.spent += row.revenue
        self.visitors[key] = visitor
        if len(self.visitors) > max(1, memory):
            del self.visitors[next(iter(self.visitors))]
        return visitor

    def _learn(self, segment: int, apart: float, x: dict[str, float], visits: int, at: float) -> None:
        if visits == 1:  # of who comes again the features grow by themselves
            self.judged.change.add(x, at)
        if segment and self.learned % JUDGE_EVERY == 0:
            self.judged.add(x, apart, visits)
        self.model.learn_one(x, segment)
        self.learned += 1
        if self.model.ready and (self.learned % RENAME_EVERY == 0 or len(self.names) == 1):
            self.named = names(self.model.centers, self.model.counts, self.named)
            self.names = {0: LEARNING} | {c: name.text for c, name in self.named.items()}
