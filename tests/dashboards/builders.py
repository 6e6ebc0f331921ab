"""Answers and rows as the tests of the page need them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.reading import Answer, Stream
from contracts.rows import Click, Session

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ORIGIN = {"origin_epoch": "test", "origin_topic": "events.shop", "origin_partition": 0, "origin_offset": 0, "origin_index": 0}


def answer(kind: str = "timeseries", columns: tuple[str, ...] = (), rows: list[tuple[Any, ...]] | None = None, **changes: Any) -> Answer:
    """An hour of an answer."""
    columns = columns or {"timeseries": ("t", "value", "samples"), "heatmap": ("x", "y", "value", "samples")}.get(
        kind, ("label", "value", "samples")
    )
    rows = rows or []
    values: dict[str, Any] = {
        "metric": "sessions",
        "title": "Sessions",
        "unit": "sessions",
        "meaning": "",
        "kind": kind,
        "better": "higher",
        "source": "test",
        "start": NOON - timedelta(hours=1),
        "end": NOON,
        "step": 600,
        "filters": {},
        "value": 10.0,
        "samples": sum(row[columns.index("samples")] or 0 for row in rows),
        "samples_of": "sessions",
        "minimum": 1,
        "enough": True,
    }
    return Answer(columns=columns, rows=rows, **(values | changes))


def stream(**changes: Any) -> Stream:
    """A source with a day of history that ends at NOON."""
    values: dict[str, Any] = {
        "source": "test",
        "first": NOON - timedelta(days=1),
        "clock": NOON,
        "events": 100,
        "stored_at": NOON,
        "precision": "ms",
    }
    return Stream(**(values | changes))


def click(source: str, at: datetime, session: str, step: int = 1, **changes: Any) -> Click:
    """One click on a product."""
    values: dict[str, Any] = {
        "event": f"{session}-{step}",
        "type": "view_item",
        "at": at.timestamp(),
        "sent": at.timestamp(),
        "visitor": None,
        "session": session,
        "step": step,
        "gap": None,
        "entry": step == 1,
        "page": "/skirts/1",
        "page_number": 1,
        "position": 1 + step % 6,
        "product": f"B{step}",
        "category": "skirts",
        "colour": "black",
        "photo": "profile",
        "price": 40.0 + step,
        "quantity": None,
        "currency": "USD",
        "country": "PL",
        "precision": "ms",
    }
    return Click(source=source, **_ORIGIN, **(values | changes))


def session(source: str, start: datetime, name: str, clicks: int = 3, **changes: Any) -> Session:
    """One visit of skirts that ended."""
    end = start + timedelta(seconds=30 * (clicks - 1))
    values: dict[str, Any] = {
        "session": name,
        "visitor": None,
        "start": start.timestamp(),
        "end": end.timestamp(),
        "sent": end.timestamp(),
        "duration": (end - start).total_seconds(),
        "clicks": clicks,
        "pages": 1,
        "entry_page": "/skirts/1",
        "exit_page": "/skirts/1",
        "entry_product": "B1",
        "exit_product": f"B{clicks}",
        "products": [f"B{step + 1}" for step in range(clicks)],
        "product_categories": ["skirts"] * clicks,
        "categories": ["skirts"],
        "category_clicks": [clicks],
        "category_prices": [42.0 * clicks],
        "furthest_step": "view",
        "returning": None,
        "gap_since_last": None,
        "country": "PL",
        "precision": "ms",
        "closed_by": "gap",
    }
    return Session(source=source, **_ORIGIN, **(values | changes))
