"""A visit while it runs: what is true of it so far, as names that a model learns from."""

from typing import Final
from zlib import crc32

import msgspec

from contracts.rows import Click
from stream_apps.models.judged import Example
from stream_apps.pipelines.binning import DAY, dearness, doubled, gap, names, weekday
from stream_apps.pipelines.leads import Lead

MOST_PRODUCTS: Final = 200  # different ones remembered of a visit
STEPS: Final = ("view", "cart", "checkout", "checkouts")

_PACE, _PRODUCTS = names("pace", 8), names("products", 6)
_AGAIN, _CATEGORIES, _CARTS, _REMOVED = names("again", 4), names("categories", 4), names("carts", 4), names("removed", 2)
_SINCE = names("carts*since", 5, unknown=True)
_EMPTIED: Final = "removed=all"


def _crossed(field: str, most: int) -> dict[str, tuple[str, ...]]:
    """Names of the bins 0 to most, and of unknown after them, for each step."""
    return {step: tuple(f"{field}*step={bin},{step}" for bin in (*range(most + 1), "?")) for step in STEPS}


_PRICE = {level: f"price={level}" for level in ("cheap", "usual", "dear", "?")}
_STEP = {step: f"step={step}" for step in STEPS}
_DEVICE = {step: f"device*step={step}," for step in STEPS}
_CLICKS, _ORDERS = _crossed("clicks", 8), _crossed("orders", 2)
_VISITS, _AWAY = names("visits", 5), names("away", 8)


class Past(msgspec.Struct):
    """What a visitor did in earlier visits: how many, how many of them bought, when the newest ended, whether its cart was left."""

    visits: int = 0
    orders: int = 0
    last: float = 0.0
    left: bool = False

    def remember(self, last: float, bought: bool, *, left: bool) -> None:
        """Takes in a visit that has ended."""
        self.visits += 1
        self.orders += bought
        self.last, self.left = max(self.last, last), left


class Visit(msgspec.Struct):
    """What is known of a visit under way. carts counts what is in the cart, added is the click that last put something into it."""

    session: str
    visitor: str | None
    customer: str | None
    country: str
    device: str
    channel: str
    start: float
    last: float
    timed: bool  # whether its times within the day are true
    past: Past | None  # none where nobody can be recognised
    fixed: tuple[str, ...] = ()  # names that hold for the whole of it
    clicks: int = 0
    again: int = 0
    carts: int = 0
    removed: int = 0
    checkouts: int = 0
    added: int = 0
    priced: int = 0
    prices: float = 0.0
    products: dict[str, None] = {}
    categories: dict[str, None] = {}
    examples: dict[str, Example] = {}  # one a step
    lead: Lead | None = None

    @property
    def step(self) -> str:
        """How far it has come, of STEPS; checkouts is one that was begun again."""
        return STEPS[min(self.checkouts, 2) + 1] if self.checkouts else "cart" if self.carts else "view"

    @property
    def price(self) -> float:
        """Mean price of the products looked at, 0 where unknown."""
        return self.prices / self.priced if self.priced else 0.0

    def note(self, click: Click) -> None:
        """Takes in its next click; never a purchase, for that is what is to be foreseen."""
        self.clicks += 1
        if click.at > self.last:
            self.last = click.at
        product, kind = click.product, click.type
        if product and kind == "view_item":
            if product in self.products:
                self.again += 1
            elif len(self.products) < MOST_PRODUCTS:
                self.products[product] = None
            if click.price is not None:
                self.priced += 1
                self.prices += click.price
        if click.category and len(self.categories) < MOST_PRODUCTS:
            self.categories[click.category] = None
        if kind == "add_to_cart":
            self.carts += 1
            self.added = self.clicks
        elif kind == "remove_from_cart":
            self.carts = max(0, self.carts - 1)
            self.removed += 1
        elif kind == "begin_checkout":
            self.checkouts += 1
        if click.customer is not None:
            self.customer = click.customer

    def keep(self, example: Example) -> None:
        """Keeps one of the examples of each step, any as likely as another: a long visit must not weigh more than a short one."""
        kept = self.examples.get(example.kind)
        if kept is not None:
            nth = example.nth = kept.nth + 1
            if crc32(f"{self.session} {nth}".encode()) % nth:
                kept.nth = nth
                return
        self.examples[example.kind] = example

    def facts(self, usual_price: float) -> tuple[str, ...]:
        """Names that are true of it now.

        A visit that has emptied its cart stands where those stand that never filled one, and buys far more often: it has a name.
        """
        clicks, step, past = doubled(self.clicks, 8), self.step, self.past
        return (
            *(self.fixed or self._fix()),
            _PACE[doubled(int((self.last - self.start) / self.clicks), 8)],
            _PRODUCTS[doubled(len(self.products), 6)],
            _AGAIN[min(self.again, 4)],
            _CATEGORIES[min(len(self.categories), 4)],
            _CARTS[min(self.carts, 4)],
            _REMOVED[min(self.removed, 2)] if self.carts or not self.removed else _EMPTIED,
            _SINCE[doubled(self.clicks - self.added, 5) if self.carts else 6],
            _PRICE[dearness(self.price, usual_price)],
            _STEP[step],
            _CLICKS[step][clicks],
            _DEVICE[step] + self.device,
            _ORDERS[step][min(past.orders, 2) if past else 3],
        )

    def _fix(self) -> tuple[str, ...]:
        """Names that hold from its first click on; a day without times has no hour."""
        past, hour = self.past, int(self.start % DAY // 10_800) if self.timed else "?"
        came = [f"channel={self.channel}", f"country={self.country}"]
        when = [f"weekday={weekday(self.start)}", f"hour={hour}"]
        before = ["visits=?"]
        if past:
            before = [_VISITS[doubled(past.visits, 5)], f"left={past.left}"]
            before += [_AWAY[gap(self.start - past.last)]] if past.visits else []
        self.fixed = (*came, *when, *before)
        return self.fixed
