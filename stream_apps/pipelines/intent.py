"""Purchase intent of visits under way, in the order of their clicks' one log, and the leads among them."""

from collections import OrderedDict
from collections.abc import Iterator
from heapq import heappop, heappush
from math import inf
from typing import ClassVar, Final, NamedTuple

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


class _Answer(NamedTuple):
    """What came of a visit, kept until `due` (s), when it is learned. number settles ties. price: of the products seen, 0 if unknown."""

    due: float
    number: int
    examples: tuple[Example, ...]
    bought: bool
    price: float


class _Lane:
    """Visits under way of one partition, by its own clock: in a replay one partition runs hours ahead of another.

    Answers are learned twice the silence after their visit began, or once it is over where it took longer than that. Purchases and
    their absence thus come as late as each other: learned as they become known, a purchase is half an hour earlier, and a name that
    is new, such as this hour or this weekday, meets buyers alone until then.
    """

    def __init__(self) -> None:
        self.open: OrderedDict[str, Visit] = OrderedDict()  # the longest silent first
        self.answers: list[_Answer] = []  # a heap
        self.ended = 0  # visits
        self.clock = self.over_at = 0.0  # newest click; when the longest silent visit is over
        self.due_at = inf  # when the next answer is learned

    def over(self, silence: float) -> Iterator[Visit]:
        """Removes and returns the visits that have been silent for longer than that."""
        while self.open:
            visit = next(iter(self.open.values()))
            self.over_at = visit.last + silence
            if self.over_at >= self.clock:
                return
            del self.open[visit.session]
            yield visit

    def keep(self, visit: Visit, silence: float, *, bought: bool) -> None:
        """Keeps what came of a visit. Beyond MOST_OPEN the one due next is forgotten."""
        due = max(visit.start + 2 * silence, visit.last + silence)
        heappush(self.answers, _Answer(due, self.ended, tuple(visit.examples.values()), bought, visit.price))
        self.ended += 1
        if len(self.answers) > MOST_OPEN:
            heappop(self.answers)
        self.due_at = self.answers[0].due

    def due(self) -> Iterator[_Answer]:
        """Removes and returns the answers that are to be learned by now."""
        while self.due_at < self.clock:
            answer = heappop(self.answers)
            self.due_at = self.answers[0].due if self.answers else inf
            yield answer


class VisitIntentLearner:
    """Foresees of the visits of one source, while they run, whether they will buy.

    Nothing is done, and nothing kept, before the source's first purchase: where none ever comes it costs nothing.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("leads", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 4

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
            if row.at > lane.due_at:
                self._learn(lane, emit)
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
        example.leading = judged.ready and example.probability > self.market.wanted(rules)
        visit.keep(example)
        if visit.lead is None and not example.leading:
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
        lane = self._lane(row.origin_partition)
        visit = lane.open.pop(row.session, None)
        if visit is not None:
            visit.last = max(visit.last, row.at)
            self._end(visit, True, row.at, lane, rules, emit)
        if not self.judged.ready:
            self._note(LEARNING, row.at, emit)

    def _close(self, lane: _Lane, rules: Rules, emit: Emit) -> None:
        """Ends visits that fell silent: they did not buy. They are over once no click can join them, as sessions are."""
        for visit in lane.over(_silence(rules)):
            self._end(visit, False, lane.clock, lane, rules, emit)

    def _end(self, visit: Visit, bought: bool, at: float, lane: _Lane, rules: Rules, emit: Emit) -> None:
        """Tells at once what came of a visit's lead, remembers it of its visitor, and keeps the answer to be learned."""
        lane.keep(visit, _silence(rules), bought=bought)
        if visit.lead:
            end(visit.lead, bought, at, self.judged.model.samples, self.market, rules, emit)
        if visit.past:
            visit.past.remember(visit.last, bought, left=visit.carts > 0 and not bought)

    def _learn(self, lane: _Lane, emit: Emit) -> None:
        judged = self.judged
        for answer in lane.due():
            self.market.learn(answer.bought)
            if answer.price:
                self.price.add(answer.price)
            for example in answer.examples:
                judged.learn(example, answer.bought, lane.clock)
                if example.shown and judged.score.samples % SCORE_EVERY == 0:
                    emit_scores(emit, MODEL, RIVAL, judged, lane.clock)

    def _note(self, note: str, at: float, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)


def _silence(rules: Rules) -> float:
    """How long (s) a visit has been silent when no click can join it any more."""
    return (rules.gap + rules.lateness) / 1000


def _lead(visit: Visit, example: Example) -> Lead:
    who = {name: getattr(visit, name) for name in ("session", "visitor", "customer", "country", "device", "channel")}
    return Lead(f"visit {visit.session}", "visit", example.at, None, example.probability, 0.0, "", who)
