"""Rows of what shoppers did, and of what became of the events themselves."""

from typing import Any

from contracts.rows import Click, Flow, Reject, Session
from tests.builders.base import at, origin


def click(**changes: Any) -> Click:
    """A click on a skirt at ten o'clock, the first of its session."""
    what = {"event": "e1", "type": "view_item", "at": at("10:00"), "sent": at("10:00:01"), "visitor": "v1", "session": "s1", "step": 1}
    page = {"gap": None, "entry": True, "page": "/skirts/1", "page_number": 1, "position": 1, "product": "B1", "category": "skirts"}
    item = {"colour": "red", "photo": "", "price": 50.0, "quantity": None, "currency": "", "country": "PL", "precision": "ms"}
    return Click(**origin(**(what | page | item | changes)))


def session(**changes: Any) -> Session:
    """A visit from ten to five past ten: two clicks on two skirts."""
    when = {"session": "s1", "visitor": "v1", "start": at("10:00"), "end": at("10:05"), "sent": at("10:40"), "duration": 300.0}
    pages = {"clicks": 2, "pages": 2, "entry_page": "/skirts/1", "exit_page": "/skirts/2", "entry_product": "B1", "exit_product": "B2"}
    seen = {"products": ["B1", "B2"], "categories": ["skirts"], "category_clicks": [2], "category_prices": [100.0]}
    who = {"furthest_step": "view", "returning": False, "gap_since_last": None, "country": "PL", "precision": "ms", "closed_by": "gap"}
    fields = when | pages | seen | who | changes
    fields = {"page_views": fields["clicks"], "seen_pages": sorted({fields["entry_page"], fields["exit_page"]} - {""})} | fields
    return Session(**origin(**({"product_categories": ["skirts"] * len(fields["products"])} | fields)))


def reject(**changes: Any) -> Reject:
    """A message that was no JSON."""
    what = {"reason": "not_json", "detail": "malformed", "size": 1, "encoding": "utf-8", "raw": "x", "key": "v1", "sent": at("10:00")}
    return Reject(**origin(**(what | changes)))


def flow(**changes: Any) -> Flow:
    """A second in which nothing came; its clock stands at ten."""
    counts = dict.fromkeys(("events", "clicks", "sessions", "rejected", "late", "duplicates", "controls"), 0)
    return Flow(**origin(**({"clock": at("10:00"), "watermark": at("09:55"), "sent": at("10:00")} | counts | changes)))
