"""The synthetic shop as tests look at it: its events, its visits, and what must be true of any of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from contracts.events import ShopEvent
from producers.simulator.parameters import Parameters
from producers.simulator.shop import Shop
from producers.simulator.truths import truth

OPENS: Final = 1_769_904_000_000  # ms: Sunday, the 1st of February 2026
HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
Visits = dict[str, list[ShopEvent]]


def events(*plant: str, **parameters: Any) -> list[ShopEvent]:
    """All events of a shop; small and short unless told otherwise."""
    known = Parameters(**({"days": 2, "visitors_a_day": 300.0} | parameters))
    truths = [truth(text, OPENS, OPENS + known.days * DAY) for text in plant]
    return list(Shop(known, truths, OPENS).events())


def visits(found: Iterable[ShopEvent]) -> Visits:
    """Events by session, in order."""
    grouped: Visits = defaultdict(list)
    for event in found:
        grouped[event.session or ""].append(event)
    return grouped


def count(found: Iterable[ShopEvent], **wanted: Any) -> int:
    """Events that have these values."""
    return sum(all(getattr(event, name) == value for name, value in wanted.items()) for event in found)


def within(found: Iterable[ShopEvent], start: float, end: float) -> list[ShopEvent]:
    """Events from one day to before another, counted from the opening."""
    return [event for event in found if start <= (event.at - OPENS) / DAY < end]


def check_order(found: Sequence[ShopEvent], days: int) -> None:
    """Time never runs back, nothing happens before the opening or after the closing, no id comes twice."""
    assert all(one.at <= two.at for one, two in pairwise(found))
    assert all(OPENS <= event.at < OPENS + days * DAY for event in found)
    assert len({event.id for event in found}) == len(found)


def check_visits(grouped: Visits) -> None:
    """One visitor, device, channel and country a visit, never half an hour of silence, only the landing has a referrer."""
    for trail in grouped.values():
        assert len({(event.visitor, event.device, event.channel, event.country) for event in trail}) == 1
        assert all(two.at - one.at < 1_800_000 for one, two in pairwise(trail))
        assert all(event.referrer is None for event in trail[1:])
        assert all((event.engaged or 0) <= two.at - one.at for (one, two), event in zip(pairwise(trail), trail[1:], strict=True))


def check_carts(found: Iterable[ShopEvent]) -> None:
    """Nothing is bought, removed or checked out that is not in the visitor's cart, nor bought without a checkout in that visit."""
    carts: dict[str, Counter[str]] = defaultdict(Counter)
    checking_out: set[str] = set()
    for event in found:
        cart, product, pieces = carts[event.visitor or ""], event.product or "", event.quantity or 0
        if event.type == "add_to_cart":
            cart[product] += pieces
        elif event.type == "begin_checkout":
            assert cart.total() > 0, event
            checking_out.add(event.session or "")
        elif event.type in ("remove_from_cart", "purchase"):
            assert event.type != "purchase" or event.session in checking_out, event
            assert 0 < pieces <= cart[product], event
            cart[product] -= pieces


def check_refunds(found: Iterable[ShopEvent]) -> None:
    """What is sent back was bought by that order at that price, a day ago or longer, and is sent back once."""
    bought: dict[tuple[str, str], ShopEvent] = {}
    for event in found:
        line = (event.order or "", event.product or "")
        if event.type == "purchase":
            assert line not in bought, event
            bought[line] = event
        elif event.type == "refund":
            purchase = bought.pop(line)
            assert (event.price, event.quantity, event.currency) == (purchase.price, purchase.quantity, purchase.currency)
            assert event.at - purchase.at >= DAY


def check(found: Sequence[ShopEvent], days: int) -> None:
    """All that must be true of any shop."""
    check_order(found, days)
    check_visits(visits(found))
    check_carts(found)
    check_refunds(found)
