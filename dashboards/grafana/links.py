"""Addresses of dashboards. "Now" follows the data: a live source is shown up to the wall clock, a replay over its own period."""

from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from contracts.reading import Stream

_LIVE: Final = timedelta(minutes=15)


def link(base_url: str, uid: str, stream: Stream, now: datetime | None = None) -> str:
    """A dashboard of one source, in its period.

    >>> at = datetime(2008, 4, 1, tzinfo=UTC)
    >>> old = Stream("eshop2008", at, at + timedelta(days=1), 5, datetime(2026, 5, 1, tzinfo=UTC), "day")
    >>> link("http://127.0.0.1:3000/", "storepulse-overview", old)
    'http://127.0.0.1:3000/d/storepulse-overview?var-source=eshop2008&from=1207008000000&to=1207094400001&timezone=utc'
    """
    start, end = period(stream, now or datetime.now(UTC))
    query = {"var-source": stream.source, "from": start, "to": end, "timezone": "utc"}
    return f"{base_url.rstrip('/')}/d/{uid}?{urlencode(query)}"


def is_live(stream: Stream, now: datetime) -> bool:
    """Whether a source is still written to, and by events of about now."""
    return now - stream.stored_at < _LIVE and abs(stream.stored_at - stream.clock) < _LIVE


def period(stream: Stream, now: datetime) -> tuple[str, str]:
    """Grafana's from and to: words for a live source; milliseconds from the first midnight to past the last event for another."""
    if is_live(stream, now):
        return "now-1h", "now"
    start = stream.first.replace(hour=0, minute=0, second=0, microsecond=0)
    return str(_millis(start)), str(_millis(stream.clock) + 1)


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)
