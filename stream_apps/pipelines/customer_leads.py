"""Purchase intent of people for the days to come, foreseen whenever a visit of theirs ends, and the leads among them."""

from collections import OrderedDict
from typing import ClassVar, Final
from zlib import crc32

from contracts.rows import Session
from stream_apps.models.judged import Example, JudgedIntent
from stream_apps.models.prequential import Faded
from stream_apps.models.reasons import reasons
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.intent_scores import LEARNING, NO_PURCHASE, NOBODY, emit_note, emit_scores
from stream_apps.pipelines.leads import SLOW, Lead, Market, Odds, consider, end
from stream_apps.pipelines.person import Person, phrases, price
from stream_apps.pipelines.source import Rules
from stream_apps.pipelines.waiting import Lane

MODEL: Final = "purchase intent of a customer"
RIVAL: Final = "by orders so far and the last visit's step"
MOST_LEADS: Final = 50_000  # of a partition; beyond these the oldest is forgotten
SCORE_EVERY: Final = 500  # answers between two score rows
SPREAD: Final = 0.1  # less than of visits: all visits of a person's week repeat one answer, so that the answers are fewer than they look
SLACK: Final = 3_600.0  # s that a session may go on after a purchase before its row is waited for no longer


class CustomerIntentLearner:
    """Foresees of the people of one source, as a visit of theirs ends, whether they will buy within `lead_days`.

    An answer is learned once that time has passed on the source's clock, whether it came early or never: to learn purchases sooner than
    their absence would promise too much. A person is an account where one is known, and takes over what its visitor did before.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("leads", "model_scores")
    SCORED_AS: ClassVar[str] = MODEL
    VERSION: ClassVar[int] = 3

    def __init__(self) -> None:
        self.judged, self.market, self.price = JudgedIntent(SPREAD), Market(), Faded(SLOW)
        self.people: OrderedDict[str, Person] = OrderedDict()  # the longest unseen first
        self.accounts: OrderedDict[str, str] = OrderedDict()  # by visitor
        self.lanes: dict[int, Lane] = {}  # by partition of the events
        self.leads: dict[str, Lead] = {}  # that have not ended, by person
        self.sold = False  # whether anybody ever bought: before, nothing is done
        self.told = ""  # the newest note

    def take(self, row: Session, rules: Rules, emit: Emit) -> None:
        """Takes in a visit that has ended."""
        self.sold = self.sold or row.orders > 0
        if not self.sold:
            self._note(NO_PURCHASE, row.end, emit)
            return
        if row.visitor is None and row.customer is None:
            if not self.people:
                self._note(NOBODY, row.end, emit)
            return
        lane = self.lanes.setdefault(row.origin_partition, Lane())
        lane.clock = max(lane.clock, row.end)
        self._release(lane, rules, emit)
        name = self._name(row, lane, rules)
        person = self._person(name, rules)
        person.note(row)
        if row.orders:
            self._bought(name, row, rules, emit)
        self._foresee(name, person, lane, row, rules, emit)
        if (seen := price(row)) > 0:
            self.price.add(seen)

    def _name(self, row: Session, lane: Lane, rules: Rules) -> str:
        """Who it is: the account, where the visitor is known to have one, else the visitor."""
        visitor, account = row.visitor, row.customer
        if account is None:
            return self.accounts.get(visitor or "", visitor or "")
        if visitor is not None and self.accounts.get(visitor) != account:
            self.accounts[visitor] = account
            if len(self.accounts) > rules.visitor_memory:
                self.accounts.popitem(last=False)
            if before := self.people.pop(visitor, None):
                self._person(account, rules).join(before)
            if visitor in self.leads and account not in self.leads:
                lead = self.leads[account] = self.leads.pop(visitor)
                lane.opened.append((lead.until or 0.0, account, lead.name))
        return account

    def _person(self, name: str, rules: Rules) -> Person:
        person = self.people.setdefault(name, Person())
        self.people.move_to_end(name)
        if len(self.people) > max(rules.visitor_memory, 1):
            self.people.popitem(last=False)
        return person

    def _foresee(self, name: str, person: Person, lane: Lane, row: Session, rules: Rules, emit: Emit) -> None:
        judged = self.judged
        kind = f"{min(person.orders, 3)} {row.furthest_step}"
        example = judged.predict(person.facts(row, self.price.mean), kind, row.end)
        example.leading = judged.ready and example.probability > self.market.wanted(rules)
        lane.wait(crc32(row.session.encode()), name, example)
        lead = self.leads.get(name)
        if lead is None and not example.leading:
            return

        def why() -> list[str]:
            return phrases(person, row, reasons(judged.model, example.facts), self.price.mean)

        odds = Odds(row.end, example.probability, judged.model.samples, why)
        if told := consider(lead, odds, self.market, rules, emit, lambda: _lead(name, row, example, rules)):
            self._keep(name, told, lane)

    def _keep(self, name: str, lead: Lead, lane: Lane) -> None:
        if name in self.leads:
            return
        self.leads[name] = lead
        lane.opened.append((lead.until or 0.0, name, lead.name))
        if len(lane.opened) > MOST_LEADS:
            _, oldest, opened = lane.opened.popleft()
            if oldest in self.leads and self.leads[oldest].name == opened:
                del self.leads[oldest]

    def _bought(self, name: str, row: Session, rules: Rules, emit: Emit) -> None:
        self.market.sold(row.revenue, row.orders)
        lead = self.leads.get(name)
        if lead and row.purchase_at is not None and row.purchase_at > lead.opened:
            del self.leads[name]
            end(lead, row.purchase_at <= (lead.until or 0.0), row.end, self.judged.model.samples, self.market, rules, emit)
        if not self.judged.ready:
            self._note(LEARNING, row.end, emit)

    def _release(self, lane: Lane, rules: Rules, emit: Emit) -> None:
        """Learns the answers that are known by now: the time has passed, and the session of a purchase in it has ended."""
        horizon = rules.lead_horizon / 1000
        known = lane.clock - (rules.gap + rules.lateness) / 1000 - SLACK
        for name, example in lane.answered(known - horizon):
            person = self.people.get(self.accounts.get(name, name))
            if person is not None:  # else it was forgotten, and what came of it is not known
                self._learn(example, person.bought_between(example.at, example.at + horizon), lane.clock, emit)
        for name, opened in lane.unfulfilled(known):
            lead = self.leads.get(name)
            if lead is not None and lead.name == opened:
                del self.leads[name]
                end(lead, False, lane.clock, self.judged.model.samples, self.market, rules, emit)

    def _learn(self, example: Example, came: bool, at: float, emit: Emit) -> None:
        judged = self.judged
        self.market.learn(came)
        judged.learn(example, came, at)
        if example.shown and judged.score.samples % SCORE_EVERY == 0:
            emit_scores(emit, MODEL, RIVAL, judged, at)

    def _note(self, note: str, at: float, emit: Emit) -> None:
        if note != self.told:
            self.told = note
            emit_note(emit, MODEL, RIVAL, note, at)


def _lead(name: str, row: Session, example: Example, rules: Rules) -> Lead:
    who = {field: getattr(row, field) for field in ("session", "visitor", "customer", "country", "device", "channel")}
    until = example.at + rules.lead_horizon / 1000
    return Lead(f"customer {name} {int(example.at)}", "customer", example.at, until, example.probability, 0.0, "", who)
