"""What a source records at all, so that an empty answer can say why: no till, no conversion rate. Pure but for `ask`."""

import re
from pathlib import Path
from typing import Final

import msgspec

from contracts.catalogue import Metric
from contracts.reading import Ask

RECORDS_QUERY: Final = (Path(__file__).with_name("queries") / "records.sql").read_text("utf-8")

# What a metric's SELECT speaks of, what weighs most first.
_NEEDS: Final = {
    "visit": r"\bFROM (clicks|sessions|session_segments|customer_segments|suggestions|leads)\b",
    "visitor": r"visitor IS NOT NULL|\bgap_since_last\b|\bcustomer_segments\b",
    "purchase": r"\b(orders|revenue|purchase_at|bought|leads|order_lines|forecasts|lead_lags)\b|'purchase'|purchase intent",
    "cart": r"\bcart_at\b|'cart'",
    "checkout": r"\bcheckout_at\b|'checkout'",
    "customer": r"\bsimilar_customers\b|\bbuyer\b",
    "return": r"EXISTS [^)]*'return'",
    "category": r"\bcategory AS label\b",
    "price": r"\bprice\b",
    "comment": r"\bFROM (reviews|review_sentiments)\b",
    "rating": r"AND rating IS NOT NULL",
    "loyalty card at a till": r"store != '' AND customer IS NOT NULL",
    "till": r"store != ''",
    "door counter": r"\b(footfall|footfall_hours|footfall_changes|door_hours)\b",
    "camera": r"\b(zone_visits|floor_heat|camera_health)\b",
    "face": r"\bFROM audience\b",
}


class Records(msgspec.Struct, frozen=True):
    """told: names of _NEEDS that a source records; currencies: those its clicks and order lines name."""

    told: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()

    @property
    def currency(self) -> str:
        """The one currency of all prices; empty where there are several, or none is named."""
        return self.currencies[0] if len(self.currencies) == 1 else ""


def records(source: str, ask: Ask) -> Records:
    """What a source records."""
    rows = ask(RECORDS_QUERY, {"source": source}).rows
    return Records(tuple(rows[0][0]), tuple(rows[0][1])) if rows else Records()


def untold(source: str, lacks: tuple[str, ...]) -> str:
    """What a source lacks, in words.

    >>> untold("eshop2008", ("purchase", "cart")), untold("eshop2008", ("visitor", "purchase"))
    ('eshop2008 records no purchase and no cart', 'eshop2008 names no visitors, only sessions')
    >>> untold("online_retail", ("visit", "visitor", "cart"))
    'online_retail records no visits'
    """
    if "visit" in lacks:  # nor anything that is done on one
        return f"{source} records no visits"
    if "visitor" in lacks:  # without whom nothing else of it could be told
        return f"{source} names no visitors, only sessions"
    return f"{source} records {' and '.join(f'no {name}' for name in lacks)}"


def lacking(metric: Metric, recorded: Records) -> tuple[str, ...]:
    """What a metric speaks of and a source never records.

    >>> from contracts.catalogue import METRICS
    >>> lacking(METRICS["conversion_rate"], Records(("visit",))), lacking(METRICS["sessions"], Records(("purchase",)))
    (('purchase',), ('visit',))
    """
    return tuple(name for name in spoken_of(metric) if name not in recorded.told)


def spoken_of(metric: Metric) -> tuple[str, ...]:
    """What a metric speaks of that a source may record or not, what weighs most first."""
    return tuple(name for name, speaks in _NEEDS.items() if re.search(speaks, metric.sql))
