"""Customers by their orders: RFM group, chance to buy again, expected spending, after each order and in a weekly look."""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import zip_longest
from math import log1p
from typing import Any, ClassVar, Final, NamedTuple
from zlib import crc32

from stream_apps.models.buyer import WEIGHTS, Buyer
from stream_apps.models.customer_value import HORIZON, CustomerValue
from stream_apps.models.judged import Example, JudgedAgain
from stream_apps.models.rfm import DAY, Rfm
from stream_apps.pipelines.early_returns import EarlyReturns
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import emit_note, emit_scores
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.waiting import Lane
from stream_apps.pipelines.whole_orders import Order, OrderLearner, WholeOrders

MODEL: Final = "buys again"
RIVAL: Final = "by days since the last order"
NOBODY: Final = "No order of this source names a customer or visitor: nobody can be valued."
FEW: Final = "Still learning: too few customers have come back for anything to be said of the others."
UNANSWERED: Final = (
    "No answers yet: whether somebody buys within 90 days is known after 91. Until then it is told from orders alone (BG/NBD)."
)
WEEK: Final = 7  # a customer's weekday is drawn, so that each day looks at a seventh of them
BEHIND: Final = 2.0  # days that an order is older than the newest one, and taken to come from a stream that is read later
MANY: Final = 20
FIT_EVERY: Final = 14  # days between two fits
FITTED: Final = 2_000  # customers that a fit looks at, drawn
SLACK: Final = 1.0  # days that an answer is waited for beyond the horizon: partitions run apart
MOST_WAITING: Final = 30_000
SCORE_EVERY: Final = 500  # answers between two score rows
TOLD: Final = 0.05  # a change of the chance to buy again that is worth a row


class Seen(NamedTuple):
    """What is expected of a customer now."""

    example: Example
    soon: float
    year: float


