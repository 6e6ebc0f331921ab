"""What a session is while it runs, and what it was once it closes: the same in whatever order its clicks arrive."""

from typing import Any, Final

import msgspec

from contracts.events import STEP_OF, STEPS, ShopEvent
from stream_apps.pipelines import basket
from stream_apps.pipelines.basket import Basket

KNOWN: Final = ("customer", "device", "channel", "age", "gender", "country")  # what a session's earliest event that names it says
_VIEWS: Final = frozenset({"page_view", "view_item", "view_item_list"})
UNSAID: Final = (None,) * len(KNOWN)


class Place(msgspec.Struct, array_like=True, gc=False):
    """Where a session began or ended: ordered by event time, then by place in the log."""

    at: int
    offset: int
    page: str
    product: str


class OpenSession(msgspec.Struct, array_like=True, kw_only=True):
    """A session while it runs. Times are ms; times is sorted; products maps to when each was first clicked, and its category; categories
    to clicks and sum of prices. known holds when and what the session's earliest event that names one says of its device and the like.
    shown counts views of each page, looked the looks at products and lists on each: both under "" where no page is named. basket is
    made by its first event beyond looking."""

    id: str
    visitor: str | None
    tracked: bool
    number: int
    first: Place
    last: Place
    times: list[int]
    pages: dict[str, None]
    products: dict[str, tuple[int, str]]
    categories: dict[str, tuple[int, float]]
    step: int
    precision: str
    shown: dict[str, int] = {}
    looked: dict[str, int] = {}
    views: int = 0
    engaged: int = 0
    known: dict[str, tuple[int, Any]] = {}
    basket: Basket | None = None

    def said(self, name: str) -> str:
        """What is known by now of its country, device or channel; empty where nobody said."""
        known = self.known.get(name)
        return known[1] if known else ""


def summary(session: OpenSession) -> dict[str, Any]:
    """A closed session's facts, by the names of a `sessions` row; what nothing is known of is left out, for the row has it as a default."""
    first, last = session.first, session.last
    categories = sorted(session.categories.items())
    products = sorted([(at, product, category) for product, (at, category) in session.products.items()])
    return {
        "session": session.id,
        "visitor": session.visitor,
        "start": first.at / 1000,
        "end": last.at / 1000,
        "duration": (last.at - first.at) / 1000,
        "clicks": len(session.times),
        "pages": len(session.pages),
        "entry_page": first.page,
        "exit_page": last.page,
        "entry_product": first.product,
        "exit_product": last.product,
        "products": [product for _, product, _ in products],
        "product_categories": [category for _, _, category in products],
        "categories": [category for category, _ in categories],
        "category_clicks": [clicks for _, (clicks, _) in categories],
        "category_prices": [round(prices, 4) for _, (_, prices) in categories],  # the order of adding up must not show
        "furthest_step": STEPS[session.step],
        "precision": session.precision,
        "page_views": _page_views(session),
        "seen_pages": sorted(session.pages),
        "views": session.views,
        "engaged": session.engaged / 1000,
        **{name: said for name, (_, said) in session.known.items()},
        **(basket.bought(session.basket) if session.basket else {}),
    }


def _page_views(session: OpenSession) -> int:
    """Trackers tell a product's page twice, as a page and as a product: a page that says itself when it is viewed is counted by that."""
    return sum(session.shown.values()) + sum(times for page, times in session.looked.items() if not page or page not in session.shown)


def note(session: OpenSession, event: ShopEvent, at: int, offset: int) -> None:
    """Takes in what an event says of its session."""
    if at < session.first.at:  # an equal stamp arrived later, so it is not the first
        session.first = Place(at, offset, event.page or "", event.product or "")
    elif at >= session.last.at:
        session.last = Place(at, offset, event.page or "", event.product or "")
    if event.visitor is not None:
        session.visitor = event.visitor
    if event.page is not None:
        session.pages[event.page] = None
    if event.product is not None:
        known = session.products.get(event.product)
        if known is None or at < known[0]:
            session.products[event.product] = (at, event.category or "")
    if event.category is not None:
        clicks, prices = session.categories.get(event.category, (0, 0.0))
        session.categories[event.category] = (clicks + 1, prices + (event.price or 0.0))
    if event.type in _VIEWS:
        counts = session.shown if event.type == "page_view" else session.looked
        counts[event.page or ""] = counts.get(event.page or "", 0) + 1
        session.views += event.type == "view_item"
    elif event.type in basket.COMMERCE:
        session.step = max(session.step, STEP_OF.get(event.type, 0))
        session.basket = session.basket or Basket()
        basket.note(session.basket, event, at)
    if event.engaged is not None:
        session.engaged += event.engaged
    said = (event.customer, event.device, event.channel, event.age, event.gender, event.country)
    if said != UNSAID:
        _know(session, said, at)


def _know(session: OpenSession, said: tuple[Any, ...], at: int) -> None:
    for name, value in zip(KNOWN, said, strict=True):
        if value is not None and (name not in session.known or at < session.known[name][0]):
            session.known[name] = (at, value)


def merge(earlier: OpenSession, later: OpenSession) -> None:
    """Adds what a later part of the same session was."""
    earlier.last = max(earlier.last, later.last, key=lambda place: (place.at, place.offset))
    earlier.times = sorted(earlier.times + later.times)
    earlier.pages |= later.pages
    for product, first in later.products.items():
        earlier.products[product] = min(first, earlier.products.get(product, first))
    for category, (clicks, prices) in later.categories.items():
        had, sums = earlier.categories.get(category, (0, 0.0))
        earlier.categories[category] = (had + clicks, sums + prices)
    earlier.step = max(earlier.step, later.step)
    earlier.views += later.views
    for into, more in ((earlier.shown, later.shown), (earlier.looked, later.looked)):
        for page, times in more.items():
            into[page] = into.get(page, 0) + times
    earlier.engaged += later.engaged
    for name, said in later.known.items():
        earlier.known[name] = min(said, earlier.known.get(name, said), key=lambda known: known[0])
    if later.basket:
        earlier.basket = earlier.basket or Basket()
        basket.merge(earlier.basket, later.basket)
