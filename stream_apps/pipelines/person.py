"""What is remembered of a person over visits: as names that a model learns from, and as words to read."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from contracts.events import STEPS
from contracts.rows import Session
from stream_apps.pipelines.binning import DAY, dearness, doubled, gap, names, weekday
from stream_apps.pipelines.visit_words import apart, counted

HALF: Final = 7 * DAY  # after which an earlier visit counts half in `recent`
MOST_PURCHASES: Final = 20  # times of the newest ones remembered of a person

_RECENT, _CLICKS, _PRODUCTS, _CATEGORIES = names("recent", 8), names("clicks", 8), names("products", 6), names("categories", 4)
_VISITS, _AWAY, _SINCE = names("visits", 6), names("away", 8, unknown=True), names("since", 8, unknown=True)
_PRICE = {level: f"price={level}" for level in ("cheap", "usual", "dear", "?")}
_ORDERS = {step: tuple(f"orders*step={orders},{step}" for orders in range(4)) for step in STEPS}
_PACE = {step: tuple(f"step*recent={step},{recent}" for recent in range(9)) for step in STEPS}


class Person(msgspec.Struct):
    """A person's visits so far. recent counts them, each half as much a week later; away is the time before the newest."""

    visits: int = 0
    orders: int = 0
    first: float = 0.0
    last: float = 0.0
    away: float | None = None
    recent: float = 0.0
    ordered: float | None = None  # when last
    bought_at: list[float] = []

    def note(self, session: Session) -> None:
        """Takes in a visit that has ended."""
        if self.visits:
            self.away = max(0.0, session.start - self.last)
            self.recent *= 0.5 ** (max(0.0, session.end - self.last) / HALF)
        else:
            self.first = session.start
        self.visits += 1
        self.recent += 1
        self.last = max(self.last, session.end)
        if session.orders and session.purchase_at is not None:
            self.orders += session.orders
            self.ordered = max(session.purchase_at, self.ordered or 0.0)
            self.bought_at = [*self.bought_at[1 - MOST_PURCHASES :], session.purchase_at]

    def join(self, other: "Person") -> None:
        """Takes in what the same person did under another name."""
        self.visits += other.visits
        self.orders += other.orders
        self.first = min(self.first or other.first, other.first)
        self.last = max(self.last, other.last)
        self.recent += other.recent
        self.ordered = max(filter(None, (self.ordered, other.ordered)), default=None)
        self.bought_at = sorted([*self.bought_at, *other.bought_at])[-MOST_PURCHASES:]

    def bought_between(self, start: float, end: float) -> bool:
        """Whether a purchase came after start and not after end."""
        return any(start < at <= end for at in self.bought_at)

    def facts(self, session: Session, usual_price: float) -> tuple[str, ...]:
        """Names that are true of the person as a visit ends."""
        step, recent = session.furthest_step, min(int(2 * self.recent), 8)
        return (
            _VISITS[doubled(self.visits, 6)],
            _AWAY[9 if self.away is None else gap(self.away)],
            _SINCE[9 if self.ordered is None else gap(session.end - self.ordered)],
            _RECENT[recent],
            _ORDERS[step][min(self.orders, 3)],
            _PACE[step][recent],
            _CLICKS[doubled(session.clicks, 8)],
            _PRODUCTS[doubled(len(session.products), 6)],
            _CATEGORIES[min(len(session.categories), 4)],
            _PRICE[dearness(price(session), usual_price)],
            f"account={session.customer is not None}",
            f"device={session.device}",
            f"channel={session.channel}",
            f"country={session.country}",
            f"weekday={weekday(session.end)}",
        )


def price(session: Session) -> float:
    """Mean price of its clicks with a category, 0 where unknown."""
    clicks = sum(session.category_clicks)
    return sum(session.category_prices) / clicks if clicks else 0.0


def phrases(person: Person, session: Session, topics: Iterable[str], usual_price: float) -> list[str]:
    """A phrase for each topic of which there is something to say, none twice."""
    said = [_price(session, usual_price) if topic == "price" else PHRASES[topic](person, session) for topic in topics]
    return [words for words in dict.fromkeys(said) if words]


def _price(session: Session, usual: float) -> str:
    level = dearness(price(session), usual)
    return "" if level == "?" else f"looks at {level} products" if level != "usual" else "looks at products of a usual price"


def _step(_: Person, session: Session) -> str:
    if session.orders:
        return "has just bought"
    said = {"cart": f"left {counted(len(session.carted), 'product', 'products')} in the cart", "checkout": "left the checkout"}
    return said.get(session.furthest_step, "")


def _recent(person: Person, _: Session) -> str:
    days = max(1, round((person.last - person.first) / DAY))
    return f"visited {counted(person.visits, 'time', 'times')} in {counted(days, 'day', 'days')}"


PHRASES: Final[dict[str, Callable[[Person, Session], str]]] = {
    "visits": _recent,
    "recent": _recent,
    "away": lambda person, _: "" if person.away is None else f"came back after {spell(person.away)}",
    "since": lambda person, session: "" if person.ordered is None else f"bought {apart(session.end - person.ordered)}",
    "orders": lambda person, _: f"bought before, {counted(person.orders, 'order', 'orders')}" if person.orders else "",
    "step": _step,
    "clicks": lambda _, session: f"made {counted(session.clicks, 'click', 'clicks')}",
    "products": lambda _, session: f"looked at {counted(len(session.products), 'product', 'products')}" if session.products else "",
    "categories": lambda _, session: f"looked into {counted(len(session.categories), 'category', 'categories')}",
    "account": lambda _, session: "has an account" if session.customer is not None else "",
    "device": lambda _, session: f"uses a {session.device}" if session.device else "",
    "channel": lambda _, session: f"came by {session.channel}" if session.channel else "",
    "country": lambda _, session: f"comes from {session.country}" if session.country else "",
    "weekday": lambda _, session: f"came on a {weekday(session.end)}",
}


def spell(seconds: float) -> str:
    """A time, roughly.

    >>> spell(20.0), spell(600.0), spell(7_200.0), spell(3 * 86_400.0)
    ('less than a minute', '10 minutes', '2 hours', '3 days')
    """
    if seconds < 60:
        return "less than a minute"
    if seconds < 5_400:
        return counted(round(seconds / 60), "minute", "minutes")
    hours = round(seconds / 3_600)
    return counted(hours, "hour", "hours") if hours < 48 else f"{round(seconds / DAY)} days"
