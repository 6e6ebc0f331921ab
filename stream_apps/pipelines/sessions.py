"""Sessions of one source: which session a click belongs to, and what a session was once it closes.

A tracker's own session id decides; without one a visitor silent for longer than the gap starts anew. Sessions are the
same in whatever order their clicks arrive within the allowed lateness; ties in event time keep the order of the log.
"""

import heapq
from bisect import bisect_right
from typing import Any, Final

import msgspec

from contracts.events import STEP_OF, STEPS, ShopEvent
from stream_apps.pipelines.basket import COMMERCE, Basket, bought, merge, note

# What a session's earliest event that names it says, and what stands where none does.
UNSAID: Final = {"customer": None, "device": "", "channel": "", "age": None, "gender": ""}


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


class Position(msgspec.Struct, gc=False):
    """What a click is within its session, as known when it arrived. gap is seconds since the click before it."""

    session: str
    step: int
    gap: float | None


class Sessions(msgspec.Struct, array_like=True):
    """The open sessions of one source in one partition. deadlines holds (ms, number, key): when to look at one again."""

    tracked: dict[str, OpenSession] = {}
    visiting: dict[str, list[OpenSession]] = {}
    deadlines: list[tuple[int, int, bool, str]] = []
    numbered: int = 0

    def add(self, event: ShopEvent, at: int, offset: int, gap: int) -> Position:
        """Puts a click where it belongs."""
        session = self.tracked.get(event.session) if event.session is not None else self._visit(event.visitor or "", at, gap)
        if session is None:
            session = self._begin(event, at, offset, gap)
        times = session.times
        if not times or at >= times[-1]:
            step, before = len(times), times[-1] if times else None
            times.append(at)
        else:
            step = bisect_right(times, at)
            before = times[step - 1] if step else None
            times.insert(step, at)
        _note(session, event, at, offset)
        return Position(session.id, step + 1, None if before is None else (at - before) / 1000)

    def engage(self, event: ShopEvent, at: int, gap: int) -> None:
        """Adds the time that a page was in sight to the session it was in, if that still runs."""
        session = (
            self.tracked.get(event.session) if event.session is not None else next(iter(self._near(event.visitor or "", at, gap)), None)
        )
        if session is not None:
            session.engaged += event.engaged or 0

    def is_due(self, watermark: int) -> bool:
        """Whether any session may have to close."""
        return bool(self.deadlines) and self.deadlines[0][0] < watermark

    def close(self, watermark: int, gap: int) -> list[OpenSession]:
        """Removes and returns the sessions that no event at or after the watermark can still join, oldest deadline first."""
        closed = []
        deadlines = self.deadlines
        while deadlines and deadlines[0][0] < watermark:
            _, number, tracked, key = heapq.heappop(deadlines)
            session = self.tracked[key] if tracked else next((s for s in self.visiting.get(key, ()) if s.number == number), None)
            if session is None:  # a later click joined it to an earlier session
                continue
            if (deadline := session.last.at + gap) >= watermark:
                heapq.heappush(deadlines, (deadline, number, tracked, key))
                continue
            self._remove(session, key)
            closed.append(session)
        return closed

    def close_all(self) -> list[OpenSession]:
        """Removes and returns every open session, in the order of their last clicks."""
        everyone = [*self.tracked.values(), *(session for visits in self.visiting.values() for session in visits)]
        self.tracked, self.visiting, self.deadlines = {}, {}, []
        return sorted(everyone, key=lambda session: (session.last.at, session.number))

    def _visit(self, visitor: str, at: int, gap: int) -> OpenSession | None:
        near = self._near(visitor, at, gap)
        if len(near) > 1:  # this click bridges two visits: they were one
            near.sort(key=lambda session: session.first.at)
            _merge(near[0], near[1])
            self.visiting[visitor].remove(near[1])
        return near[0] if near else None

    def _near(self, visitor: str, at: int, gap: int) -> list[OpenSession]:
        return [s for s in self.visiting.get(visitor, ()) if s.first.at - gap <= at <= s.last.at + gap]

    def _begin(self, event: ShopEvent, at: int, offset: int, gap: int) -> OpenSession:
        self.numbered += 1
        tracked = event.session is not None
        key = event.session or event.visitor or ""
        place = Place(at, offset, event.page or "", event.product or "")
        session = OpenSession(
            id=key if tracked else f"{key}@{at}",
            visitor=event.visitor,
            tracked=tracked,
            number=self.numbered,
            first=place,
            last=place,
            times=[],
            pages={},
            products={},
            categories={},
            step=0,
            country=event.country or "",
            precision=event.precision,
        )
        if tracked:
            self.tracked[key] = session
        else:
            self.visiting.setdefault(key, []).append(session)
        heapq.heappush(self.deadlines, (at + gap, self.numbered, tracked, key))
        return session

    def _remove(self, session: OpenSession, key: str) -> None:
        if session.tracked:
            del self.tracked[key]
            return
        visits = self.visiting[key]
        visits.remove(session)
        if not visits:
            del self.visiting[key]


def summary(session: OpenSession) -> dict[str, Any]:
    """A closed session's facts, by the names of a `sessions` row."""
    categories = sorted(session.categories.items())
    products = sorted([(at, product, category) for product, (at, category) in session.products.items()])
    return {
        "session": session.id,
        "visitor": session.visitor,
        "start": session.first.at / 1000,
        "end": session.last.at / 1000,
        "duration": (session.last.at - session.first.at) / 1000,
        "clicks": len(session.times),
        "pages": len(session.pages),
        "entry_page": session.first.page,
        "exit_page": session.last.page,
        "entry_product": session.first.product,
        "exit_product": session.last.product,
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
        **{name: session.known[name][1] if name in session.known else unsaid for name, unsaid in UNSAID.items()},
        **bought(session.basket or Basket()),
    }


def _note(session: OpenSession, event: ShopEvent, at: int, offset: int) -> None:
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
    elif event.type in COMMERCE:
        session.step = max(session.step, STEP_OF.get(event.type, 0))
        session.basket = session.basket or Basket()
        note(session.basket, event, at)
    if event.engaged is not None:
        session.engaged += event.engaged
    for name in UNSAID:
        said = getattr(event, name)
        if said is not None and (name not in session.known or at < session.known[name][0]):
            session.known[name] = (at, said)


def _merge(earlier: OpenSession, later: OpenSession) -> None:
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
        merge(earlier.basket, later.basket)
