"""Purchase intent of visits under way, in the order of their clicks' one log, and the leads among them."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import ClassVar, Final

from contracts.rows import Click
from stream_apps.models.judged import Example, JudgedIntent
from stream_apps.models.prequential import Faded
from stream_apps.models.reasons import reasons
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import LEARNING, NO_PURCHASE, emit_note, emit_scores
from stream_apps.pipelines.leads import SLOW, Lead, Market, Odds, consider, end
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.visit import Past, Visit
from stream_apps.pipelines.visit_words import phrases

MODEL: Final = "purchase intent of a visit"
RIVAL: Final = "by how far a visit came"
SCORED_AT: Final = frozenset(3 * 2**doubled for doubled in range(16))  # clicks; of the first two alone there is little to say
TELLING: Final = frozenset({"add_to_cart", "remove_from_cart", "begin_checkout"})
MOST_OPEN: Final = 50_000  # visits under way in a partition; the longest silent one beyond these is forgotten, and nothing learned from it
MOST_ORDERS: Final = 1_000  # newest orders whose further lines are still known to be theirs
SCORE_EVERY: Final = 1_000  # answers between two score rows


class _Lane:
    """Visits under way of one partition, by its own clock: in a replay one partition runs hours ahead of another."""

    def __init__(self) -> None:
        self.open: OrderedDict[str, Visit] = OrderedDict()  # the longest silent first
        self.clock = self.over_at = 0.0  # newest click; when the longest silent visit is over

    def over(self, silence: float) -> Iterator[Visit]:
        """Removes and returns the visits that have been silent for longer than that."""
        while self.open:
            visit = next(iter(self.open.values()))
            self.over_at = visit.last + silence
            if self.over_at >= self.clock:
                return
            del self.open[visit.session]
            yield visit


class VisitIntentLearner:
    """Foresees of the visits of one source, while they run, whether they will buy.

    Nothing is done, and nothing kept, before the source's first purchase: where none ever comes it costs nothing.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("leads", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.judged, self.market, self.price = JudgedIntent(), Market(), Faded(SLOW)
        self.lanes: dict[int, _Lane] = {}  # by partition of the events
        self.past: OrderedDict[str, Past] = OrderedDict()  # of visitors, the longest unseen first
        self.orders: OrderedDict[str, None] = OrderedDict()  # the newest
        self.told = ""  # the newest note

    def take(self, row: Click, rules: Rules, emit: Emit) -> None:
        """Takes in a click."""
        if row.type == "purchase":
            self._purchase(row, rules, emit)
            return
        if not self.orders:
            self._note(NO_PURCHASE, row.at, emit)
            return
        lane = self.lanes.get(row.origin_partition) or self._lane(row.origin_partition)
        if row.at > lane.clock:
            lane.clock = row.at
            if row.at > lane.over_at:
                self._close(lane, rules, emit)
        visit = lane.open.get(row.session)
        if visit is None:
            if row.step != 1:  # it began before the first purchase, or has bought
                return
            visit = self._begin(row, lane, rules)
        else:
            lane.open.move_to_end(row.session)
        visit.note(row)
        if visit.clicks in SCORED_AT or row.type in TELLING:
            self._foresee(visit, row.at, rules, emit)

    def _lane(self, partition: int) -> _Lane:
        return self.lanes.setdefault(partition, _Lane())

    def _begin(self, row: Click, lane: _Lane, rules: Rules) -> Visit:
        timed = row.precision != "day"
        who, what = (row.session, row.visitor, row.customer), (row.country, row.device, row.channel)
        visit = lane.open[row.session] = Visit(*who, *what, row.at, row.at, timed, self._recall(row, rules))
        if len(lane.open) > MOST_OPEN:
            lane.open.popitem(last=False)
        return visit

    def _recall(self, row: Click, rules: Rules) -> Past | None:
        name = row.visitor or row.customer
        if name is None:
            return None
        past = self.past.setdefault(name, Past())
        self.past.move_to_end(name)
        if len(self.past) > rules.visitor_memory:
            self.past.popitem(last=False)
        return past

    def _foresee(self, visit: Visit, at: float, rules: Rules, emit: Emit) -> None:
        judged = self.judged
        example = judged.predict(visit.facts(self.price.mean), visit.step, at)
        visit.keep(example)
        if visit.lead is None and (not judged.ready or example.probability <= self.market.wanted(rules)):
            return
        odds = Odds(at, example.probability, judged.model.samples, lambda: self._why(visit, example))
        visit.lead = consider(visit.lead, odds, self.market, rules, emit, lambda: _lead(visit, example))

    def _why(self, visit: Visit, example: Example) -> list[str]:
        return phrases(visit, reasons(self.judged.model, example.facts), self.price.mean)

    def _purchase(self, row: Click, rules: Rules, emit: Emit) -> None:
        order = row.order_id or row.event
        self.market.sold((row.price or 0.0) * (1 if row.quantity is None else row.quantity), order not in self.orders)
        self.orders[order] = None
        if len(self.orders) > MOST_ORDERS:
            self.orders.popitem(last=False)
        visit = self._lane(row.origin_partition).open.pop(row.session, None)
        if visit is not None:
            self._learn(visit, True, row.at, rules, emit)
        if not self.judged.ready:
            self._note(LEARNING, row.at, emit)

    def _close(self, lane: _Lane, rules: Rules, emit: Emit) -> None:
        """Learns that visits which fell silent did not buy. They have ended once no click can join them, as sessions do."""
        for visit in lane.over((rules.gap + rules.lateness) / 1000):
            self._learn(visit, False, lane.clock, rules, emit)

    def _learn(self, visit: Visit, bought: bool, at: float, rules: Rules, emit: Emit) -> None:
        judged = self.judged
        self.market.learn(bought)
        if visit.priced:
            self.price.add(visit.price)
        for example in visit.examples.values():
            judged.learn(example, bought, at)
            if example.shown and judged.score.samples % SCORE_EVERY == 0:
                emit_scores(emit, MODEL, RIVAL, judged, at)
        if visit.lead:
            end(visit.lead, bought, at, judged.model.samples, self.market, rules, emit)
        if visit.past:
            visit.past.remember(visit.last, bought, left=visit.carts > 0 and not bought)

    def _note(self, note: str, at: float, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)


def _lead(visit: Visit, example: Example) -> Lead:
    who = {name: getattr(visit, name) for name in ("session", "visitor", "customer", "country", "device", "channel")}
    return Lead(f"visit {visit.session}", "visit", example.at, None, example.probability, 0.0, "", who)
