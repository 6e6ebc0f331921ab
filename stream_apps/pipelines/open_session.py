"""What a session is while it runs, and what it was once it closes: the same in whatever order its clicks arrive."""

from typing import Any, Final

import msgspec

from contracts.events import STEP_OF, STEPS, ShopEvent
from stream_apps.pipelines import basket
from stream_apps.pipelines.basket import Basket

KNOWN: Final = ("customer", "device", "channel", "age", "gender")  # what a session's earliest event that names it says
UNSAID: Final = (None,) * len(KNOWN)


class Place(msgspec.Struct, array_like=True, gc=False):
    """Where a session began or ended: ordered by event time, then by place in the log."""

    at: int
    offset: int
    page: str
    product: str


class OpenSession(msgspec.Struct, array_like=True, kw_only=True):
    """A session while it runs. Times are ms; times is sorted; products maps to when each was first clicked, and its
    category; categories to clicks and sum of prices; known holds when and what the session's earliest event that names one says of its
    device and the like; basket is made by its first event beyond looking."""

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
    country: str
    precision: str
    views: int = 0
    engaged: int = 0
    known: dict[str, tuple[int, Any]] = {}
    basket: Basket | None = None


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
        "country": session.country,
        "precision": session.precision,
        "views": session.views,
        "engaged": session.engaged / 1000,
        **{name: said for name, (_, said) in session.known.items()},
        **(basket.bought(session.basket) if session.basket else {}),
    }


def note(session: OpenSession, event: ShopEvent, at: int, offset: int) -> None:
    """Takes in what an event says of its session."""
    if at < session.first.at:  # an equal stamp arrived later, so it is not the first
        session.first = Place(at, offset, event.page or "", event.product or "")
        session.country = event.country or session.country
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
    if event.type == "view_item":
        session.views += 1
    elif event.type in basket.COMMERCE:
        session.step = max(session.step, STEP_OF.get(event.type, 0))
        session.basket = session.basket or Basket()
        basket.note(session.basket, event, at)
    if event.engaged is not None:
        session.engaged += event.engaged
    said = (event.customer, event.device, event.channel, event.age, event.gender)
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
    earlier.engaged += later.engaged
    for name, said in later.known.items():
        earlier.known[name] = min(said, earlier.known.get(name, said), key=lambda known: known[0])
    if later.basket:
        earlier.basket = earlier.basket or Basket()
        basket.merge(earlier.basket, later.basket)
