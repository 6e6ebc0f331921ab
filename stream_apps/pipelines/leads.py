"""Who is worth a contact: a lead opens where what it is expected to bring exceeds what a contact costs, and ends bought or left."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from stream_apps.models.prequential import Faded
from stream_apps.pipelines.emitting import Emit
from stream_apps.pipelines.source import Rules

TIMES: Final = 5.0  # a contact costs what somebody with so many times the usual odds brings, unless a setting says what it costs
TOLD_AGAIN: Final = 0.5  # an open lead is told again once its probability has moved by this share of itself
MOST_REASONS: Final = 3
SLOW: Final = 0.9999  # weight the past keeps in what everybody does


class Market:
    """What a purchase brings and how usual one is, in one source, what happened lately counting more."""

    def __init__(self) -> None:
        self._usual = Faded(SLOW)
        self._orders = self._revenue = 0.0

    @property
    def usual(self) -> float:
        """Probability of a purchase of anybody; a thousandth where none came yet."""
        return max(self._usual.mean, 0.001)

    def learn(self, bought: bool) -> None:
        """Takes in whether somebody bought."""
        self._usual.add(float(bought))

    def sold(self, value: float, orders: int) -> None:
        """Takes in what was paid, and for how many orders: 0 for a further line of one."""
        fade = SLOW**orders
        self._revenue = self._revenue * fade + value
        self._orders = self._orders * fade + orders

    def worth(self, rules: Rules) -> float:
        """What a purchase brings; 1 where neither a setting nor a price says."""
        return rules.lead_value or (self._revenue / self._orders if self._orders else 0.0) or 1.0

    def cost(self, rules: Rules) -> float:
        """What a contact costs: less than it is expected to bring, or it is not made."""
        return rules.lead_cost or self.wanted(rules) * self.worth(rules)

    def wanted(self, rules: Rules) -> float:
        """The probability above which a contact is worth it."""
        if rules.lead_cost:
            return rules.lead_cost / self.worth(rules)
        usual = self.usual
        return TIMES * usual / (1 - usual + TIMES * usual)


class Lead(msgspec.Struct):
    """A lead that has not ended. who holds the fields of its rows that say who it is."""

    name: str
    kind: str
    opened: float
    until: float | None
    promised: float
    told: float  # probability in its newest row
    state: str
    who: dict[str, Any]


class Odds(msgspec.Struct):
    """What a model says of somebody now. why makes phrases, which is only asked where they are told."""

    at: float
    probability: float
    samples: int
    why: Callable[[], list[str]]


def consider(lead: Lead | None, odds: Odds, market: Market, rules: Rules, emit: Emit, opening: Callable[[], Lead]) -> Lead | None:
    """The lead after a new probability: none where there was none and still none is worth it. Emits what changed."""
    state = "open" if odds.probability > market.wanted(rules) else "cooled"
    if lead is None:
        if state == "cooled":
            return None
        lead = opening()
    elif state == lead.state and (state == "cooled" or abs(odds.probability - lead.told) < TOLD_AGAIN * lead.told):
        return lead
    lead.state, lead.told = state, odds.probability
    _tell(lead, odds.at, odds.why(), odds.samples, market, rules, emit)
    return lead


def end(lead: Lead, bought: bool, at: float, samples: int, market: Market, rules: Rules, emit: Emit) -> None:
    """Emits what came of a lead."""
    lead.state = "bought" if bought else "left"
    _tell(lead, at, [], samples, market, rules, emit)


def _tell(lead: Lead, at: float, reasons: list[str], samples: int, market: Market, rules: Rules, emit: Emit) -> None:
    emit(
        "leads",
        lead.who["visitor"] or lead.who["session"],
        lead=lead.name,
        kind=lead.kind,
        state=lead.state,
        at=at,
        opened=lead.opened,
        until=lead.until,
        **lead.who,
        probability=lead.told,
        promised=lead.promised,
        usual=market.usual,
        value=lead.told * market.worth(rules),
        cost=market.cost(rules),
        reasons=reasons[:MOST_REASONS],
        samples=samples,
    )