class CustomerValueLearner(OrderLearner):
    """What the customers of one source are worth; a customer is an account where one is known, else a visitor.

    Chances are promised for each customer once a week and learned when 91 days of event time have passed, bought or not.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("customer_values", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 4

    def __init__(self) -> None:
        self.orders, self.returns = WholeOrders(), EarlyReturns()
        self.buyers: OrderedDict[str, Buyer] = OrderedDict()  # the longest without an order first
        self.weekdays: list[dict[str, None]] = [{} for _ in range(WEEK)]  # who is looked at on each, by name
        self.rfm, self.value, self.judged = Rfm(), CustomerValue(), JudgedAgain(WEIGHTS)
        self.lane = Lane()
        self.clock, self.looked, self.fitted = 0.0, -1, -FIT_EVERY  # s; days since 1970
        self.behind = 0  # orders of days ago since all customers were last looked at
        self.told = ""  # the newest note

    def learn(self, order: Order, rules: Rules, emit: Emit) -> None:
        """Takes in an order, once what was due before it is done."""
        self.clock = max(self.clock, order.at)
        self._look(emit)
        self._make_up(order, emit)
        if not order.customer:
            if not self.buyers:
                self._note(NOBODY, emit)
            return
        buyer = self._note_order(order, rules)
        if buyer is not None:
            self._note("" if self.judged.model.samples else UNANSWERED if self.value.ready else FEW, emit)
            self._tell(order.customer, buyer, self.expected([buyer], self.clock), emit, self.clock)

    def _note_order(self, order: Order, rules: Rules) -> Buyer | None:
        """The customer after the order; None where somebody unknown gives something back."""
        buyer, most = self.buyers.get(order.customer), max(1, rules.visitor_memory)
        if order.returned:
            self.returns.wait(order.customer, order.at, order.returned, most)
        if buyer is None and not order.lines:
            return None
        if buyer is None:
            buyer = self._meet(order, most)
        else:
            self.rfm.remove(buyer)
        buyer.country = order.country or buyer.country
        if order.lines:
            buyer.buy(order.at, order.value, order.lines)
            self.buyers.move_to_end(order.customer)
        buyer.returned += self.returns.due(order.customer, buyer.first)
        self.rfm.add(buyer)
        return buyer

    def _meet(self, order: Order, most: int) -> Buyer:
        if len(self.buyers) >= most:
            name, gone = self.buyers.popitem(last=False)
            self.rfm.remove(gone)
            del self.weekdays[_weekday(name)][name]
        buyer = self.buyers[order.customer] = Buyer(order.at, order.at)
        self.weekdays[_weekday(order.customer)][order.customer] = None
        return buyer

    def _look(self, emit: Emit) -> None:
        """On each new day: learns what is known by now, fits anew, and looks at those whose weekday it is."""
        today = int(self.clock // DAY)
        if self.looked < 0:
            self.looked = today
        for day in range(max(self.looked, today - WEEK) + 1, today + 1):
            self._release(day, emit)
            if day - self.fitted >= FIT_EVERY:
                self._fit(day * DAY)
            for name, seen in self._renew(list(self.weekdays[day % WEEK]), day * DAY, emit):
                self.lane.wait(crc32(f"{name} {day}".encode()), name, seen.example, MOST_WAITING)
        self.looked = today

    def _make_up(self, order: Order, emit: Emit) -> None:
        """Looks at all customers once a tenth as many orders came from days ago: in a replay one stream may run weeks ahead of another."""
        self.behind += order.at < self.clock - BEHIND * DAY
        if self.behind > MANY + len(self.buyers) // 10:
            self.behind = 0
            self._fit(self.clock)
            self._renew(list(self.buyers), self.clock, emit)

    def _fit(self, at: float) -> None:
        self.fitted = int(at // DAY)
        one_in = 1 + len(self.buyers) // FITTED
        self.value.fit([buyer for name, buyer in self.buyers.items() if crc32(name.encode()) // WEEK % one_in == 0], at)

    def _release(self, day: int, emit: Emit) -> None:
        for name, example in self.lane.answered((day - HORIZON - SLACK) * DAY):
            if buyer := self.buyers.get(name):  # else forgotten: what came of it is not known
                self.judged.learn(example, buyer.bought_within(example.at, HORIZON), day * DAY)
                if self.judged.score.samples % SCORE_EVERY == 0:
                    emit_scores(emit, MODEL, RIVAL, self.judged, day * DAY)

    def _renew(self, names: Sequence[str], at: float, emit: Emit) -> list[tuple[str, Seen]]:
        """Tells of whom the group or the chance has changed. What is expected of each, of nobody while too few are known."""
        buyers = [self.buyers[name] for name in names]
        seen = self.expected(buyers, at)
        for name, buyer, each in zip_longest(names, buyers, seen):
            moved = each is not None and abs(each.example.probability - buyer.told) >= TOLD
            if moved or self.rfm.scores(buyer).group != buyer.group:
                self._tell(name, buyer, [each] if each else [], emit, at)
        return list(zip(names, seen, strict=False))

    def expected(self, buyers: Sequence[Buyer], at: float) -> list[Seen]:
        """What is expected of each; nothing of anybody while too few are known."""
        if not self.value.ready or not buyers:
            return []
        worth = self.value.predict(buyers, at)
        examples = [
            self.judged.predict(buyer.facts(odds, at), f"{int(2 * log1p(max(0.0, at - buyer.last) / DAY))}", at)
            for buyer, odds in zip(buyers, worth.log_odds, strict=True)
        ]
        worth = worth.at_odds([example.probability for example in examples])
        return [Seen(*each) for each in zip(examples, worth.soon, worth.year, strict=True)]

    def _tell(self, name: str, buyer: Buyer, seen: Sequence[Seen], emit: Emit, at: float) -> None:
        scores, before = self.rfm.scores(buyer), buyer.group
        buyer.group = scores.group
        buyer.told = seen[0].example.probability if seen else -1.0
        emit(
            "customer_values",
            name,
            customer=name,
            at=at,
            country=buyer.country,
            first=buyer.first,
            last=buyer.last,
            recency=round(max(0.0, at - buyer.last) / DAY, 2),
            frequency=buyer.orders,
            monetary=round(buyer.net, 2),
            returned=round(buyer.returned, 2),
            r_score=scores.recency,
            f_score=scores.frequency,
            m_score=scores.monetary,
            rfm_group=scores.group,
            previous_group=before,
            labels=self.judged.model.samples,
            **_expected(seen),
        )

    def _note(self, note: str, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            if note:
                emit_note(emit, MODEL, RIVAL, note, self.clock)


def _expected(seen: Sequence[Seen]) -> dict[str, Any]:
    if not seen:
        return {"p_again": None, "expected_90": None, "expected_365": None}
    example, soon, year = seen[0]
    return {"p_again": round(example.probability, 4), "expected_90": round(soon, 2), "expected_365": round(year, 2)}


def _weekday(name: str) -> int:
    return crc32(name.encode()) % WEEK
